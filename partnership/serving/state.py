"""The state of the public content, read at the start of every request: what was committed before is seen.

Not through Django's connection: that one has transactions, signals and checks of its own, which together cost more
than the rest of an answer that is stored. Each thread keeps a connection that reads this one row and nothing else.
"""

import datetime as dt
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import quote

import psycopg
from django.db import connections

AGAIN = 1.0  # seconds that a database which did not answer is left alone
_ROW = "SELECT number, changed_at FROM partnership_revision WHERE id = 1"
_OF_DJANGO = ("context", "cursor_factory", "prepare_threshold")  # of its parameters, those that shape its own cursors


class State(NamedTuple):
    """The revision, with its moment: a restored database may count its revisions anew."""

    number: int
    changed_at: dt.datetime | None


NONE_YET = State(0, None)


class Reader:
    """Called, it gives the state; None where the database does not answer, which is then Django's to tell."""

    def __init__(self, opened: "Callable[[], OfSQLite | OfPostgreSQL]") -> None:
        self._opened = opened
        self._kept = threading.local()
        self._again = 0.0

    @classmethod
    def of(cls, alias: str) -> "Reader":
        database = connections[alias]
        if database.vendor == "sqlite":
            path = str(database.settings_dict["NAME"])
            return cls(lambda: OfSQLite(path))
        asked = {**database.get_connection_params(), "connect_timeout": 2, "application_name": "dost state"}
        parameters = {name: value for name, value in asked.items() if name not in _OF_DJANGO}
        return cls(lambda: OfPostgreSQL(parameters))

    def __call__(self) -> State | None:
        read = getattr(self._kept, "read", None)
        if read is not None:
            try:
                return read()
            except (sqlite3.Error, psycopg.Error):
                self._leave(read)
        # A server that was restarted meanwhile breaks the connection once; a second failure is one of the server.
        if time.monotonic() < self._again:
            return None
        try:
            read = self._kept.read = self._opened()
            return read()
        except (sqlite3.Error, psycopg.Error):
            self._leave(read)
            self._again = time.monotonic() + AGAIN
            return None

    def close(self) -> None:
        """The connection of this thread."""
        self._leave(getattr(self._kept, "read", None))

    def _leave(self, read: Any) -> None:
        self._kept.read = None
        if read is not None:
            with suppress(sqlite3.Error, psycopg.Error):
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


class OfPostgreSQL:
    """One round trip."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        self._rows = psycopg.connect(**parameters, autocommit=True)
        self._execute = self._rows.cursor().execute

    def __call__(self) -> State:
        row = self._execute(_ROW, prepare=True).fetchone()
        return State(*row) if row else NONE_YET

    def close(self) -> None:
        self._rows.close()
