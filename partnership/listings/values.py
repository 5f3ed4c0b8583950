"""All values of one facet: what a list beside itself shows only the first of."""

from django.http import Http404, QueryDict

from partnership import text
from partnership.documents import listing
from partnership.documents.brief import Document
from partnership.filters import Paging, StrictFilterSet, values
from partnership.listings.pages import paged
from partnership.listings.parts import Facets, named, sorts, tallies_of, values_of

SIZE = 120  # values on one page, which stand in columns


def of_values(facet: str, asked: StrictFilterSet, facets: Facets, data: QueryDict) -> Document:
    """`asked` has the address of the list, to which each value leads; this page has one of its own below it."""
    if facet not in facets:
        raise Http404
    paging = Paging(data, values.SORTS, values.USUAL_SORT)
    here = values.address_of(type(asked), data, f"{asked.address.path}by/{facet}/", of_values=True)
    tallies = tallies_of(asked, facet, facets[facet])
    if paging.sort == "label":
        tallies.sort(key=lambda tally: (text.fold(tally.label), tally.value))
    rows, links = paged(tallies, paging.page, here, len(tallies), SIZE)
    return listing(
        count=len(tallies),
        total=len(tallies),
        results=values_of(asked, facet, rows),
        filters=[{**chip, "remove_url": here.without(chip["param"], chip["value"])} for chip in asked.chips],
        sort=paging.sort,
        sorts=sorts(here, values.SORTS, paging.sort),
        facet=facet,
        of_list={"url": asked.address.plain, "count": len(asked.found(without=facet).rows)},
        clear_url=here.path,
        url=here.plain,
        canonical=here.canonical,
        **named(asked, facet),
        **links,
    )
