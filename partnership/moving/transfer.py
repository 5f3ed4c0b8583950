from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import Error

from partnership.moving.bare import bare
from partnership.moving.refusals import NotMoved, said
from partnership.moving.rows import Hash, Step, Told, read, write
from partnership.moving.source import refuse_out_of_date, unchanging
from partnership.moving.tables import Table, copied, of_models
from partnership.moving.target import opened

Begin = Callable[[int], Step]


def move(url: str, *, begin: Begin = lambda _: lambda _: None) -> list[Told]:
    """Copies the site's database into the empty one at this address; answers what both sides tell of each table.

    In one transaction there. Raises NotMoved, and nothing remains, when the two differ in a count or a hash, or
    anything else fails. `begin` is told how many rows go by, there and back, and answers with whom to tell of each
    batch.
    """
    old = connections[DEFAULT_DB_ALIAS]
    refuse_out_of_date(old)
    try:
        with unchanging(old), opened(url, old) as new:
            call_command("migrate", interactive=False, verbosity=0)
            new.check_constraints()  # those of rows that migrations wrote: PostgreSQL alters no table before it
            return carry(old, new, begin)
    except Error as error:
        raise NotMoved(f"A database refused ({said(error)}).") from error
    finally:
        ContentType.objects.clear_cache()  # one database may number them otherwise than the other


def carry(old: BaseDatabaseWrapper, new: BaseDatabaseWrapper, begin: Begin = lambda _: lambda _: None) -> list[Told]:
    """Between two databases that have the same tables, the new one being in a transaction and the site's own by now."""
    sides = list(zip(copied(old), copied(new), strict=True))
    step = begin(2 * sum(_count(table, old) for table, _ in sides))
    there = _filled(sides, old, new, step)
    here = [_told(table, new, step) for _, table in sides]
    _refuse_differences(there, here)
    return here


def _filled(
    sides: list[tuple[Table, Table]], old: BaseDatabaseWrapper, new: BaseDatabaseWrapper, step: Step
) -> list[Told]:
    """What the old database tells of each table, once the new one has it all."""
    told = []
    with bare(new):
        for mine, yours in sides:
            with new.cursor() as cursor:  # of what migrations put there
                cursor.execute(f"DELETE FROM {new.ops.quote_name(yours.name)}")  # noqa: S608 -- a name of ours
            counted = Hash(mine)
            try:
                write(yours, counted.over(read(mine, old), step), new)
            except (Error, ValueError) as error:
                raise NotMoved(f"The table {mine.name} cannot be copied ({said(error)}).") from error
            told.append(counted.told())
    with new.cursor() as cursor:
        for sql in new.ops.sequence_reset_sql(no_style(), of_models()):
            cursor.execute(sql)
    return told


def _told(table: Table, database: BaseDatabaseWrapper, step: Step) -> Told:
    counted = Hash(table)
    for _ in counted.over(read(table, database), step):
        pass
    return counted.told()


def _count(table: Table, database: BaseDatabaseWrapper) -> int:
    with database.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {database.ops.quote_name(table.name)}")  # noqa: S608 -- a name of ours
        return cursor.fetchone()[0]


def _refuse_differences(there: list[Told], here: list[Told]) -> None:
    for old, new in zip(there, here, strict=True):
        if old != new:
            text = f"{old.table} is not the same on both sides: {old.rows} rows ({old.sha256[:12]}) were read,"
            raise NotMoved(f"{text} {new.rows} ({new.sha256[:12]}) are there.")
