"""Facets made from what is held at one revision of the content."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from partnership.holdings import BitMap, Snapshot
from partnership.holdings.rows import UNDATED
from partnership.queries import trees
from partnership.queries.facets.counting import Facet, Few, Label, Many
from partnership.queries.facets.years import Years
from partnership.vocabulary import Held


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


def years_of(snapshot: Snapshot, of: str) -> Years:
    def read(facet: str) -> dict[int, BitMap]:
        values = list(snapshot.values(of, facet))
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
    held = snapshot.values(of, facet)
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
    offered: Callable[[str], bool] | None = None,
) -> Many:
    """Values without end; only those that are `offered`."""
    return Many(partial(snapshot.counted, of, facet), labels, offered)


def _public(snapshot: Snapshot, of: str, rows: Iterable[BitMap]) -> list[BitMap]:
    """Only sources hold values of their own while nothing public cites them."""
    return [each & snapshot.all(of) for each in rows] if of == Held.SOURCES else list(rows)
