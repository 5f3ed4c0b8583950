"""Sources, and what was taken from each."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from partnership import listings
from partnership.documents import cited
from partnership.exports import Subject
from partnership.filters import SourceFilter
from partnership.public import source_at
from partnership.views.answers import answer, asked_form, data, download, page_path
from partnership.views.reading import one_address, plain, public


@public
@one_address(SourceFilter)
def every(request: HttpRequest, facet: str = "") -> HttpResponseBase:
    path = page_path(request)
    if facet:
        document = listings.values_of_sources(facet, request.GET, path.removesuffix(f"by/{facet}/"))
        return answer(request, "facets/values.html", document, section="sources", title="Sources")
    if asked_form(request) in ("", "json"):
        return answer(request, "sources/list.html", listings.of_sources(request.GET, path), section="sources")
    return download(request, asked_form(request), listings.sources_taken(request.GET, path))


@plain
def one(request: HttpRequest, slug: str) -> HttpResponseBase:
    source, document = source_at(slug)
    if asked_form(request):
        return data(request, lambda: document, Subject.of_source(source, document))
    return answer(request, "sources/source.html", document, section="sources", cite=cited.of_source(source))
