"""The list of sources."""

import datetime as dt
from functools import partial

from django.http import QueryDict

from partnership.documents import listing, source_line
from partnership.documents.brief import Document
from partnership.filters import Paging, SourceFilter, values
from partnership.listings.pages import paged
from partnership.listings.parts import Facets, beside, form_of, numbers_of, sorts
from partnership.listings.values import of_values
from partnership.models import Source
from partnership.queries import evidence, facets, sources
from partnership.queries.facets import Base, Counted
from partnership.queries.ordered import Ordered
from partnership.queries.relevance import RELEVANCE, Ranked

FACETS = (
    *("tier", "type", "topic", "kind", "decade", "institution", "place", "evidence", "publisher", "language"),
    "year",
)


def of_sources(data: QueryDict, path: str, *, today: dt.date | None = None) -> Document:
    asked = SourceFilter(data, _public(), path, today=today)
    query = asked.form.cleaned_data["q"]
    paging = Paging.of(asked, data)
    numbers = numbers_of(asked, _facets(asked), asked.asked.today)
    if paging.sort == RELEVANCE:
        keep = partial(asked.once, "best", day=asked.asked.today, in_short=True)
        ordered: Ranked | Ordered = Ranked(Source, asked.found(), query, sources.LINES, keep, asked.years)
    else:
        rows, order = asked.found().rows, sources.ORDERS[paging.sort]
        ordered = Ordered(asked.list_of, rows, order, sources.LINES, whole=asked.whole, years=asked.years)
    shown, links = paged(ordered, paging.page, asked.address, numbers.length)
    return listing(
        count=numbers.length,
        total=asked.total,
        results=[source_line(each) for each in shown],
        filters=asked.chips,
        sort=paging.sort,
        sorts=sorts(asked.address, sources.SORTS, paging.sort, query),
        **beside(asked, numbers, asked.asked.today),
        **form_of(asked),
        **links,
    )


def values_of_sources(facet: str, data: QueryDict, path: str, *, today: dt.date | None = None) -> Document:
    """All values of one facet of the list. Raises Http404 for a facet that it does not show."""
    asked = SourceFilter(values.of_list(SourceFilter, data), _public(), path, today=today)
    return of_values(facet, asked, _facets(asked), data)


def _facets(asked: SourceFilter) -> Facets:
    held = asked.held.facets
    gaps = Counted(lambda rows: evidence.tallies(evidence.OF_SOURCES.values(), asked.held, rows.rows, asked.asked))
    return {**{name: held[name] for name in FACETS}, "gap": gaps}


def _public() -> Base:
    return facets.public_sources()
