"""The database to move to: refused unless it is empty, and left empty unless everything went well."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler, Error

from partnership import database
from partnership.moving.refusals import NotMoved, said

SECONDS_TO_ANSWER = 10
# A file that nobody reads yet and that is thrown away if anything fails needs no journal on disk. References are
# checked at the end.
_UNREAD = (
    "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA recursive_triggers = ON; PRAGMA cache_size = -65536"
)

_ALONE = "django.db.backends.sqlite3"  # nobody else writes to it, so nobody takes turns


@contextmanager
def opened(url: str, source: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """The empty database, in one transaction, in the place of the site's own: what runs within means this one."""
    try:
        entry = database.from_url(url)
    except ValueError as error:
        raise NotMoved(f"URL {error}.") from None
    way = _file if entry["ENGINE"].endswith("sqlite3") else _server
    with way(entry, source) as target:
        yield target


@contextmanager
def _file(entry: dict[str, Any], source: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """Made under another name beside, so that it appears whole or not at all."""
    path = Path(entry["NAME"])
    partial = path.with_name(f"{path.name}.partial")
    if source.vendor == "sqlite" and path.exists() and path.samefile(source.settings_dict["NAME"]):
        raise NotMoved("This is the database that the site runs on already.")
    if path.exists() and (not path.is_file() or path.stat().st_size):
        raise NotMoved(f"{path} exists already and is not empty: name a new file.")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        text = f"{partial} is there: either another move is still writing it, or one was killed; then delete it."
        raise NotMoved(text) from None
    except OSError as error:
        raise NotMoved(f"{path} cannot be written to ({(error.strerror or str(error)).lower()}).") from None
    try:
        options = {**entry["OPTIONS"], "init_command": _UNREAD}
        with _connected({**entry, "ENGINE": _ALONE, "NAME": partial, "OPTIONS": options}) as target:
            target.disable_constraint_checking()
            with transaction.atomic():
                yield target
                target.check_constraints()
        _to_disk(partial)
        partial.replace(path)
        _to_disk(path.parent)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _server(entry: dict[str, Any], source: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """Definitions of tables, too, are undone with the transaction."""
    names = ("HOST", "PORT", "NAME")
    if source.vendor == "postgresql" and all(entry[name] == source.settings_dict[name] for name in names):
        raise NotMoved("This is the database that the site runs on already.")
    options = {"connect_timeout": SECONDS_TO_ANSWER, **entry.get("OPTIONS", {})}
    with _connected({**entry, "OPTIONS": options}) as target:
        with target.cursor() as cursor:
            there = target.introspection.get_table_list(cursor)
        if there:
            text = f"The database {entry['NAME']} is not empty: it has {len(there)} tables, such as {there[0].name}."
            raise NotMoved(f"{text} Make a new one and name that.")
        with transaction.atomic():
            yield target
            with target.cursor() as cursor:
                cursor.execute("ANALYZE")


@contextmanager
def _connected(entry: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    target = ConnectionHandler({DEFAULT_DB_ALIAS: entry})[DEFAULT_DB_ALIAS]
    try:
        target.ensure_connection()
    except Error as error:
        raise NotMoved(f"The database to move to cannot be reached ({said(error)}).") from None
    kept = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = target
    try:
        yield target
    finally:
        connections[DEFAULT_DB_ALIAS] = kept
        target.close()


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
