"""The list of sources."""

import datetime as dt

from django.http import QueryDict

from partnership.documents import listing, source_line
from partnership.documents.brief import Document
from partnership.filters import SourceFilter
from partnership.listings.pages import paged
from partnership.listings.parts import facets_of, form_of, order, sorts
from partnership.queries import evidence, sources
from partnership.queries.relevance import RELEVANCE, Ranked


def of_sources(data: QueryDict, path: str, *, today: dt.date | None = None) -> Document:
    asked = SourceFilter(data, sources.public(), path, today=today)
    query = asked.form.cleaned_data["q"]
    paging, labels = order(data, sources.SORTS, "title", query)
    found = asked.narrowed()
    count = found.count()
    ordered = (
        Ranked(found, query, lambda rows: sources.public().filter(pk__in=rows))
        if paging.sort == RELEVANCE
        else sources.ordered(found, paging.sort)
    )
    rows, links = paged(ordered, paging.page, asked.address, count)
    return listing(
        count=count,
        total=sources.public().count(),
        results=[source_line(each) for each in rows],
        filters=asked.chips,
        facets=facets_of(
            asked,
            sources.COUNTED | {"gap": lambda found: evidence.tallies(evidence.OF_SOURCES, found, asked.asked)},
        ),
        sort=paging.sort,
        sorts=sorts(asked.address, labels, paging.sort, "title"),
        **form_of(asked),
        **links,
    )
