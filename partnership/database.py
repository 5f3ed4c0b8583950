"""DATABASE_URL and DATABASE_REPLICA_URLS as entries of Django's DATABASES: SQLite or PostgreSQL."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import dj_database_url

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

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

# What `prepared` asks is planned once in each connection, and for any value: all of these queries look for keys.
# None is worth helpers of its own: to start one takes ten milliseconds, and the server, which takes a number for one
# that many rows have, begins to at a million. Days as text are ISO 8601, whatever the server's own settings say.
PLANNED_ONCE = {
    "prepare_threshold": 1,
    "options": "-c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0 -c jit=off -c datestyle=ISO",
}

# Asked for its revision before every request, so no other check is needed (serving/replicas.py). What comes from one
# comes at once or from elsewhere: two seconds to connect is the least that libpq knows.
REPLICA = {**POSTGRESQL, "CONN_HEALTH_CHECKS": False, "TEST": {"MIRROR": "default"}}
NO_REPLICAS: dict[str, dict[str, Any]] = {}
REPLICA_OPTIONS = {"connect_timeout": 2, "tcp_user_timeout": 3000, "keepalives_idle": 5, "keepalives_interval": 2}


# Indexes of tables that it knows; it is told nothing of one that holds but a part of the rows, and none of them.
_UNTOLD = (
    "SELECT name FROM sqlite_master WHERE type = 'index' AND sql NOT LIKE '% WHERE %'"
    " AND tbl_name IN (SELECT tbl FROM sqlite_stat1) AND name NOT IN (SELECT idx FROM sqlite_stat1 WHERE idx NOT NULL)"
)


def let_plan(connection: "BaseDatabaseWrapper") -> None:
    """Tells SQLite how its rows are spread, as PostgreSQL learns by itself: without it, it may begin at the wrong end
    of a join and read a million rows to find ten. Of all rows: a sample misleads it where few values are held.
    Thirteen seconds for a million entries, so it is done again only when there are twice or half as many; of an index
    that a new version brought, at once."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM partnership_entry")
        [there] = cursor.fetchone()
        told = _told(connection)
        if not there / 2 <= told <= there * 2:
            cursor.execute("ANALYZE")
        elif told > 0:
            cursor.execute(_UNTOLD)
            for (index,) in cursor.fetchall():
                cursor.execute(f"ANALYZE {connection.ops.quote_name(index)}")


def _told(connection: "BaseDatabaseWrapper") -> int:
    """How many entries SQLite was last told of; -1 before that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if not cursor.fetchone()[0]:
            return -1
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'entry_list'")
        row = cursor.fetchone()
        return int(row[0].split()[0]) if row else -1


def sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": "partnership.sqlite3", "NAME": path, "OPTIONS": SQLITE_OPTIONS, **KEPT_OPEN}


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
        own = entry.get("OPTIONS", {})
        options = f"{PLANNED_ONCE['options']} {own.get('options', '')}".strip()
        return {**entry, **POSTGRESQL, "OPTIONS": PLANNED_ONCE | own | {"options": options}}
    raise ValueError(right)


def replicas(text: str) -> dict[str, dict[str, Any]]:
    """By alias: `replica-1`, `replica-2` … Options in an address go before ours. Raises ValueError without the text."""
    right = "must be PostgreSQL addresses separated by commas, such as postgresql://user:password@host:5432/name"
    found = {}
    for number, each in enumerate((part.strip() for part in text.split(",")), start=1):
        try:
            entry = from_url(each)
        except ValueError:
            raise ValueError(right) from None
        if not entry["ENGINE"].endswith("postgresql"):
            raise ValueError(right)
        found[f"replica-{number}"] = entry | REPLICA | {"OPTIONS": REPLICA_OPTIONS | entry.get("OPTIONS", {})}
    return found
