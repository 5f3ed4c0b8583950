"""The list of sources."""

import datetime as dt

from django.http import QueryDict

from partnership.documents import listing, source_line
from partnership.documents.brief import Document
from partnership.filters import Paging, SourceFilter, values
from partnership.listings.pages import paged
from partnership.listings.parts import Counted, counted, facets_of, form_of, sorts, years_of
from partnership.listings.values import of_values
from partnership.models import Source
from partnership.queries import evidence, facets, sources
from partnership.queries.relevance import RELEVANCE, Ranked

FACETS = (
    *("tier", "type", "topic", "kind", "decade", "institution", "place", "evidence", "publisher", "language"),
    "year",
)


def of_sources(data: QueryDict, path: str, *, today: dt.date | None = None) -> Document:
    asked = SourceFilter(data, Source.objects.public(), path, today=today)
    query = asked.form.cleaned_data["q"]
    paging = Paging.of(asked, data)
    count = len(asked.found().rows)
    found = asked.narrowed()
    best = paging.sort == RELEVANCE
    ordered = (
        Ranked(found, query, sources.for_lines) if best else sources.ordered(sources.for_lines(found), paging.sort)
    )
    rows, links = paged(ordered, paging.page, asked.address, count)
    return listing(
        count=count,
        total=asked.queryset.count() if asked.chosen else count,
        results=[source_line(each) for each in rows],
        filters=asked.chips,
        sort=paging.sort,
        sorts=sorts(asked.address, sources.SORTS, paging.sort, query),
        years=years_of(asked, facets.of_sources()),
        **facets_of(asked, _counted(asked)),
        **form_of(asked),
        **links,
    )


def values_of_sources(facet: str, data: QueryDict, path: str, *, today: dt.date | None = None) -> Document:
    """All values of one facet of the list. Raises Http404 for a facet that it does not show."""
    asked = SourceFilter(values.of_list(SourceFilter, data), Source.objects.public(), path, today=today)
    return of_values(facet, asked, _counted(asked), data)


def _counted(asked: SourceFilter) -> Counted:
    return {
        **counted(facets.of_sources().facets, FACETS),
        "gap": lambda found: evidence.tallies(evidence.OF_SOURCES, found.query, asked.asked),
    }
