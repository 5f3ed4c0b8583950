"""The table of figures."""

from django.http import QueryDict

from partnership.documents import figure, listing
from partnership.documents.brief import Document
from partnership.filters import FigureFilter, Paging, values
from partnership.listings.pages import paged
from partnership.listings.parts import Facets, beside, form_of, numbers_of, sorts
from partnership.listings.values import of_values
from partnership.queries import facets, figures
from partnership.queries.arranged import arranged

FACETS = ("measure", "kind", "type", "topic", "decade", "institution", "place", "source", "evidence")


def of_figures(data: QueryDict, path: str) -> Document:
    asked = FigureFilter(data, facets.public_figures(), path)
    labels = {name: label for name, (label, _) in figures.SORTS.items()}
    paging = Paging.of(asked, data)
    numbers = numbers_of(asked, _facets(asked))
    ordered = arranged(asked.held, asked.found().rows, paging.sort, whole=asked.whole)
    rows, links = paged(ordered, paging.page, asked.address, numbers.length)
    return listing(
        count=numbers.length,
        total=asked.total,
        results=[figure(each) for each in rows],
        filters=asked.chips,
        sort=paging.sort,
        sorts=sorts(asked.address, labels, paging.sort),
        **beside(asked, numbers),
        **form_of(asked),
        **links,
    )


def values_of_figures(facet: str, data: QueryDict, path: str) -> Document:
    """All values of one facet of the table. Raises Http404 for a facet that it does not show."""
    asked = FigureFilter(values.of_list(FigureFilter, data), facets.public_figures(), path)
    return of_values(facet, asked, _facets(asked), data)


def _facets(asked: FigureFilter) -> Facets:
    held = asked.held.facets
    return {name: held[name] for name in FACETS}
