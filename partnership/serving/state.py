"""The state of the public content, read at the start of every request: what was committed before is seen.

Not through Django's connection: that one has transactions, and is looked after by signals that an answer from the store
does not send. Each thread keeps a connection that reads this one row and nothing else.
"""

import datetime as dt
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote

from django.db import connections

AGAIN = 1.0  # seconds that a database which did not answer is left alone
_ROW = "SELECT number, changed_at FROM partnership_revision WHERE id = 1"


class State(NamedTuple):
    """The revision, with its moment: a restored database may count its revisions anew."""

    number: int
    changed_at: dt.datetime | None


NONE_YET = State(0, None)


class Open(Protocol):
    """A connection of one thread."""

    def __call__(self) -> State: ...

    def close(self) -> None: ...


class Reader:
    """Called, it gives the state; None where the database does not answer, which is then Django's to tell."""

    def __init__(self, opened: Callable[[], Open], broken: type[Exception]) -> None:
        self._opened, self._broken = opened, broken
        self._kept = threading.local()
        self._again = 0.0

    @classmethod
    def of(cls, alias: str) -> "Reader":
        database = connections[alias]
        if database.vendor == "sqlite":
            path = str(database.settings_dict["NAME"])
            return cls(lambda: OfSQLite(path), sqlite3.Error)
        from partnership.serving import postgresql  # whose driver need not be loaded elsewhere

        parameters = postgresql.parameters(database.get_connection_params())
        return cls(lambda: postgresql.OfPostgreSQL(parameters), postgresql.Error)

    def __call__(self) -> State | None:
        read = getattr(self._kept, "read", None)
        if read is not None:
            try:
                return read()
            except self._broken:
                self._leave(read)
        # A server that was restarted meanwhile breaks the connection once; a second failure is one of the server.
        if time.monotonic() < self._again:
            return None
        try:
            read = self._kept.read = self._opened()
            return read()
        except self._broken:
            self._leave(read)
            self._again = time.monotonic() + AGAIN
            return None

    def close(self) -> None:
        """The connection of this thread."""
        self._leave(getattr(self._kept, "read", None))

    def _leave(self, read: Any) -> None:
        self._kept.read = None
        if read is not None:
            with suppress(self._broken):
                read.close()


class OfSQLite:
    """`data_version` is another one as soon as any other connection has committed: only then the row is read."""

    def __init__(self, path: str) -> None:
        self._rows = sqlite3.connect(f"file:{quote(path)}?mode=rw", uri=True, isolation_level=None, timeout=2)
        self._rows.execute("PRAGMA query_only = ON")
        self._execute = self._rows.cursor().execute
        self._version = -1
        self._last = NONE_YET

    def __call__(self) -> State:
        (version,) = self._execute("PRAGMA data_version").fetchone()
        if version != self._version:
            row = self._execute(_ROW).fetchone()
            self._last = State(row[0], _moment(row[1])) if row else NONE_YET
            self._version = version  # read before the row, which may be newer still
        return self._last

    def close(self) -> None:
        self._rows.close()


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC) if text else None
