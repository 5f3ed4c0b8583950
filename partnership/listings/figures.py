"""The table of figures."""

from django.http import QueryDict

from partnership.documents import figure, listing
from partnership.documents.brief import Document
from partnership.filters import FigureFilter, Paging, values
from partnership.listings.pages import paged
from partnership.listings.parts import counted, facets_of, form_of, sorts, years_of
from partnership.listings.values import of_values
from partnership.queries import facets, figures

FACETS = ("measure", "kind", "type", "topic", "decade", "institution", "place", "source", "evidence")


def of_figures(data: QueryDict, path: str) -> Document:
    asked = FigureFilter(data, figures.public(), path)
    labels = {name: label for name, (label, _) in figures.SORTS.items()}
    paging = Paging.of(asked, data)
    held = facets.of_figures()
    count = len(asked.found().rows)
    ordered = figures.for_rows(asked.narrowed()).order_by(*figures.SORTS[paging.sort][1])
    rows, links = paged(ordered, paging.page, asked.address, count)
    return listing(
        count=count,
        total=figures.public().count() if asked.chosen else count,
        results=[figure(each) for each in rows],
        filters=asked.chips,
        sort=paging.sort,
        sorts=sorts(asked.address, labels, paging.sort),
        years=years_of(asked, held),
        **facets_of(asked, counted(held.facets, FACETS)),
        **form_of(asked),
        **links,
    )


def values_of_figures(facet: str, data: QueryDict, path: str) -> Document:
    """All values of one facet of the table. Raises Http404 for a facet that it does not show."""
    asked = FigureFilter(values.of_list(FigureFilter, data), figures.public(), path)
    return of_values(facet, asked, counted(facets.of_figures().facets, FACETS), data)
