"""The one address of a view of a list, and of the page of all values of one of its filters.

Such a page is asked for by the list's filters, and has an order and pages of its own.
"""

from django.http import QueryDict

from partnership.filters.address import POSITION, Address
from partnership.filters.paging import Paging
from partnership.filters.strict import StrictFilterSet, refuse_unknown
from partnership.models import Entry

SORTS = {"count": "Most frequent first", "label": "A–Z"}
USUAL_SORT = "count"
_OWN = frozenset({"sort", "page"})


def of_list(filters: type[StrictFilterSet], data: QueryDict) -> QueryDict:
    """What is asked of the list. Raises BadParameter for what only the list itself can be asked for."""
    refuse_unknown(data, [*filters.base_filters, *_OWN])
    kept = data.copy()
    for name in _OWN | POSITION:
        kept.pop(name, None)
    return kept


def address_of(filters: type[StrictFilterSet], data: QueryDict, path: str, *, of_values: bool = False) -> Address:
    """The address of the view that is asked for, if it is one: nothing is looked up here."""
    return filters.address_of(data, path, usual_sort=USUAL_SORT if of_values else "")


def check(filters: type[StrictFilterSet], data: QueryDict, *, of_values: bool = False) -> None:
    """Raises BadParameter where no view is asked for. Nothing is counted."""
    asked = filters(of_list(filters, data) if of_values else data, Entry.objects.none(), "/")
    if of_values:
        Paging(data, SORTS, USUAL_SORT)
    else:
        Paging.of(asked, data)
