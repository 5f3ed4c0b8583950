"""From records to the rows of tables, as `actions.rows` writes them, without an object for each row.

A sheet belongs to one form of a record and follows its columns, so that a column that is added to a model is written
here as well, at its default, and breaks nothing.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from operator import itemgetter
from typing import Any

from django.db import models

from partnership.corpus.plan import PARTS, Keys
from partnership.models import KIND_MODELS
from partnership.records import FORMS, Form, own_columns
from partnership.records.forms import Column
from partnership.vocabulary import TYPE_SCHEME, Kind

Record = dict[str, Any]
Derived = Mapping[str, Mapping[str, Any]]  # by key


@dataclass
class Names:
    """The rows of the vocabulary by the names that records use for them, and of all else by their keys."""

    terms: dict[tuple[str, str], int]
    places: dict[str, int]
    keys: Keys = field(default_factory=Keys)

    def number(self, column: Column, item: Record, kind: str, name: str) -> int:
        if column.ref == "term":
            return self.terms[_scheme(column, kind), name]
        if column.ref == "place":
            return self.places[name]
        if column.ref == "part":  # labelled P1, P2 …
            return PARTS.first(self.keys.numbers[item["source"]]) + int(name[1:]) - 1
        return self.keys.numbers[name]


@dataclass
class Ledger:
    """Rows by table, and the columns that they have."""

    rows: dict[str, list[tuple]] = field(default_factory=dict)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, table: str, columns: Sequence[str]) -> list[tuple]:
        """The rows of a table, to put more beside them."""
        if table not in self.rows:
            self.rows[table], self.columns[table] = [], tuple(columns)
        return self.rows[table]


class Sheet:
    """One table. Its columns: what the record says, what is derived, the row's number where others refer to it."""

    def __init__(self, form: Form) -> None:
        own = {column.name: column for column in form.columns}
        fields: dict[str, Any] = {each.name: each for each in form.model._meta.local_concrete_fields}
        key: Any = form.model._meta.pk
        self._numbered = "key" in own or key.is_relation  # the row of a kind has the number of its entry
        plain = [fields[name] for name, column in own.items() if not column.ref and not column.many]
        self._refs = [(name, column) for name, column in own.items() if column.ref and not column.many]
        self._many = [(name, column, *_joining(form.model, name)) for name, column in own.items() if column.many]
        self._json = [place for place, each in enumerate(plain) if isinstance(each, models.JSONField)]
        self._plain = _together([each.name for each in plain])
        kept = {form.parent, form.numbered}
        self._rest = [
            (name, _default(each)) for name, each in fields.items() if name not in {*own, *kept} and each is not key
        ]
        self._usual = [value for _, value in self._rest]
        self._parent, self._place = bool(form.parent), bool(form.numbered)
        listed = [*plain, *(fields[name] for name, _ in self._refs)]
        listed += [fields[name] for name in (form.parent, form.numbered) if name in fields]
        listed += [*(fields[name] for name, _ in self._rest), *([key] if self._numbered else [])]
        self.columns = tuple(each.column for each in listed)
        self.table = form.model._meta.db_table
        self._children = [(name, Sheet(below)) for name, below in form.children.items()]

    def write(
        self, ledger: Ledger, items: Iterable[Record], names: Names, derived: Derived, kind: str, parent: int = 0
    ) -> None:
        """Rows that hang on one parent, and all that hang on them."""
        add, numbers, number = ledger.of(self.table, self.columns).append, names.keys.numbers, 0
        for place, item in enumerate(items):
            row = [*self._plain(item)]
            for at in self._json:
                row[at] = json.dumps(row[at])
            for name, column in self._refs:
                named = item[name]
                row.append(None if named is None else names.number(column, item, kind, named))
            if self._parent:
                row.append(parent)
            if self._place:
                row.append(place)
            if self._numbered:
                number = numbers[item["key"]]
                more = derived.get(item["key"])
                row += [more.get(name, usual) for name, usual in self._rest] if more else self._usual
                row.append(number)
            else:
                row += self._usual
            add(tuple(row))
            for name, column, table, ends in self._many:
                if listed := item[name]:
                    ledger.of(table, ends).extend((number, names.number(column, item, kind, named)) for named in listed)
            for name, sheet in self._children:
                if below := item.get(name):
                    sheet.write(ledger, below, names, derived, kind, number)


def _together(names: Sequence[str]) -> Callable[[Record], tuple]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda item: tuple(item[name] for name in names)


def _scheme(column: Column, kind: str) -> str:
    return TYPE_SCHEME[Kind(kind)] if column.scheme == "kind" else column.scheme


def _default(each: Any) -> Any:
    value = each.get_default()
    value = value.value if isinstance(value, Enum) else value  # as the database takes it, and marshal
    return json.dumps(value) if isinstance(each, models.JSONField) else value


def _joining(model: type[models.Model], name: str) -> tuple[str, tuple[str, str]]:
    """The table between two others, and its two columns."""
    found: Any = model._meta.get_field(name)
    return found.remote_field.through._meta.db_table, (found.m2m_column_name(), found.m2m_reverse_name())


ENTRY = Sheet(FORMS["entry"])
SOURCE = Sheet(FORMS["source"])
KINDS = {kind: Sheet(Form(model, own_columns(kind))) for kind, model in KIND_MODELS.items()}
