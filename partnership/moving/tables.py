"""What is copied: every table of every model there is, and the words of the search index.

The tables are read off the models, so that a new one is copied without a change here. What is not copied is named.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col

from partnership.search.engine import INDEXES, Index

# Log-ins: they end with the old database. Migrations: the target is brought up to date by its own.
LEFT_OUT = ("django_session", "django_migrations")

# Stand in both databases as both drivers give and take them.
_PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,  # AutoField and the like, too
    models.FileField,
)

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """`field` tells how its values are read and written; none for a text or a whole number of a table without model."""

    name: str
    field: models.Field | None = None

    def reader(self, source: BaseDatabaseWrapper) -> Convert | None:
        """From what the driver gives to the value itself, as Django reads it; none where they are the same."""
        if self.field is None or isinstance(self.field, (*_PLAIN, models.JSONField)):
            return None
        field = self.field
        expression = Col(field.model._meta.db_table, field)
        steps = [*source.ops.get_db_converters(expression), *expression.get_db_converters(source)]

        def read(value: Any) -> Any:
            for step in steps:
                value = step(value, expression, source)
            return value

        return read if steps else None

    def writer(self, target: BaseDatabaseWrapper) -> Convert | None:
        """From the value to what the driver takes. JSON goes over as the text that it is, or null would become NULL."""
        if self.field is None or isinstance(self.field, (*_PLAIN, models.JSONField)):
            return None
        field = self.field
        return lambda value: field.get_db_prep_save(value, connection=target)

    def hashed(self) -> Convert | None:
        """From the value to what is hashed of it: JSON without its spelling, in brackets so that null is not NULL."""
        return (lambda text: [json.loads(text)]) if isinstance(self.field, models.JSONField) else None

    @property
    def textual(self) -> bool:
        return isinstance(self.field, models.CharField | models.TextField)


@dataclass(frozen=True)
class Table:
    """`columns` begins with the key, by which rows are ordered. `index` has the hand that writes a table of words."""

    name: str
    columns: tuple[Column, ...]
    index: Index | None = None

    def select(self, database: BaseDatabaseWrapper) -> str:
        quote = database.ops.quote_name
        key, *_ = listed = [quote(column.name) for column in self.columns]
        # The order of bytes, which is SQLite's.
        order = f'{key} COLLATE "C"' if self.columns[0].textual and database.vendor == "postgresql" else key
        return f"SELECT {', '.join(listed)} FROM {quote(self.name)} ORDER BY {order}"  # noqa: S608 -- names of ours


def of_models() -> list[type[models.Model]]:
    """Also those of Django's own applications, and the tables between two others."""
    found = [each for each in apps.get_models(include_auto_created=True) if each._meta.managed and not each._meta.proxy]
    return [each for each in found if each._meta.db_table not in LEFT_OUT]


def copied(database: BaseDatabaseWrapper) -> list[Table]:
    """As this database has them: its engine says how the key of the search index is called."""
    return [*map(of_model, of_models()), *(_of_words(index, database) for index in INDEXES)]


def unknown(database: BaseDatabaseWrapper) -> list[str]:
    """Tables that somebody else put there."""
    known = {*(table.name for table in copied(database)), *LEFT_OUT}
    behind = tuple(f"{index.table}_" for index in INDEXES)  # where FTS5 keeps what it needs
    with database.cursor() as cursor:
        found = database.introspection.table_names(cursor)
    return sorted(name for name in found if name not in known and not name.startswith((*behind, "sqlite_")))


def of_model(model: type[models.Model]) -> Table:
    fields = sorted(model._meta.local_concrete_fields, key=lambda field: not field.primary_key)
    return Table(model._meta.db_table, tuple(Column(str(field.column), _kept_as(field)) for field in fields))


def _kept_as(field: Any) -> models.Field:
    """A reference is kept as what it refers to."""
    while field.remote_field:
        field = field.target_field
    return field


def _of_words(index: Index, database: BaseDatabaseWrapper) -> Table:
    return Table(index.table, tuple(Column(name) for name in (index.key(database), *index.names)), index)
