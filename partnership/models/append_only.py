"""Database triggers that refuse to change or delete an edition, on SQLite and PostgreSQL.

Nothing in the application needs them off. Emptying a database (test flushes) and copying one do: `unlocked` is the one
switch, it takes the triggers away and puts them back, in a transaction of its own where the engine allows.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "partnership_edition"
MESSAGE = "editions are append-only"

_REFUSE = "FOR EACH {} EXECUTE FUNCTION edition_append_only()"
_RAISE = f"BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END"
_ON = {
    "sqlite": [
        f"CREATE TRIGGER edition_append_only_{verb} BEFORE {verb} ON {TABLE}"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"CREATE OR REPLACE FUNCTION edition_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ {_RAISE} $$",
        f"CREATE TRIGGER edition_append_only_change BEFORE UPDATE OR DELETE ON {TABLE} {_REFUSE.format('ROW')}",
        # Truncation passes row triggers by.
        f"CREATE TRIGGER edition_append_only_truncate BEFORE TRUNCATE ON {TABLE} {_REFUSE.format('STATEMENT')}",
    ],
}
_OFF = {
    "sqlite": [f"DROP TRIGGER IF EXISTS edition_append_only_{verb}" for verb in ("UPDATE", "DELETE")],
    "postgresql": [f"DROP TRIGGER IF EXISTS edition_append_only_{name} ON {TABLE}" for name in ("change", "truncate")],
}


def lock(connection: BaseDatabaseWrapper) -> None:
    _run(connection, _ON)


def unlock(connection: BaseDatabaseWrapper) -> None:
    _run(connection, _OFF)


@contextmanager
def unlocked(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """For emptying or copying a database, and for nothing else: within it editions can be changed."""
    unlock(connection)
    try:
        yield
    finally:
        lock(connection)


def _run(connection: BaseDatabaseWrapper, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for sql in statements[connection.vendor]:
            cursor.execute(sql)
