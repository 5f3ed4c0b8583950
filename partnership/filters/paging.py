"""Where in a list one stands, and in which order it is."""

from collections.abc import Iterable

from django.http import QueryDict

from partnership.filters.fields import shown
from partnership.filters.strict import BadParameter, StrictFilterSet, refuse_broken
from partnership.models import Entry
from partnership.queries.relevance import RELEVANCE
from partnership.text import is_key

SIZE = 25
LAST_PAGE = 200


class Paging:
    """`page` counts from the top, up to the 200th; `after` and `before` name an entry and go to any depth."""

    @classmethod
    def of(cls, asked: StrictFilterSet, data: QueryDict) -> "Paging":
        """Of a list in one of its orders. The best first has no marks: what it is depends on all that was found."""
        usual = asked.usual(data)
        found = cls(data, dict.fromkeys((usual, *asked.sorts)), usual)
        if found.sort == RELEVANCE and (found.after or found.before):
            expected = "A page, or one of the orders in time or by title beside it."
            name = "after" if found.after else "before"
            raise BadParameter(name, "The best first is an order without marks.", expected)
        return found

    def __init__(self, data: QueryDict, sorts: Iterable[str], default: str) -> None:
        for name in ("sort", "page", "after", "before"):
            refuse_broken(name, data.getlist(name), repeatable=False)
        self.sort = _one(data, "sort") or default
        known = list(sorts)
        if self.sort not in known:
            raise BadParameter("sort", f"{shown(self.sort)} is not an order.", f"One of: {', '.join(known)}.")
        marks = [name for name in ("page", "after", "before") if _one(data, name)]
        if len(marks) > 1:
            raise BadParameter(marks[1], f"It stands beside {marks[0]}.", "One of page, after and before.")
        self.page = _page(_one(data, "page"))
        self.after = _mark("after", _one(data, "after"))
        self.before = _mark("before", _one(data, "before"))


def _one(data: QueryDict, name: str) -> str:
    return next((value.strip() for value in data.getlist(name) if value.strip()), "")


def _page(typed: str) -> int:
    if not typed:
        return 1
    if typed.isascii() and typed.isdigit() and len(typed) <= 3 and 1 <= int(typed) <= LAST_PAGE:
        return int(typed)
    expected = f"A whole number from 1 to {LAST_PAGE}; beyond that, after= with the key of the last entry seen."
    raise BadParameter("page", f"{shown(typed)} is not a page.", expected)


def _mark(name: str, key: str) -> Entry | None:
    """An entry that was public once still marks its place: a withdrawal does not break a walk through a list."""
    if not key:
        return None
    found = Entry.objects.filter(key=key, published_at__isnull=False).first() if is_key(key) else None
    if found is None:
        raise BadParameter(name, f"{shown(key)} is not the key of an entry.", "The id of an entry from this list.")
    return found
