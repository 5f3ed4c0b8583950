"""The table of figures."""

from django.http import QueryDict

from partnership.documents import figure, listing
from partnership.documents.brief import Document
from partnership.filters import FigureFilter, Paging
from partnership.listings.pages import paged
from partnership.listings.parts import facets_of, form_of, sorts
from partnership.queries import figures


def of_figures(data: QueryDict, path: str) -> Document:
    asked = FigureFilter(data, figures.public(), path)
    asked.refuse_backwards()
    labels = {name: label for name, (label, _) in figures.SORTS.items()}
    paging = Paging(data, labels, "measure")
    found = asked.narrowed()
    count = found.count()
    ordered = figures.for_rows(found).order_by(*figures.SORTS[paging.sort][1])
    rows, links = paged(ordered, paging.page, asked.address, count)
    return listing(
        count=count,
        total=figures.public().count(),
        results=[figure(each) for each in rows],
        filters=asked.chips,
        facets=facets_of(asked, figures.COUNTED),
        sort=paging.sort,
        sorts=sorts(asked.address, labels, paging.sort, "measure"),
        **form_of(asked),
        **links,
    )
