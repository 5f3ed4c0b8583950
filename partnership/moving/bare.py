"""Tables without indexes and references while they are filled: one sort at the end instead of a search for each row.

Whoever fills them gets all of it back with the same definitions, and a reference that leads nowhere refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

_INDEXES = """
    SELECT 'DROP INDEX ' || pg_index.indexrelid::regclass, pg_get_indexdef(pg_index.indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = pg_index.indrelid
    WHERE pg_class.relnamespace = current_schema()::regnamespace AND NOT EXISTS
        (SELECT 1 FROM pg_constraint WHERE pg_constraint.conindid = pg_index.indexrelid AND contype IN ('p', 'u', 'x'))
    ORDER BY pg_index.indexrelid
"""
_CONSTRAINTS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype = %s ORDER BY oid
"""
_OF_SQLITE = "SELECT 'DROP INDEX \"' || name || '\"', sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
_MEMORY = "256MB"  # for one sort, on the server


@contextmanager
def bare(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Within a transaction. Keys keep their index, and SQLite the uniqueness that is part of a table."""
    with database.cursor() as cursor:

        def found(sql: str, *parameters: str) -> list[tuple[str, str]]:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

        if database.vendor == "postgresql":
            cursor.execute(f"SET LOCAL maintenance_work_mem = '{_MEMORY}'")
            # What refers goes first and comes back last: it stands on the uniqueness of what it refers to.
            listed = [*found(_CONSTRAINTS, "f"), *found(_CONSTRAINTS, "u"), *found(_INDEXES)]
        else:
            listed = found(_OF_SQLITE)
        for drop, _ in listed:
            cursor.execute(drop)
        yield
        for _, restore in reversed(listed):
            cursor.execute(restore)
