"""Where in a list a page stands, and what is next to it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from django.http import Http404

from partnership.documents.brief import Document
from partnership.filters import Address, EntryFilter, Paging
from partnership.filters.paging import LAST_PAGE, SIZE
from partnership.models import Entry
from partnership.queries import entries
from partnership.queries.ordered import Ordered
from partnership.queries.relevance import RELEVANCE, Ranked
from partnership.search import Query


class Sliced(Protocol):
    """A list in an order, of which a page is taken."""

    def __getitem__(self, places: slice, /) -> list[Any]: ...


class PastTheEnd(Http404):
    """A page that the list does not reach; `back` is its last page."""

    def __init__(self, page: int, last: int, back: str) -> None:
        super().__init__(f"There is no page {page} of this list; it ends with page {last}.")
        self.back = back


class Row(Protocol):
    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=Row)


def window(
    asked: EntryFilter, paging: Paging, read: Callable[[Sequence[int]], list[T]], query: Query, count: int
) -> tuple[list[T], Document]:
    """A page by its number, or the entries next to a mark. After the last countable page the marks take over."""
    address = asked.address
    if paging.sort == RELEVANCE:
        keep = partial(asked.once, "best", day=asked.day, in_short=True)
        return paged(Ranked(Entry, asked.found(), query, read, keep, asked.years), paging.page, address, count)
    order = entries.ORDERS[paging.sort]
    ordered = Ordered(asked.list_of, asked.found().rows, order, read, whole=asked.whole, years=asked.years)
    mark = paging.after or paging.before
    if mark is None:
        found, links = paged(ordered, paging.page, address, count)
        if found and paging.page == LAST_PAGE and count > LAST_PAGE * SIZE:
            links["next_path"] = address.set(after=found[-1].key)
        return found, links
    backwards = paging.before is not None
    beside = ordered.after(mark, SIZE + 1, backwards=backwards)
    more = len(beside) > SIZE
    found = beside[:SIZE][::-1] if backwards else beside[:SIZE]
    older = address.set(after=found[-1].key) if found and (more or backwards) else None
    newer = address.set(before=found[0].key) if found and (more or not backwards) else None
    return found, {
        "next_path": older,
        "previous_path": newer,
        "page": None,
        "pages": [],
    }


def paged(ordered: Sliced, page: int, address: Address, count: int, size: int = 0) -> tuple[list[Any], Document]:
    size = size or SIZE
    last = max(1, -(-count // size))
    if page > last:
        raise PastTheEnd(page, last, _page_url(address, last))
    reachable = min(last, LAST_PAGE)
    return list(ordered[(page - 1) * size : page * size]), {
        "next_path": _page_url(address, page + 1) if page < reachable else None,
        "previous_path": _page_url(address, page - 1) if page > 1 else None,
        "page": page,
        "pages": [
            {"number": each, "url": _page_url(address, each), "current": each == page}
            for each in sorted({1, reachable, *range(max(1, page - 2), min(reachable, page + 2) + 1)})
        ]
        if last > 1
        else [],
    }


def _page_url(address: Address, page: int) -> str:
    return address.set(page=page)
