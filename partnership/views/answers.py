"""One document, several forms: the page that is rendered from it, the JSON that it is, and what can be taken away."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render

from partnership.exports import FORMS, Subject
from partnership.models import Revision
from partnership.queries import revision
from partnership.views.taking import beside, taken

Context = dict[str, Any]


def asked_form(request: HttpRequest) -> str:
    """The ending that stands in place of the address's last slash; "" for the page."""
    _, _, suffix = request.path.rpartition("/")[2].partition(".")
    return suffix if suffix in FORMS else ""


def wants_data(request: HttpRequest) -> bool:
    """Whether a program asks: it is answered with JSON also where something is wrong."""
    return bool(asked_form(request))


def page_path(request: HttpRequest) -> str:
    """The address of the page, also where another form of it was asked for."""
    form = asked_form(request)
    return f"{request.path.removesuffix(f'.{form}')}/" if form else request.path


def json_answer(document: Context | list[Any], *, status: int = 200) -> HttpResponse:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")


def answer(request: HttpRequest, template: str, document: Context, **context: Any) -> HttpResponse:
    """The page, or its document as JSON."""
    if asked_form(request):
        return _beside_page(request, document, revision.current())
    return render(request, template, {**context, "document": document})


def data(request: HttpRequest, document: Callable[[], Context], subject: Subject) -> HttpResponseBase:
    """Whichever form that is not the page was asked for; the document is put together only for JSON."""
    form = asked_form(request)
    if form == "json":
        return _beside_page(request, document(), revision.current())
    return download(request, form, subject)


def download(request: HttpRequest, form: str, subject: Subject) -> HttpResponseBase:
    return taken(request, form, subject, _page_address(request))


@dataclass(frozen=True)
class Listed:
    """A list in its three ways, each asked with the question and the path: a page of it, all values of one of its
    filters, and the whole of it to be taken away."""

    shown: Callable[[QueryDict, str], Context]
    values: Callable[[str, QueryDict, str], Context]
    taken: Callable[[QueryDict, str], Subject]


def a_list(request: HttpRequest, of: Listed, template: str, *, facet: str = "", **context: Any) -> HttpResponseBase:
    """The list in the form that was asked for; `facet` asks for all values of one filter instead."""
    path, form = page_path(request), asked_form(request)
    if form not in ("", "json"):
        return download(request, form, of.taken(request.GET, path))
    state = revision.current() if form else None  # before the rows: those that are written meanwhile may be newer
    if facet:
        template = "facets/values.html"
        found = of.values(facet, request.GET, path.removesuffix(f"by/{facet}/"))
    else:
        found = of.shown(request.GET, path)
    if state:
        return _beside_page(request, {"revision": _named(state), **found}, state)
    return render(request, template, {**context, "document": found})


def _named(state: Revision) -> Context:
    """A list comes page by page, and between two of them what is public may change."""
    return {"number": state.number, "changed_at": state.changed_at.isoformat() if state.changed_at else None}


def _beside_page(request: HttpRequest, document: Context, state: Revision) -> HttpResponse:
    """Names page, licence and revision in the headers, as whatever is taken away does."""
    response = json_answer(document)
    response["Link"] = beside(_page_address(request), settings.SITE["content_licence"]["url"])
    response["X-Revision"] = str(state.number)
    return response


def _page_address(request: HttpRequest) -> str:
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return f"{settings.SITE['url']}{page_path(request)}{query}"
