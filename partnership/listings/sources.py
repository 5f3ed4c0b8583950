"""The list of sources."""

import datetime as dt

from django.http import QueryDict

from partnership.documents import listing, source_line
from partnership.documents.brief import Document
from partnership.filters import Paging, SourceFilter
from partnership.listings.pages import paged
from partnership.listings.parts import facets_of, form_of, sorts
from partnership.queries import evidence, sources


def of_sources(data: QueryDict, path: str, *, today: dt.date | None = None) -> Document:
    asked = SourceFilter(data, sources.public(), path, today=today)
    paging = Paging(data, sources.SORTS, "title")
    found = asked.narrowed()
    count = found.count()
    rows, links = paged(sources.ordered(found, paging.sort), paging.page, asked.address, count)
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
        sorts=sorts(asked.address, sources.SORTS, paging.sort, "title"),
        **form_of(asked),
        **links,
    )
