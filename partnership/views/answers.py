"""One document, two forms: the page that is rendered from it, and the JSON that it is."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Context = dict[str, Any]


def wants_json(request: HttpRequest) -> bool:
    return request.path.endswith(".json")


def page_path(request: HttpRequest) -> str:
    """The address of the page, also where its JSON was asked for."""
    path = request.path
    return f"{path.removesuffix('.json')}/" if wants_json(request) else path


def json_answer(document: Context, *, status: int = 200) -> HttpResponse:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")


def answer(request: HttpRequest, template: str, document: Context, **context: Any) -> HttpResponse:
    """The document as JSON, or the page; each names the other in its Link header."""
    path = page_path(request)
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    if wants_json(request):
        response = json_answer(document)
        response["Link"] = f'<{settings.SITE["url"]}{path}{query}>; rel="alternate"; type="text/html"'
        return response
    return render(request, template, {**context, "document": document})
