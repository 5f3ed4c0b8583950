"""DATABASE_URL as an entry of Django's DATABASES: SQLite or PostgreSQL."""

from pathlib import Path
from typing import Any

import dj_database_url

# Readers never wait for the writer, what was saved survives a power cut, a second writer waits for
# the first from its transaction's start on (taking the lock later cannot be waited for: it fails).
SQLITE_OPTIONS = {
    "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
    # Else INSERT OR REPLACE would delete a row past the trigger that keeps editions.
    " PRAGMA recursive_triggers = ON",
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
}
KEPT_OPEN = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# A cursor on the server that an error leaves half read is closed by the garbage collector, maybe while the same
# connection waits for another answer: then both wait for ever.
POSTGRESQL = {**KEPT_OPEN, "DISABLE_SERVER_SIDE_CURSORS": True}


def sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": SQLITE_OPTIONS, **KEPT_OPEN}


def from_url(text: str) -> dict[str, Any]:
    """Raises ValueError without the text, which may hold a password."""
    right = "must be an address such as postgresql://user:password@host:5432/name or sqlite:////folder/name.sqlite3"
    try:
        entry: dict[str, Any] = dict(dj_database_url.parse(text))
    except ValueError:
        raise ValueError(right) from None
    kind, name = entry["ENGINE"].rpartition(".")[2], entry["NAME"]
    if kind == "sqlite3" and name not in ("", ":memory:"):
        return sqlite(Path(name).expanduser().absolute())
    if kind == "postgresql" and name:
        return {**entry, **POSTGRESQL}
    raise ValueError(right)
