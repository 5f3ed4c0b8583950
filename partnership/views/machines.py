"""What machines ask for: is it alive, is it ready, what may be read, what is there."""

from itertools import islice

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnership.sitemaps import MOST, addresses
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
    context = {"base": settings.SITE["url"], "addresses": islice(addresses(), MOST)}
    return render(request, "machines/sitemap.xml", context, content_type="application/xml; charset=utf-8")
