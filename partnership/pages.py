"""Pages that more than one way leads to: an entry as readers see it, and as its editors will."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnership.documents import cited, document
from partnership.documents.compare import beside
from partnership.models import Entry


def render_entry(
    request: HttpRequest,
    entry: Entry,
    *,
    audience: str = "public",
    extra_context: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of an entry. `audience="editor"` shows a draft, with what only editors may see; who may ask is the
    caller's business."""
    page = document(entry, audience=audience)
    context = {"entry": page, "audience": audience, "section": entry.kind}
    if audience == "public":
        context["compare"] = beside(entry, page)
        context["cite"] = cited.of_entry(entry)
    return render(request, "entries/entry.html", context | (extra_context or {}))
