"""A list in an order, to be taken in slices at any depth: from the set of its rows, without sorting all of them.

In an order by date, only the years in which the page stands are looked at. Few rows are read by their numbers and
sorted. Of many, the database's index of the order is walked from its top, and what the set does not hold is passed
over: the more rows there are, the sooner a page is full. Which of the two is shorter follows from the sizes alone, so
that the work for a page is bounded by about the root of the list's length.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from django.db.models import F, Model, OrderBy, QuerySet

from partnership import dates
from partnership.holdings import BitMap
from partnership.models import Entry, Source, Value
from partnership.prepared import Query
from partnership.queries import walk
from partnership.queries.facets import Years

_SORTED = 6.0  # what it costs to read and sort a row by its number, over what it costs to pass over one in an index
_FIRST, _AT_FIRST = 64, 2_048  # rows of an index that are read at once, at first: at least, at most
_A_FEW_MORE = 1.25  # than on average, so that most pages are full after the first step
_AT_ONCE = 500  # rows of which all are sorted, whichever of them are wanted: such a query needs no putting together
_ALWAYS = 50  # rows of which all are sorted, however soon they would be met in an index
_INDEXED = (Entry, Value)  # what has an index for each order that is walked
_BEGIN = "date_earliest"
_NO_NUMBER = 2**31 - 1  # what comes after it, on a day, is nothing


class Ordered:
    """The rows of `every` whose numbers are among `rows`, in the order of the columns; `every` is the whole list.

    `read` gives the rows of numbers, in the order of the numbers, with what is wanted of them; it leaves out what is no
    longer in the list. `whole`: `rows` leaves nothing out of `every`.
    """

    def __init__(
        self,
        every: QuerySet[Any],
        rows: BitMap,
        columns: Sequence[str],
        read: Callable[[Sequence[int]], list[Any]] | None = None,
        *,
        whole: bool = False,
        years: Callable[[], Years] | None = None,
    ) -> None:
        self._every, self._rows, self._columns, self._whole = every, rows, columns, whole
        self._years = years if columns[0].removeprefix("-") == _BEGIN else None
        self._read = read or partial(walk.in_order, every)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, places: slice) -> list[Any]:
        """The rows from one place up to another, counted from 0."""
        return self._read(self.keys(places.start or 0, places.stop))

    def keys(self, start: int, stop: int) -> list[int]:
        return self._taken(start, min(stop, len(self)), None, backwards=False)

    def beyond(self, place: walk.Place, size: int, *, backwards: bool = False) -> list[Any]:
        """The first rows after the place in this order; `backwards`, those before it, the nearest first."""
        return self._read(self._taken(0, size, place, backwards=backwards))

    def after(self, mark: Model, size: int, *, backwards: bool = False) -> list[Any]:
        return self.beyond(self.place_of(mark), size, backwards=backwards)

    def place_of(self, row: Model) -> walk.Place:
        return walk.place_of(row, self._columns)

    def _taken(self, start: int, stop: int, place: walk.Place | None, *, backwards: bool) -> list[int]:
        if start >= stop or not self._rows:
            return []
        length, model = len(self), self._every.model
        passed = stop / length * self._rows.max()  # rows of the index until the last one wanted, about
        rows, before, from_top = self._rows, 0, place is None and not backwards
        cut = slice(None)  # of the parts of the walk
        if self._years and not self._whole and from_top and length > _ALWAYS:
            latest_first = self._columns[0].startswith("-")
            rows, before, year, among = self._years().around(rows, start, stop, latest_first=latest_first)
            passed = (stop - before) / max(1, len(rows)) * among
            if year is None:
                cut = slice(1, None)  # what has a time comes first
            else:
                place = self._begin_of(year, latest_first)
        few = len(rows) * _SORTED <= passed
        if from_top and model is Entry and len(rows) <= (_AT_ONCE if few else _ALWAYS):
            return [key for (key,) in _sorting(tuple(self._columns))(wanted=list(rows))[start - before : stop - before]]
        if self._whole:
            return walk.taken(walk.parts(self._every, self._columns, place, backwards=backwards), start, stop)
        if few:
            some = self._every.filter(pk__in=walk.among(rows))
            parts = walk.parts(some, self._columns, place, backwards=backwards)
            return walk.taken(parts[cut], start - before, stop - before)
        indexed = model in _INDEXED or (model is Source and self._columns[0] == "title")
        # As many as will be passed over, about; where a page lacks a few, another step is short as well.
        at_once = min(max(_FIRST, int(passed * _A_FEW_MORE)), _AT_FIRST) if indexed else 2**31
        found: list[int] = []
        for part in walk.parts(self._every, self._columns, place, backwards=backwards)[cut]:
            for keys in part.growing(at_once):
                found += [key for key in keys if key in self._rows]
                if before + len(found) >= stop:
                    return found[start - before : stop - before]
        return found[start - before : stop - before]

    def _begin_of(self, year: int, latest_first: bool) -> walk.Place | None:
        """A place before all that begins in the year, in an order by date: where the walk sets out."""
        beyond = year + 1 if latest_first else year - 1
        if not dates.FIRST.year <= beyond <= dates.LAST.year:
            return None
        day = dt.date(beyond, 1, 1) if latest_first else dt.date(beyond, 12, 31)
        return [day, _NO_NUMBER if self._columns[-1] == "pk" else 0]


@cache
def _sorting(columns: tuple[str, ...]) -> Query:
    """The numbers of public entries, sorted as the parts of `walk` follow each other: what lacks a value comes last."""
    order = [OrderBy(F(each.removeprefix("-")), descending=each.startswith("-"), nulls_last=True) for each in columns]
    public = Entry.objects.published().order_by(*order).values_list("pk")
    return Query(lambda wanted: public.filter(pk__in=wanted), wanted=[int])
