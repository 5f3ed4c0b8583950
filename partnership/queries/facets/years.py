"""Time as a facet: in which years rows begin and end, and so which years and decades they touch."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from django.utils.functional import cached_property

from partnership import dates
from partnership.holdings import BitMap
from partnership.holdings.rows import UNDATED
from partnership.queries.facets.counting import Facet, Found, Tally


class Years:
    """In which years the time of the rows begins and ends; an open end stands in the first or the last year of all."""

    def __init__(self, begins: Mapping[int, BitMap], ends: Mapping[int, BitMap], undated: BitMap) -> None:
        self._begins, self._ends, self._undated = sorted(begins.items()), sorted(ends.items()), undated

    def reach(self, found: Found) -> "Reach":
        return found.once(self, self._reach)

    def _reach(self, found: BitMap) -> "Reach":
        count = found.intersection_cardinality
        return Reach(
            [(year, many) for year, rows in self._begins if (many := count(rows))],
            [(year, many) for year, rows in self._ends if (many := count(rows))],
        )

    def touching(self, first: int, last: int) -> BitMap:
        """The rows whose time touches these years."""
        begun = [rows for year, rows in self._begins if year <= last]
        not_over = [rows for year, rows in self._ends if year >= first]
        return BitMap.union(*begun) & BitMap.union(*not_over) if begun and not_over else BitMap()

    def last(self, found: BitMap, most: int) -> BitMap:
        """So many of the rows, by the year in which they begin: the latest, then those of no known time. Of one year
        that is not taken whole, those with the greatest numbers."""
        taken = BitMap()
        for rows in (*(rows for _, rows in reversed(self._begins)), self._undated):
            some, missing = found & rows, most - len(taken)
            if len(some) >= missing:
                return taken | BitMap(some[len(some) - missing :])
            taken |= some
        return taken

    def around(self, found: BitMap, start: int, stop: int, *, latest_first: bool) -> "Around":
        """The whole years of the rows among which are those from one place up to another in the order of the days on
        which they begin; those of no known time come last."""
        taken, before, first = BitMap(), 0, None
        passed = among = 0
        years: list[tuple[int | None, BitMap]] = [*(self._begins[::-1] if latest_first else self._begins)]
        for year, rows in (*years, (None, self._undated)):
            some = found & rows
            if not taken and before + len(some) <= start:
                before += len(some)
                continue
            first = first if taken else year
            taken |= some
            passed += len(rows)
            among = passed if some else among
            if before + len(taken) >= stop:
                break
        return Around(taken, before, first, among)

    @property
    def begins(self) -> Sequence[tuple[int, BitMap]]:
        """The years in which something begins, in order, each with what begins in it."""
        return self._begins

    @property
    def undated(self) -> BitMap:
        return self._undated

    @cached_property
    def named(self) -> tuple[int, int] | None:
        """The first and last year that is named: an open or unknown end reaches to it, not to the end of all dates."""
        return _named(year for year, _ in (*self._begins, *self._ends))


class Around(NamedTuple):
    """Rows of some years on end. `before` come before them, `year` is the first of the years (none where time is not
    known), `among` is how many rows there are in these years, whether wanted or not."""

    rows: BitMap
    before: int
    year: int | None
    among: int


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
