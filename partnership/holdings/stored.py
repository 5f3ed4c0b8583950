"""The bitmaps in the database: read, changed and written, part by part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, Sum
from pyroaring import BitMap

from partnership.bulk import put
from partnership.models import Holding

PART = 20  # bits of a number that stand within one part
_CHUNK = 300  # values asked for at once


class Name(NamedTuple):
    """A value of a facet of a list."""

    of: str
    facet: str
    value: str


class Change:
    """Rows that a value comes to hold, and rows that it no longer holds."""

    __slots__ = ("gone", "new")

    def __init__(self, new: Iterable[int] = (), gone: Iterable[int] = ()) -> None:
        self.new = {*new}
        self.gone = {*gone}


def read(names: Iterable[Name], among: Iterable[int] | None = None) -> dict[Name, BitMap]:
    """All rows of these values; a value that holds none has an empty bitmap. `among`: only the parts in which any of
    these rows stands."""
    found = {name: BitMap() for name in names}
    for row in _rows(found, None if among is None else {number >> PART for number in among}):
        found[Name(row.of, row.facet, row.value)] |= _bitmap(row)
    return found


def read_rows(of: str, facet: str, values: Sequence[str]) -> list[BitMap]:
    """The same of one facet, in the order of the values."""
    found = read(Name(of, facet, value) for value in values)
    return [found[Name(of, facet, value)] for value in values]


def _bitmap(row: Holding | None) -> BitMap:
    return BitMap.deserialize(bytes(row.rows)) if row and row.count else BitMap()


def counts(of: str, facet: str) -> dict[str, int]:
    """How many rows each value of a facet holds."""
    every = Holding.objects.filter(of=of, facet=facet, count__gt=0).order_by()
    return dict(every.values_list("value").annotate(all=Sum("count")))


def write(changes: Mapping[Name, Change], revision: int) -> None:
    """In the transaction of the write that led to them."""
    wanted: dict[tuple[Name, int], Change] = defaultdict(Change)
    for name, change in changes.items():
        for number in change.new:
            wanted[name, number >> PART].new.add(number)
        for number in change.gone:
            wanted[name, number >> PART].gone.add(number)
    there = {(Name(row.of, row.facet, row.value), row.part): row for row in _rows({name for name, _ in wanted})}
    fresh, changed, empty = [], [], []
    for (name, part), change in wanted.items():
        row: Holding | None = there.get((name, part))
        rows = _bitmap(row)
        before = rows.copy()
        rows |= BitMap(change.new)
        rows -= BitMap(change.gone)
        if rows == before:
            continue
        if row is None:
            row = Holding(**name._asdict(), part=part)
            fresh.append(row)
        else:
            (changed if rows else empty).append(row)
        row.count, row.revision, row.rows = len(rows), revision, rows.serialize()
    Holding.objects.bulk_create([row for row in fresh if row.count], batch_size=100)
    Holding.objects.bulk_update(changed, ["count", "revision", "rows"], batch_size=50)
    _empty(empty, revision)


def _empty(rows: list[Holding], revision: int) -> None:
    """A row that holds nothing stays until the next rebuilding, so that every process learns of it."""
    for row in rows:
        row.count, row.revision, row.rows = 0, revision, b""
    Holding.objects.bulk_update(rows, ["count", "revision", "rows"], batch_size=50)


def create(held: Mapping[Name, BitMap], revision: int) -> None:
    """Writes whole values where there are none yet; as bytes they are not all there at once."""
    columns = (*Name._fields, "part", "count", "revision", "rows")
    put(connection, Holding._meta.db_table, columns, _parts(held, revision))


def create_empty(names: Iterable[Name], revision: int) -> None:
    """Says of values that they hold nothing any more, to whoever keeps what they held."""
    rows = (Holding(**name._asdict(), count=0, revision=revision, rows=b"") for name in sorted(names))
    Holding.objects.bulk_create(rows, batch_size=100)


def _parts(held: Mapping[Name, BitMap], revision: int) -> Iterator[tuple]:
    for name, rows in held.items():
        if not rows:
            continue
        first, last = rows.min() >> PART, rows.max() >> PART
        for part in range(first, last + 1):
            some = rows if first == last else rows & BitMap(range(part << PART, (part + 1) << PART))
            if some:
                some.run_optimize()
                yield *name, part, len(some), revision, some.serialize()


def holding(names: Iterable[Name]) -> set[Name]:
    """Those of these values that hold anything."""
    parts = (Holding.objects.filter(asked, count__gt=0) for asked in _asked(names))
    return {Name(*each) for some in parts for each in some.values_list(*Name._fields)}


def _rows(names: Iterable[Name], parts: Iterable[int] | None = None) -> Iterator[Holding]:
    """Of a hundred million rows there are a hundred parts."""
    for asked in _asked(names):
        yield from Holding.objects.filter(asked if parts is None else asked & Q(part__in=sorted(parts)))


def _asked(names: Iterable[Name]) -> Iterator[Q]:
    """Conditions that together name them, each for as many as one query takes."""
    by_facet: dict[tuple[str, str], list[str]] = defaultdict(list)
    for of, facet, value in names:
        by_facet[of, facet].append(value)
    asked, size = Q(), 0
    for (of, facet), values in by_facet.items():
        for start in range(0, len(values), _CHUNK):
            some = values[start : start + _CHUNK]
            asked |= Q(of=of, facet=facet, value__in=some)
            size += len(some)
            if size >= _CHUNK:
                yield asked
                asked, size = Q(), 0
    if size:
        yield asked
