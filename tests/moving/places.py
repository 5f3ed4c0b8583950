"""Standing on another database than the one that the tests run on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper
from pathlib import Path
from urllib.parse import quote

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from partnership import database


def file(folder: Path, name: str) -> str:
    return f"sqlite:///{folder / name}.sqlite3"


@contextmanager
def postgresql(name: str) -> Iterator[str]:
    """The address of an empty database on the server that the tests run on."""
    settings = connection.settings_dict
    whole = f"{settings['NAME']}_{name}"
    who = quote(settings["USER"]) + (f":{quote(settings['PASSWORD'])}" if settings["PASSWORD"] else "")
    where = quote(settings["HOST"], safe="") + (f":{settings['PORT']}" if settings["PORT"] else "")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{whole}"')
    try:
        yield f"postgresql://{who}@{where}/{whole}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{whole}" WITH (FORCE)')


@contextmanager
def standing_on(url: str) -> Iterator[BaseDatabaseWrapper]:
    """All that runs within asks this database, as a site does that was started on it."""
    other = ConnectionHandler({"default": database.from_url(url)})["default"]
    before = connections["default"]
    connections["default"] = other
    forget()
    try:
        yield other
    finally:
        connections["default"] = before
        other.close()
        forget()


def forget() -> None:
    """What the process keeps: a copy has the revision of what it is a copy of."""
    cache.clear()
    ContentType.objects.clear_cache()
    for name, module in list(sys.modules.items()):
        if name.startswith("partnership."):
            for each in vars(module).values():
                if isinstance(each, _lru_cache_wrapper):
                    each.cache_clear()


def tables(database: BaseDatabaseWrapper) -> list[str]:
    with database.cursor() as cursor:
        return database.introspection.table_names(cursor)


def shape(database: BaseDatabaseWrapper) -> dict[str, dict]:
    """Every index and constraint by table. The number that SQLite gives a nameless one says nothing."""
    found = {}
    with database.cursor() as cursor:
        for table in tables(database):
            if not table.startswith("search_"):
                found[table] = database.introspection.get_constraints(cursor, table)
    return found
