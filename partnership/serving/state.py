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
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote

import psycopg
from django.db import connections
from psycopg.pq import ExecStatus

AGAIN = 1.0  # seconds that a database which did not answer is left alone
_SQLITE = "SELECT number, changed_at FROM partnership_revision WHERE id = 1"
_POSTGRESQL = (
    b"SELECT number, to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    b" FROM partnership_revision WHERE id = 1"
)
_NAMED = b"dost_state"
# Of Django's parameters those that shape its own cursors.
_OF_DJANGO = ("context", "cursor_factory", "prepare_threshold")


class State(NamedTuple):
    """The revision, with its moment: a restored database may count its revisions anew."""

    number: int
    changed_at: dt.datetime | None


NONE_YET = State(0, None)


@lru_cache(maxsize=4)
def _state(number: int, changed_at: str | None) -> State:
    return State(number, dt.datetime.fromisoformat(changed_at).replace(tzinfo=dt.UTC) if changed_at else None)


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
            row = self._execute(_SQLITE).fetchone()
            self._last = _state(*row) if row else NONE_YET
            self._version = version  # read before the row, which may be newer still
        return self._last

    def close(self) -> None:
        self._rows.close()


class OfPostgreSQL:
    """One round trip. Through libpq itself: a cursor of psycopg would cost several times as much as the query."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        self._rows = psycopg.connect(**parameters, autocommit=True)
        self._server = self._rows.pgconn
        self._checked(self._server.prepare(_NAMED, _POSTGRESQL), ExecStatus.COMMAND_OK)

    def __call__(self) -> State:
        found = self._checked(self._server.exec_prepared(_NAMED, None), ExecStatus.TUPLES_OK)
        if not found.ntuples:
            return NONE_YET
        number, changed_at = found.get_value(0, 0), found.get_value(0, 1)
        return _state(int(number or 0), changed_at.decode() if changed_at else None)

    def _checked(self, result: Any, right: ExecStatus) -> Any:
        if result.status != right:
            raise psycopg.OperationalError(result.error_message.decode(errors="replace"))
        return result

    def close(self) -> None:
        self._rows.close()
