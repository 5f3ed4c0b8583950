"""Filling tables in bulk: what serves reading and checking (indexes, keys) is put back once all rows are there."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from partnership.bulk import put
from partnership.corpus.sheets import Ledger
from partnership.models import User
from partnership.search.engine import INDEXES

_PART = "(SELECT relname FROM pg_class WHERE oid = {})"


def _models() -> list[type[Model]]:
    """Of the content: accounts, which other apps refer to, are left as they are."""
    found = apps.get_app_config("partnership").get_models(include_auto_created=True)
    return [model for model in found if not model._meta.db_table.startswith(User._meta.db_table)]


def _tables() -> list[str]:
    return [*(model._meta.db_table for model in _models()), *(index.table for index in INDEXES)]


def write(ledger: Ledger) -> None:
    """Of each table at once; columns that a table has beside these it fills by itself."""
    for table, rows in ledger.rows.items():
        put(connection, table, ledger.columns[table], rows)


def count_from_the_start() -> None:
    """Rows get the numbers that the plan gives them also where a table had rows before: what is empty begins with 1."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
                cursor.execute(statement)
            return
        for model in _models():
            if not model._base_manager.exists():
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])


@contextmanager
def bare() -> Iterator[None]:
    """Within it the tables have no indexes, nor on PostgreSQL any keys: a row then costs a tenth."""
    away, back = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in away:
            cursor.execute(statement)
        yield
        for statement in back:
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
                cursor.execute(statement)


def _sqlite() -> tuple[list[str], list[str]]:
    marks = ", ".join(["%s"] * len(_tables()))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",  # noqa: S608
            _tables(),
        )
        found = cursor.fetchall()
    return [f'DROP INDEX "{name}"' for name, _ in found], [sql for _, sql in found]


def _postgresql() -> tuple[list[str], list[str]]:
    """Foreign keys go before what they refer to, and come back after it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype IN ('f', 'u', 'p') AND conrelid = ANY(%s::regclass[]) ORDER BY contype = 'f' DESC, conname",
            [_tables()],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = ANY(%s::regclass[])"
            " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
            [_tables()],
        )
        indexes = cursor.fetchall()
    away = [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _ in constraints]
    away += [f"DROP INDEX {name}" for name, _ in indexes]
    # A table with delayed checks to be made cannot be changed.
    away.insert(0, "SET CONSTRAINTS ALL IMMEDIATE")
    back = ["SET LOCAL maintenance_work_mem = '512MB'"]
    back += [f"ALTER TABLE {table} ADD CONSTRAINT {name} {text}" for table, name, text in reversed(constraints)]
    return away, [*back, *(text for _, text in indexes), "SET CONSTRAINTS ALL DEFERRED"]
