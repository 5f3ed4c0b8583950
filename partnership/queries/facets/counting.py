"""The facets of a list, and the counting of them: by the sizes of intersections of bitmaps, and by columns of the rows'
own values where these are very many."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar, cast

from django.utils.functional import cached_property

from partnership import text
from partnership.holdings import BitMap, ByValue


@dataclass(slots=True)
class Tally:
    """A value of a filter, and how many it would leave. Nobody changes one: that it cannot be (`frozen`) makes it take
    three times as long to make, and a list has a hundred."""

    value: str
    label: str
    count: int
    symbol: str = ""


class Tallies(NamedTuple):
    """The first values of a facet, and how many there are that leave anything.

    `others` are the values of these that are not among the first, where they are known by name.
    """

    first: list[Tally]
    many: int
    others: frozenset[str] | None = None


class Label(NamedTuple):
    """How a value is asked for and how it reads."""

    value: str
    label: str
    symbol: str = ""


T = TypeVar("T")


class Found:
    """What some filters leave, by the numbers of its rows: found only when asked for."""

    def __init__(self, rows: Callable[[], BitMap]) -> None:
        self._rows = rows
        self._counted: dict[Hashable, Any] = {}

    @cached_property
    def rows(self) -> BitMap:
        return self._rows()

    def once(self, name: Hashable, count: Callable[[BitMap], T]) -> T:
        """What more than one asks about the rows."""
        if name not in self._counted:
            self._counted[name] = count(self.rows)
        return cast(T, self._counted[name])


class Facet:
    """The values of one filter, each with the rows that it holds; none that holds nothing."""

    def tallies(self, found: Found) -> list[Tally]:
        """All values that leave something, in their order."""
        raise NotImplementedError

    def most(self, found: Found, size: int) -> Tallies:
        """The first of them, where `size` are wanted."""
        tallies = self.tallies(found)
        return Tallies(tallies[:size], len(tallies), frozenset(each.value for each in tallies[size:]))


class Counted(Facet):
    """Values that hang on more than what is held: on a day, or on what somebody asks for seldom."""

    def __init__(self, count: Callable[[Found], list[Tally]]) -> None:
        self._count = count

    def tallies(self, found: Found) -> list[Tally]:
        return self._count(found)


class Few(Facet):
    """Values that are all counted each time; the most frequent first, or (`fixed`) in the order they are given in."""

    def __init__(self, holdings: Iterable[tuple[Label, BitMap]], *, fixed: bool = False) -> None:
        held = [(label, rows) for label, rows in holdings if rows]
        self._held = held if fixed else sorted(held, key=lambda each: text.fold(each[0].label))
        self._fixed = fixed

    def tallies(self, found: Found) -> list[Tally]:
        return self._told(self._counted(found))

    def most(self, found: Found, size: int) -> Tallies:
        counted = self._counted(found)
        others = frozenset([label.value for label, _ in counted[size:]])
        return Tallies(self._told(counted[:size]), len(counted), others)

    def whole(self) -> list[Tally]:
        """Of all rows of the list."""
        return self._told(self._in_order([(label, len(rows)) for label, rows in self._held]))

    def _counted(self, found: Found) -> list[tuple[Label, int]]:
        count = found.rows.intersection_cardinality
        return self._in_order([(label, many) for label, rows in self._held if (many := count(rows))])

    def _in_order(self, counted: list[tuple[Label, int]]) -> list[tuple[Label, int]]:
        """Of equally frequent ones the first in the alphabet comes first."""
        return counted if self._fixed else sorted(counted, key=itemgetter(1), reverse=True)

    def _told(self, counted: Iterable[tuple[Label, int]]) -> list[Tally]:
        return [Tally(label.value, label.label, count, label.symbol) for label, count in counted]


class Many(Facet):
    """Values without end: sources, institutions, publishers. `count` counts all of them among some rows, `labels` reads
    how some of them are asked for and called; only the `offered` ones are there for readers."""

    def __init__(
        self,
        count: Callable[[BitMap], ByValue],
        labels: Callable[[Iterable[str]], Mapping[str, Label]],
        offered: Callable[[str], bool] | None = None,
    ) -> None:
        self._count, self._labels, self._offered = count, labels, offered
        self._hidden: list[str] | None = None if offered else []

    def tallies(self, found: Found) -> list[Tally]:
        return self._in_order(self._counted(found).most())

    def most(self, found: Found, size: int) -> Tallies:
        """Labels are read only of what can be among the first."""
        counted = self._counted(found)
        return Tallies(self._in_order(counted.most(size))[:size], len(counted))

    def _counted(self, found: Found) -> ByValue:
        counted = self._count(found.rows)
        if self._hidden is None:  # of one revision, they are the same for all rows
            self._hidden = [value for value in counted.values if self._offered and not self._offered(value)]
        counted.leave_out(self._hidden)
        return counted

    def _in_order(self, counted: Mapping[str, int]) -> list[Tally]:
        labels = self._labels(counted)
        tallies = [Tally(*labels[value][:2], count) for value, count in counted.items() if value in labels]
        return sorted(tallies, key=lambda tally: (-tally.count, text.folded(tally.label), tally.value))
