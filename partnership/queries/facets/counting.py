"""The facets of a list, and the counting of them: each count is the size of an intersection of bitmaps."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.functional import cached_property

from partnership import text
from partnership.holdings import BitMap

FEW = 20_000  # rows whose values are ever read one by one
SHORTER = 0.75  # what it costs to count a value, over what it costs to read a row's
LEAST = 100  # rows whose values are read in the time in which none are
LONG = 1_000  # values of a facet without end that are counted at once, those that hold most first


@dataclass(frozen=True, slots=True)
class Tally:
    """A value of a filter, and how many it would leave."""

    value: str
    label: str
    count: int
    symbol: str = ""


class Tallies(NamedTuple):
    """The first values of a facet, and how many there are that leave anything; None where they were not all counted.

    `others` are the values of these that are not among the first, where they are known by name.
    """

    first: list[Tally]
    many: int | None
    others: frozenset[str] | None = None


Through = Callable[[list[int]], Iterable[str]]


class Label(NamedTuple):
    """How a value is asked for and how it reads."""

    value: str
    label: str
    symbol: str = ""


class Found:
    """What some filters leave: as a query, and as the numbers of its rows. Both are made only when asked for."""

    def __init__(self, query: Callable[[], QuerySet[Any]], rows: Callable[[], BitMap]) -> None:
        self._query, self._rows = query, rows

    @cached_property
    def query(self) -> QuerySet[Any]:
        return self._query()

    @cached_property
    def rows(self) -> BitMap:
        return self._rows()


@lru_cache(maxsize=10_000)
def _folded(label: str) -> str:
    return text.fold(label)


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
        """Of equally frequent ones the first in the alphabet comes first."""
        count = found.rows.intersection_cardinality
        return self._in_order((label, count(rows)) for label, rows in self._held)

    def whole(self) -> list[Tally]:
        """Of all rows of the list."""
        return self._in_order((label, len(rows)) for label, rows in self._held)

    def _in_order(self, counted: Iterable[tuple[Label, int]]) -> list[Tally]:
        tallies = [Tally(label.value, label.label, count, label.symbol) for label, count in counted if count]
        return tallies if self._fixed else sorted(tallies, key=lambda tally: -tally.count)


class Many(Facet):
    """Values without end: sources, institutions, publishers. `labels` reads how some of them are asked for and called.

    `counts` says how many rows of the list each value holds, `rows` reads which; `through` reads from some rows the
    values of each, which is the shorter way where they are few.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        rows: Callable[[Sequence[str]], list[BitMap]],
        labels: Callable[[Iterable[str]], Mapping[str, Label]],
        through: Through | None = None,
    ) -> None:
        self._counts, self._rows, self._labels, self._through = counts, rows, labels, through
        self._order = sorted(counts, key=lambda value: -counts[value])

    def tallies(self, found: Found) -> list[Tally]:
        if (counted := self._of_few(found)) is None:
            counted = self._counted(found, self._order)
        return self._in_order(counted)

    def most(self, found: Found, size: int) -> Tallies:
        """Labels are read only of what can be among the first. What holds less altogether cannot leave more."""
        if (few := self._of_few(found)) is not None:
            least = nlargest(size, few.values())[-1] if len(few) > size else 0
            first = self._in_order({value: count for value, count in few.items() if count >= least})
            return Tallies(first[:size], len(few))
        counted: dict[str, int] = {}
        least, whole = 0, True
        for start in range(0, len(self._order), LONG):
            some = self._order[start : start + LONG]
            if self._counts[some[0]] < least:
                whole = False
                break
            counted |= self._counted(found, some)
            least = nlargest(size, counted.values())[-1] if len(counted) >= size else 0
        first = self._in_order({value: count for value, count in counted.items() if count >= least})
        return Tallies(first[:size], len(counted) if whole else None)

    def _of_few(self, found: Found) -> dict[str, int] | None:
        """None where to count each value is the shorter way."""
        if not found.rows:
            return {}
        if self._through is None or len(found.rows) > min(FEW, SHORTER * len(self._order) - LEAST):
            return None
        return {
            value: count for value, count in Counter(self._through(list(found.rows))).items() if value in self._counts
        }

    def _counted(self, found: Found, values: Sequence[str]) -> dict[str, int]:
        count = found.rows.intersection_cardinality
        pairs = zip(values, map(count, self._rows(values)), strict=True)
        return {value: many for value, many in pairs if many}

    def _in_order(self, counted: Mapping[str, int]) -> list[Tally]:
        labels = self._labels(counted)
        tallies = [Tally(*labels[value][:2], count) for value, count in counted.items() if value in labels]
        return sorted(tallies, key=lambda tally: (-tally.count, _folded(tally.label), tally.value))
