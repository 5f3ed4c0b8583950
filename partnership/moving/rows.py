"""The rows of one table: streamed out of one database, into another, and through a hash."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from partnership.bulk import put
from partnership.moving.tables import Convert, Table

BATCH = 1000
Row = Sequence[Any]
Step = Callable[[int], None]


@dataclass(frozen=True)
class Told:
    """What one side tells of one table."""

    table: str
    rows: int
    sha256: str


class Hash:
    """Over all rows of a table in the order of their keys: of the values, not of how an engine spells them."""

    def __init__(self, table: Table):
        self._table = table.name
        self._converts = _places(column.hashed() for column in table.columns)
        self._rows = 0
        self._sha256 = hashlib.sha256()
        self._written = json.JSONEncoder(
            ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain, check_circular=False
        ).encode

    def over(self, rows: Iterable[Row], step: Step) -> Iterator[Row]:
        """The same rows, as they go by."""
        for some in _batches(rows):
            values = [_converted(row, self._converts) for row in some] if self._converts else some
            # As if all rows were one list: written in batches, since each call has its price.
            self._sha256.update(self._written(values)[1:-1].encode("utf-8", "surrogatepass") + b",")
            self._rows += len(some)
            yield from some
            step(len(some))

    def told(self) -> Told:
        return Told(self._table, self._rows, self._sha256.hexdigest())


def read(table: Table, database: BaseDatabaseWrapper) -> Iterator[Row]:
    """In the order of their keys, a batch at a time in memory."""
    converts = _places(column.reader(database) for column in table.columns)
    for row in _fetched(table.select(database), database):
        yield _converted(row, converts) if converts else row


def write(table: Table, rows: Iterable[Row], database: BaseDatabaseWrapper) -> None:
    if table.index:
        for some in _batches(rows):
            table.index.put({key: dict(zip(table.index.names, texts, strict=True)) for key, *texts in some})
        return
    converts = _places(column.writer(database) for column in table.columns)
    taken = (_converted(row, converts) for row in rows) if converts else rows
    put(database, table.name, [column.name for column in table.columns], taken)


def _fetched(sql: str, database: BaseDatabaseWrapper) -> Iterator[Row]:
    if database.vendor != "postgresql":
        with database.cursor() as cursor:
            cursor.execute(sql)
            while some := cursor.fetchmany(BATCH):
                yield from some
        return
    # On the server, or all rows would come at once; `with` and not the garbage collector closes it.
    with database.wrap_database_errors, closing(database.connection.cursor(name="moving")) as cursor:
        cursor.itersize = BATCH
        cursor.execute(sql)
        yield from cursor


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    whole = iter(rows)
    while some := list(islice(whole, BATCH)):
        yield some


def _places(converts: Iterable[Convert | None]) -> list[tuple[int, Convert]]:
    return [(place, convert) for place, convert in enumerate(converts) if convert]


def _converted(row: Row, converts: list[tuple[int, Convert]]) -> Row:
    values = list(row)
    for place, convert in converts:
        if values[place] is not None:
            values[place] = convert(values[place])
    return values


def _plain(value: Any) -> str:
    """Of what JSON has no form for. A moment is one however a zone tells it, a number one whatever zeros it carries."""
    if isinstance(value, dt.datetime):
        return (value.astimezone(dt.UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)
