"""The facets of a list, and the counting of them: each count is the size of an intersection of bitmaps."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import accumulate
from typing import Any, NamedTuple

from django.db.models import QuerySet

from partnership import dates, text
from partnership.holdings import BitMap, Snapshot
from partnership.holdings.rows import UNDATED
from partnership.queries import trees
from partnership.vocabulary import Held

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

    `counts` says how many rows of the list each value holds, `rows` reads which.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        rows: Callable[[Sequence[str]], list[BitMap]],
        labels: Callable[[Iterable[str]], Mapping[str, Label]],
    ) -> None:
        self._counts, self._rows, self._labels = counts, rows, labels
        self._order = sorted(counts, key=lambda value: -counts[value])

    def tallies(self, found: Found) -> list[Tally]:
        return self._in_order(self._counted(found, self._order))

    def most(self, found: Found, size: int) -> Tallies:
        """Labels are read only of what can be among the first. What holds less altogether cannot leave more."""
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

    def _counted(self, found: Found, values: Sequence[str]) -> dict[str, int]:
        count = found.rows.intersection_cardinality
        pairs = zip(values, map(count, self._rows(values)), strict=True)
        return {value: many for value, many in pairs if many}

    def _in_order(self, counted: Mapping[str, int]) -> list[Tally]:
        labels = self._labels(counted)
        tallies = [Tally(*labels[value][:2], count) for value, count in counted.items() if value in labels]
        return sorted(tallies, key=lambda tally: (-tally.count, text.fold(tally.label), tally.value))


class Years:
    """In which years the time of the rows begins and ends; an open end stands in the first or the last year of all."""

    def __init__(self, begins: Mapping[int, BitMap], ends: Mapping[int, BitMap], undated: BitMap) -> None:
        self._begins, self._ends, self._undated = sorted(begins.items()), sorted(ends.items()), undated

    def reach(self, found: Found) -> "Reach":
        count = found.rows.intersection_cardinality
        return Reach(
            [(year, many) for year, rows in self._begins if (many := count(rows))],
            [(year, many) for year, rows in self._ends if (many := count(rows))],
        )

    def touching(self, first: int, last: int) -> BitMap:
        """The rows whose time touches these years."""
        begun = [rows for year, rows in self._begins if year <= last]
        not_over = [rows for year, rows in self._ends if year >= first]
        return BitMap.union(*begun) & BitMap.union(*not_over) if begun and not_over else BitMap()

    @property
    def undated(self) -> BitMap:
        return self._undated

    @cached_property
    def named(self) -> tuple[int, int] | None:
        """The first and last year that is named: an open or unknown end reaches to it, not to the end of all dates."""
        return _named(year for year, _ in (*self._begins, *self._ends))


class Reach:
    """How many rows begin and end in which year, and so how many touch which years."""

    def __init__(self, begins: Sequence[tuple[int, int]], ends: Sequence[tuple[int, int]]) -> None:
        self._begin_years, self._begun = _running(begins)
        self._end_years, self._over = _running(ends)

    @cached_property
    def named(self) -> tuple[int, int] | None:
        return _named((*self._begin_years, *self._end_years))

    def touching(self, first: int, last: int) -> int:
        """Those that have begun by the last year, less those that were over before the first."""
        begun = self._begun[bisect_right(self._begin_years, last)]
        return begun - self._over[bisect_left(self._end_years, first)]


def _running(counts: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [year for year, _ in counts], [0, *accumulate(many for _, many in counts)]


def _named(years: Iterable[int]) -> tuple[int, int] | None:
    named = {*years} - {dates.FIRST.year, dates.LAST.year}
    return (min(named), max(named)) if named else None


class Decades(Facet):
    """A row counts for each decade that its time touches, the latest first; those of no known time come last."""

    def __init__(self, years: Years) -> None:
        self._years = years

    def tallies(self, found: Found) -> list[Tally]:
        tallies = []
        if self._years.named:
            first, last = self._years.named
            reach = self._years.reach(found)
            for decade in range(last // 10 * 10, first // 10 * 10 - 1, -10):
                if count := reach.touching(decade, decade + 9):
                    tallies.append(Tally(f"{decade:04}", f"{decade}s", count))
        if count := found.rows.intersection_cardinality(self._years.undated):
            tallies.append(Tally(UNDATED, "Undated", count))
        return tallies


@dataclass(frozen=True)
class Holdings:
    """The facets of one list, and the years in which the time of its rows begins and ends."""

    snapshot: Snapshot
    of: str
    facets: Mapping[str, Facet]
    years: Years

    def any_of(self, facet: str, values: Iterable[Any]) -> BitMap:
        """The rows that any of these values holds, as they are named in the database."""
        return self.snapshot.any_of(self.of, facet, map(str, values))

    def few(self, name: str) -> Few:
        """A facet whose values are all counted each time."""
        found = self.facets[name]
        assert isinstance(found, Few)  # noqa: S101 -- a mistake of whoever asks
        return found

    @property
    def all(self) -> BitMap:
        return self.snapshot.all(self.of)


# --- Facets from what is held ---------------------------------------------------------------------


def years_of(snapshot: Snapshot, of: str) -> Years:
    def read(facet: str) -> dict[int, BitMap]:
        values = list(snapshot.count(of, facet))
        return dict(zip(map(int, values), _public(snapshot, of, snapshot.rows(of, facet, values)), strict=True))

    [undated] = _public(snapshot, of, [snapshot.any_of(of, UNDATED, [UNDATED])])
    return Years(read("begins"), read("ends"), undated)


def worded(snapshot: Snapshot, of: str, facet: str, labels: Iterable[Label], *, fixed: bool = True) -> Few:
    """Values that are words which the code knows."""
    listed = list(labels)
    rows = snapshot.rows(of, facet, [each.value for each in listed])
    return Few(zip(listed, _public(snapshot, of, rows), strict=True), fixed=fixed)


def named(snapshot: Snapshot, of: str, facet: str, names: Iterable[tuple[int, str, str]]) -> Few:
    """Values that are rows and contain no others, each by number, code and label."""
    listed = list(names)
    rows = snapshot.rows(of, facet, [str(pk) for pk, _, _ in listed])
    labels = (Label(code, label) for _, code, label in listed)
    return Few(zip(labels, _public(snapshot, of, rows), strict=True))


def in_tree(snapshot: Snapshot, of: str, facet: str, tree: Sequence[tuple[int, str, str, int | None]]) -> Few:
    """`tree` names each value by number, code and label, and the one that contains it, which holds its rows as well.

    Two kinds may use one code for a type: the filter takes both, and so does the count.
    """
    above = trees.Tree((pk, broader) for pk, _, _, broader in tree)
    codes = {pk: code for pk, code, _, _ in tree}
    held = snapshot.count(of, facet)
    there = [pk for pk in codes if str(pk) in held]
    parts: dict[str, list[BitMap]] = {}
    for pk, rows in zip(there, snapshot.rows(of, facet, map(str, there)), strict=True):
        for each in above.above(pk):
            parts.setdefault(codes[each], []).append(rows)
    labels: dict[str, str] = {}
    for _, code, label, _ in tree:
        labels.setdefault(code, label)
    whole = _public(snapshot, of, [BitMap.union(*some) if len(some) > 1 else some[0] for some in parts.values()])
    return Few((Label(code, labels[code]), rows) for code, rows in zip(parts, whole, strict=True))


def many(
    snapshot: Snapshot,
    of: str,
    facet: str,
    labels: Callable[[Iterable[str]], Mapping[str, Label]],
    offered: Callable[[str], bool] = lambda _: True,
) -> Many:
    """Values without end; only those that are `offered`."""
    counts = {value: count for value, count in snapshot.count(of, facet).items() if offered(value)}
    return Many(counts, lambda values: snapshot.rows(of, facet, values), labels)


def _public(snapshot: Snapshot, of: str, rows: Iterable[BitMap]) -> list[BitMap]:
    """Only sources hold values of their own while nothing public cites them."""
    return [each & snapshot.all(of) for each in rows] if of == Held.SOURCES else list(rows)
