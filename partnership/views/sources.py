"""Sources, and what was taken from each."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from partnership import listings
from partnership.documents import cited
from partnership.exports import Subject
from partnership.filters import SourceFilter
from partnership.public import source_at
from partnership.views.answers import Listed, a_list, answer, asked_form, data
from partnership.views.reading import one_address, plain, public

_SOURCES = Listed(listings.of_sources, listings.values_of_sources, listings.sources_taken)


@public
@one_address(SourceFilter)
def every(request: HttpRequest, facet: str = "") -> HttpResponseBase:
    return a_list(request, _SOURCES, "sources/list.html", facet=facet, section="sources", title="Sources")


@plain
def one(request: HttpRequest, slug: str) -> HttpResponseBase:
    source, document = source_at(slug)
    if asked_form(request):
        return data(request, lambda: document, Subject.of_source(source, document))
    return answer(request, "sources/source.html", document, section="sources", cite=cited.of_source(source))
