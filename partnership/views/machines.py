"""What machines ask for: is it alive, is it ready, what may be read, what is there."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from partnership import sitemaps
from partnership.views.answers import json_answer
from partnership.views.reading import public


@public
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@public
def readyz(_request: HttpRequest) -> HttpResponse:
    """The database answers and has every migration."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return json_answer({"ready": False, "database": "does not answer"}, status=503)
    if waiting:
        return json_answer({"ready": False, "database": "has migrations waiting"}, status=503)
    return json_answer({"ready": True, "database": "answers"})


@public
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": f"{settings.SITE['url']}/sitemap.xml"}
    return render(request, "machines/robots.txt", context, content_type="text/plain; charset=utf-8")


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the files."""
    return _xml(request, "machines/sitemap.xml", files=sitemaps.files())


@public
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    return _xml(request, "machines/sitemap_file.xml", addresses=sitemaps.pages())


@public
def sitemap_rows(request: HttpRequest, name: str, part: int) -> HttpResponse:
    """A file of entries or of sources."""
    if f"{name}-{part}" not in sitemaps.files():
        raise Http404
    return _xml(request, "machines/sitemap_file.xml", addresses=_ROWS[name](part))


_ROWS = {"entries": sitemaps.entries, "sources": sitemaps.sources}


@public
def opensearch(request: HttpRequest) -> HttpResponse:
    """What a browser needs to offer this site's search as one of its own."""
    answer = _xml(request, "machines/opensearch.xml", site=settings.SITE)
    answer["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return answer


def _xml(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    context = {"base": settings.SITE["url"], **context}
    return render(request, template, context, content_type="application/xml; charset=utf-8")
