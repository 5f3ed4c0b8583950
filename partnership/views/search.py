"""Search: its results, what is suggested while one types, and what a browser's own search box asks for."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from partnership import listings
from partnership.documents.brief import absolute
from partnership.filters import EntryFilter
from partnership.filters.strict import refuse_broken, refuse_unknown
from partnership.views.answers import Listed, a_list, json_answer
from partnership.views.reading import one_address, public

_FOUND = Listed(
    listings.of_search,
    listings.values_of_search,
    lambda asked, path: listings.entries_taken(listings.searched(asked), asked, path, "search"),
)


@public
@one_address(EntryFilter)
def results(request: HttpRequest, facet: str = "") -> HttpResponseBase:
    return a_list(request, _FOUND, "search/results.html", facet=facet, section="search", title="Search")


@public
def suggest(request: HttpRequest) -> HttpResponse:
    """A list of links, as a part of a page."""
    return render(request, "search/_suggestions.html", listings.suggestions(_typed(request)))


@public
def suggestions(request: HttpRequest) -> HttpResponse:
    """The same as OpenSearch Suggestions 1.1 has it: what was typed, then titles, what they are, and addresses."""
    found = listings.suggestions(_typed(request))
    lines = found["results"]
    answer = json_answer(
        [
            found["query"],
            [each["title"] for each in lines],
            [each["type"]["label"] if each["type"] else each["kind_label"] for each in lines],
            [absolute(each["url"]) for each in lines],
        ]
    )
    answer["Content-Type"] = "application/x-suggestions+json; charset=utf-8"
    return answer


def _typed(request: HttpRequest) -> str:
    refuse_unknown(request.GET, ("q",))
    refuse_broken("q", request.GET.getlist("q"), repeatable=False, anything=True)
    return request.GET.get("q", "")
