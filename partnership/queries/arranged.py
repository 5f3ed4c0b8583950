"""The table of figures in an order, from what is held: no row of it is read or sorted to find a page.

All orders but that by entry are made of what a figure measures and of its time, as it is written. Both have few values,
each of which holds its rows: so those of one value of the first follow those of another, within them those of the
second, and rows that are alike in both stand by their numbers.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from partnership.holdings import BitMap
from partnership.holdings.rows import WHEN
from partnership.models import Term, Value
from partnership.queries import figures, walk
from partnership.queries.facets import Holdings
from partnership.queries.ordered import Ordered

Name = tuple[Any, ...]


class Axis(NamedTuple):
    """The values of one column or two, in order, and the rows of each."""

    names: list[Name]
    rows: list[BitMap]
    descending: bool = False

    @classmethod
    def of(cls, named: Iterable[tuple[Name, BitMap]]) -> "Axis":
        """What has one name is one."""
        found: dict[Name, BitMap] = {}
        for name, rows in named:
            found[name] = found[name] | rows if name in found else rows
        return cls(list(found), list(found.values()))

    def turned(self) -> "Axis":
        return Axis(self.names[::-1], self.rows[::-1], not self.descending)

    def split(self, rows: BitMap, name: Name) -> tuple[int, BitMap]:
        """How many of the rows stand before this value, which may be gone by now, and those that have it."""
        if name in self.names:
            place = self.names.index(name)
            having = rows & self.rows[place]
        else:
            place = sum(each > name if self.descending else each < name for each in self.names)
            having = BitMap()
        return sum(rows.intersection_cardinality(each) for each in self.rows[:place]), having


class Arranged:
    """The figures among `rows`, to be taken in slices as an Ordered is."""

    def __init__(self, rows: BitMap, sort: str, axes: tuple[Axis, Axis]) -> None:
        self._rows, self._columns = rows, figures.SORTS[sort][1]
        self._first, self._second = axes

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, places: slice) -> list[Value]:
        """The rows from one place up to another, counted from 0."""
        return figures.LINES(self.keys(places.start or 0, places.stop))

    def keys(self, start: int, stop: int) -> list[int]:
        found: list[int] = []
        for before, rows in self._from(start):
            found += rows[max(0, start - before) : max(0, stop - before)]
            if before + len(rows) >= stop:
                break
        return found

    def steps(self, size: int) -> Iterator[list[int]]:
        """All of them, at most so many at once."""
        every = chain.from_iterable(rows for _, rows in self._from(0))
        while some := [*islice(every, size)]:
            yield some

    def _from(self, start: int) -> Iterator[tuple[int, BitMap]]:
        """The rows that are alike in both columns, one such set after the other, each with how many come before it;
        what has a value of the first that ends before this place is passed over."""
        before = 0
        for of_first in self._first.rows:
            some = self._rows & of_first
            if before + len(some) <= start:
                before += len(some)
                continue
            for of_second in self._second.rows:
                both = some & of_second
                yield before, both
                before += len(both)

    def beyond(self, place: walk.Place, size: int, *, backwards: bool = False) -> list[Value]:
        """The first rows after the place in this order; `backwards`, those before it, the nearest first."""
        width = len(self._columns) - 2  # of the first; before the second and the number
        first, second, number = tuple(place[:width]), tuple(place[width:-1]), place[-1]
        before, some = self._first.split(self._rows, first)
        more, both = self._second.split(some, second)
        before += more + both.rank(number) - (number in both)
        if backwards:
            return self[max(0, before - size) : before][::-1]
        after = before + (number in both)
        return self[after : after + size]

    def place_of(self, row: Value) -> walk.Place:
        return walk.place_of(row, self._columns)


def arranged(held: Holdings, rows: BitMap, sort: str, *, whole: bool = False) -> Arranged | Ordered:
    """By entry, they are read as the titles of the entries follow each other."""
    if sort == "title":
        return Ordered(figures.public(), rows, figures.SORTS[sort][1], figures.LINES, whole=whole)
    return Arranged(rows, sort, held.snapshot.derived(("axes", sort), lambda: _axes(held, sort)))


def _axes(held: Holdings, sort: str) -> tuple[Axis, Axis]:
    if sort == "measure":
        return _measures(held, "order", "label"), _times(held)
    times = _times(held)
    return times.turned() if sort.startswith("-") else times, _measures(held, "label")


def _measures(held: Holdings, *columns: str) -> Axis:
    """In the order of the signs, which no collation of a database knows better."""
    terms = sorted(Term.objects.filter(scheme="measure").values_list(*columns, "pk"))
    rows = held.snapshot.rows(held.of, "measure", [str(pk) for *_, pk in terms])
    return Axis.of((tuple(name), each) for (*name, _), each in zip(terms, rows, strict=True))


def _times(held: Holdings) -> Axis:
    """Those without one come first, as an empty text does."""
    times = sorted(held.snapshot.values(held.of, WHEN))
    rows = held.snapshot.rows(held.of, WHEN, times)
    timeless = held.all - BitMap.union(*rows) if rows else held.all
    return Axis.of([(("",), timeless), *(((time,), each) for time, each in zip(times, rows, strict=True))])
