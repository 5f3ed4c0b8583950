"""Rows by the values that they have, and the counting of them. Another kind of set (bitmaps) would change this only."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from partnership import dates, text
from partnership.queries import trees

UNDATED = "undated"  # the value of a decade for rows without a date
Years = tuple[int, int]
Rows = frozenset[int]


@dataclass(frozen=True, slots=True)
class Tally:
    """A value of a filter, and how many it would leave."""

    value: str
    label: str
    count: int
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A value of a filter, and all public rows that it would leave."""

    value: str
    label: str
    rows: Rows
    symbol: str = ""


class Found:
    """What some filters leave: as a query, and as the numbers of its rows, which are asked for once."""

    def __init__(self, query: QuerySet[Any]) -> None:
        self.query = query

    @cached_property
    def rows(self) -> Rows:
        return frozenset(self.query.order_by().values_list("pk", flat=True))


class Facet:
    """The values of one filter; the most frequent first, or (`fixed`) in the order in which they are given."""

    def __init__(self, holdings: Iterable[Holding], *, fixed: bool = False) -> None:
        held = (each for each in holdings if each.rows)
        self.holdings = list(held) if fixed else sorted(held, key=lambda each: text.fold(each.label))
        self.fixed = fixed

    def tallies(self, found: Found) -> list[Tally]:
        """Without those that would leave nothing. Of equally frequent ones the first in the alphabet comes first."""
        counted = ((each, len(each.rows & found.rows)) for each in self.holdings)
        return self._in_order(counted)

    def whole(self) -> list[Tally]:
        """Of all public rows."""
        return self._in_order((each, len(each.rows)) for each in self.holdings)

    def _in_order(self, counted: Iterable[tuple[Holding, int]]) -> list[Tally]:
        tallies = [Tally(each.value, each.label, count, each.symbol) for each, count in counted if count]
        return tallies if self.fixed else sorted(tallies, key=lambda tally: -tally.count)

    def carried(self, onto: Mapping[int, Iterable[int]]) -> "Facet":
        """The same values, of the rows that hang on these."""
        return Facet(
            (
                Holding(
                    each.value,
                    each.label,
                    frozenset(hanging for row in each.rows for hanging in onto.get(row, ())),
                    each.symbol,
                )
                for each in self.holdings
            ),
            fixed=self.fixed,
        )


@dataclass(frozen=True)
class Holdings:
    """The facets of one list, and the years to which the time of its rows reaches."""

    facets: Mapping[str, Facet]
    years: Mapping[int, Years] = field(default_factory=dict)

    def spans(self, found: Found) -> list[tuple[int, int, int]]:
        """From and to which year the time of the rows reaches, and of how many; the undated are left out."""
        counted = Counter(self.years[row] for row in found.rows if row in self.years)
        ends = _named(counted)
        clipped = [(max(first, ends[0]), min(last, ends[1]), many) for (first, last), many in counted.items() if ends]
        return [span for span in clipped if span[0] <= span[1]]


def _named(spans: Collection[Years]) -> Years | tuple[()]:
    """The first and last year that is named: an open or unknown end reaches to it, not to the end of all dates."""
    named = {year for span in spans for year in span} - {dates.FIRST.year, dates.LAST.year}
    return (min(named), max(named)) if named else ()


def by_value(pairs: Iterable[tuple[Any, int]]) -> dict[Any, set[int]]:
    found: dict[Any, set[int]] = defaultdict(set)
    for value, row in pairs:
        found[value].add(row)
    return found


def in_tree(pairs: Iterable[tuple[int, int]], tree: Sequence[tuple[int, str, str, int | None]]) -> Facet:
    """`tree` names each value by key, code and label, and the one that contains it, which holds its rows as well.

    Two kinds may use one code for a type: the filter takes both, and so does the count.
    """
    above = trees.Tree((key, broader) for key, _, _, broader in tree)
    of_key = by_value(pairs)
    codes = {key: code for key, code, _, _ in tree}
    rows: dict[str, set[int]] = defaultdict(set)
    for key, held in of_key.items():
        for each in above.above(key):
            rows[codes[each]] |= held
    labels: dict[str, str] = {}
    for _, code, label, _ in tree:
        labels.setdefault(code, label)
    return Facet(Holding(code, label, frozenset(rows.get(code, ()))) for code, label in labels.items())


def named(pairs: Iterable[tuple[int, int]], names: Iterable[tuple[int, str, str]]) -> Facet:
    """Values that contain no others, each by key, code and label."""
    rows = by_value(pairs)
    return Facet(Holding(code, label, frozenset(rows.get(key, ()))) for key, code, label in names)


def in_decades(years: Mapping[int, Years], every: Iterable[int]) -> Facet:
    """A row counts for each decade that its time touches, the latest first; those of no known time come last."""
    ends = _named(years.values())
    rows: dict[int, set[int]] = defaultdict(set)
    for row, (first, last) in years.items() if ends else ():
        for decade in range(max(first, ends[0]) // 10 * 10, min(last, ends[1]) + 1, 10):
            rows[decade].add(row)
    found = [Holding(f"{each:04}", f"{each}s", frozenset(rows[each])) for each in sorted(rows, reverse=True)]
    return Facet([*found, Holding(UNDATED, "Undated", frozenset(every) - years.keys())], fixed=True)
