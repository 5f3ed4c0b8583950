"""Very many rows at once: into one table, the shortest way of each engine, and past the collector of garbage."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def uncollected() -> Iterator[None]:
    """Rows, records and bitmaps hold no circles. To look through all of them for some, again and again, takes a twelfth
    of the time in which a corpus is drawn, and a third of that in which the filters are built from nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def put(database: BaseDatabaseWrapper, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A statement for each row, or PostgreSQL's COPY. Values as the driver takes them, in the order of the columns;
    raises what Django makes of the engine's errors. Neither is seen by what wraps or logs queries."""
    quote = database.ops.quote_name
    into = f"{quote(table)} ({', '.join(map(quote, columns))})"
    database.validate_no_broken_transaction()
    with database.cursor() as cursor, database.wrap_database_errors:
        if database.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            # Past Django's cursor, which keeps all that it is given until it has written the last.
            marks = ", ".join("?" * len(columns))
            database.connection.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608
