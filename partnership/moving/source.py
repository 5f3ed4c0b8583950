from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from partnership.moving.refusals import NotMoved

# Not Django's own way to begin: on SQLite that takes the lock of the writers.
_BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


@contextmanager
def unchanging(source: BaseDatabaseWrapper) -> Iterator[None]:
    """All that is read within is of one moment, whoever writes meanwhile. Within a transaction it is that one's."""
    if source.in_atomic_block:
        yield
        return
    with source.cursor() as cursor:
        cursor.execute(_BEGIN[source.vendor])
    try:
        yield
    finally:
        with source.cursor() as cursor:
            cursor.execute("ROLLBACK")


def refuse_out_of_date(source: BaseDatabaseWrapper) -> None:
    """Rows are read as the models of now have them."""
    executor = MigrationExecutor(source)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMoved("This database is not up to date: run `manage.py migrate` first.")
