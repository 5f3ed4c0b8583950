"""The bitmaps of a facet turned round: of each row its values, to count a facet that has very many of them.

To intersect fifty thousand bitmaps with some rows takes a fifth of a second, however few the rows are; to add up the
values of the rows takes time by their number alone. A column is made once from all bitmaps of a facet and then lasts:
the values that have changed since are few, and counted by their bitmaps.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

CHANGED = 1_000  # values counted by their bitmaps, at most: then the column is made anew
SHARE = 4  # ... and no more than one in so many of all, once there are more than EASY
EASY = 50
_ROWS = 50_000  # rows of a large list
_AT_ONCE = 10_000  # rows whose values are added up at once: more is not faster, and takes memory from the system
_KEPT = 4  # counts of so many large lists; of fifty thousand values one takes 400 kB
_READ = 3_000  # bitmaps that are there at once while a column is made
Counts = NDArray[np.intp]
Read = Callable[[Sequence[str]], Sequence[BitMap]]


class Column:
    """The values of each row of a list: for the row `r` those at the places `codes[starts[r]:starts[r + 1]]`."""

    def __init__(self, values: Iterable[str], read: Read) -> None:
        """`read` gives the rows of some values, in their order."""
        self.values = sorted(values)
        # One array for many bitmaps: what is large goes back to the system, fifty thousand small ones stay as holes.
        steps = range(0, len(self.values), _READ)
        held = [_together(read(self.values[start : start + _READ])) for start in steps]
        last = max((int(rows.max()) for rows, _ in held if len(rows)), default=-1)
        many = sum((np.bincount(rows, minlength=last + 2) for rows, _ in held), np.zeros(last + 2, dtype=np.intp))
        self._starts = (np.cumsum(many) - many).astype(np.uint32)
        self._codes = np.empty(sum(len(rows) for rows, _ in held), dtype=np.min_scalar_type(len(self.values)))
        free, place = self._starts.copy(), 0
        for all_rows, ends in held:
            for rows in np.split(all_rows, ends[:-1]):
                self._codes[free[rows]] = place
                free[rows] += 1
                place += 1
        self._whole = np.bincount(self._codes, minlength=len(self.values))
        # The large lists, which a write seldom changes. Threads may lose each other's: it is only worked out again.
        self._last: tuple[tuple[BitMap, Counts], ...] = ()

    def place(self, value: str) -> int | None:
        found = bisect_left(self.values, value)
        return found if found < len(self.values) and self.values[found] == value else None

    def counts(self, found: BitMap) -> Counts:
        """How many of these rows each value held, in the order of `values`, when the column was made."""
        every = BitMap(range(len(self._starts) - 1))
        rows = found & every
        if len(rows) < _ROWS:
            return self._added(_numbers(rows))
        for known, counts in self._last:
            if known == rows:
                return counts.copy()
        left_out = every - rows
        few = 2 * len(left_out) < len(every)
        counts = self._whole - self._added(_numbers(left_out)) if few else self._added(_numbers(rows))
        self._last = ((rows, counts.copy()), *self._last[: _KEPT - 1])
        return counts

    def _added(self, rows: NDArray[np.uint32]) -> Counts:
        counts: Counts = np.zeros(len(self.values), dtype=np.intp)
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            starts = self._starts.take(some)
            many = self._starts.take(some + 1) - starts
            ends = np.cumsum(many, dtype=np.uint32)
            # One after the other, the places of what each row has: from where it begins, as far as it goes. What is
            # less than nothing in between comes round to the right number again.
            places = np.repeat(starts - ends + many, many)
            places += np.arange(ends[-1], dtype=np.uint32)
            counts += np.bincount(self._codes.take(places), minlength=len(counts))
        return counts


class ByValue:
    """How many of some rows each value holds: by a column, and by the bitmaps of what has changed since it was made."""

    def __init__(self, column: Column, changed: Sequence[str], rows: Sequence[BitMap], found: BitMap) -> None:
        self._column = column
        self._counts = column.counts(found)
        self._new: dict[str, int] = {}
        for value, held in zip(changed, rows, strict=True):
            self._set(value, found.intersection_cardinality(held))

    @property
    def values(self) -> list[str]:
        return [*self._column.values, *self._new]

    def leave_out(self, values: Iterable[str]) -> None:
        for value in values:
            self._set(value, 0)

    def _set(self, value: str, count: int) -> None:
        if (place := self._column.place(value)) is None:
            self._new[value] = count
        else:
            self._counts[place] = count

    def __len__(self) -> int:
        """How many values hold any."""
        return int(np.count_nonzero(self._counts)) + sum(1 for count in self._new.values() if count)

    def most(self, size: int | None = None) -> dict[str, int]:
        """Those that hold most, as many as that at least: what holds as many as the last of them is there as well."""
        least = 1
        if size is not None and len(self) > size:
            all_counts = np.concatenate([self._counts, np.fromiter(self._new.values(), np.intp, len(self._new))])
            least = max(1, int(np.partition(all_counts, -size)[-size]))
        places = np.flatnonzero(self._counts >= least).tolist()
        found = {self._column.values[place]: int(self._counts[place]) for place in places}
        return found | {value: count for value, count in self._new.items() if count >= least}


def too_many(changed: int, values: int) -> bool:
    """Whether a column had better be made anew than asked with so many changed values."""
    return changed > min(CHANGED, max(EASY, values // SHARE))


def _together(held: Sequence[BitMap]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """All rows of some values, one value after the other, and where each of them ends."""
    rows = [_numbers(each) for each in held]
    return np.concatenate(rows), np.cumsum([len(each) for each in rows], dtype=np.intp)


def _numbers(rows: BitMap) -> NDArray[np.uint32]:
    return np.frombuffer(rows.to_array(), dtype=np.uint32)
