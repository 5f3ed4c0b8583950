"""Sources, and what was taken from each."""

from django.http import HttpRequest, HttpResponse

from partnership import listings
from partnership.documents import cited
from partnership.exports import Subject
from partnership.public import source_at
from partnership.views.answers import answer, asked_form, data, download, page_path
from partnership.views.reading import plain, public


@public
def every(request: HttpRequest) -> HttpResponse:
    path = page_path(request)
    if asked_form(request) in ("", "json"):
        return answer(request, "sources/list.html", listings.of_sources(request.GET, path), section="sources")
    return download(request, asked_form(request), listings.sources_taken(request.GET, path))


@plain
def one(request: HttpRequest, slug: str) -> HttpResponse:
    source, document = source_at(slug)
    if asked_form(request):
        return data(request, lambda: document, Subject.of_source(source, document))
    return answer(request, "sources/source.html", document, section="sources", cite=cited.of_source(source))
