"""From records to the rows of tables, as `actions.rows` writes them, without an object for each row.

A sheet belongs to one form of a record and follows its columns, so that a column that is added to a model is written
here as well, at its default, and breaks nothing.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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

    def number(self, column: Column, item: Record, scheme: str, name: str) -> int:
        if column.ref == "term":
            return self.terms[scheme, name]
        if column.ref == "place":
            return self.places[name]
        if column.ref == "part":  # labelled P1, P2 …
            return PARTS.first(self.keys.numbers[item["source"]]) + int(name[1:]) - 1
        return self.keys.numbers[name]


class Ledger:
    """Rows by table, and the columns that they have."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple]] = defaultdict(list)
        self.columns: dict[str, tuple[str, ...]] = {}

    def add(self, table: str, columns: Sequence[str], row: tuple) -> None:
        self.columns.setdefault(table, tuple(columns))
        self.rows[table].append(row)


class Sheet:
    """One table. Its columns: the row's number where others refer to it, what the record says, what is derived."""

    def __init__(self, form: Form) -> None:
        self.form = form
        own = {column.name: column for column in form.columns}
        fields: dict[str, Any] = {each.name: each for each in form.model._meta.local_concrete_fields}
        key: Any = form.model._meta.pk
        self.numbered = "key" in own or key.is_relation  # the row of a kind has the number of its entry
        plain = [fields[name] for name, column in own.items() if not column.ref and not column.many]
        self._refs = [(column, fields[name]) for name, column in own.items() if column.ref and not column.many]
        self._many = [(column, _joining(form.model, column.name)) for column in own.values() if column.many]
        self._json = [place for place, each in enumerate(plain) if isinstance(each, models.JSONField)]
        self._plain = itemgetter(*(each.name for each in plain)) if plain else lambda _: ()
        self._alone = len(plain) == 1
        kept = {form.parent, form.numbered}
        self._rest = [
            (name, _default(each)) for name, each in fields.items() if name not in {*own, *kept} and each is not key
        ]
        self._usual = tuple(value for _, value in self._rest)
        self._place = bool(form.numbered)
        listed = [*([key] if self.numbered else []), *plain, *(each for _, each in self._refs)]
        listed += [fields[name] for name in (form.parent, form.numbered) if name in fields]
        self.columns = tuple(each.column for each in listed) + tuple(fields[name].column for name, _ in self._rest)
        self.table = form.model._meta.db_table
        self.children = {name: Sheet(below) for name, below in form.children.items()}

    def write(
        self, ledger: Ledger, item: Record, names: Names, derived: Derived, kind: str, parent: int = 0, place: int = 0
    ) -> None:
        number = names.keys.numbers[item["key"]] if self.numbered else 0
        row: tuple = (number,) if self.numbered else ()
        values = self._plain(item)
        row += (values,) if self._alone else self._spelled(values)
        for column, _ in self._refs:
            name = item[column.name]
            row += (None if name is None else names.number(column, item, _scheme(column, kind), name),)
        if self.form.parent:
            row += (parent,)
        if self._place:
            row += (place,)
        more = derived.get(item["key"]) if self.numbered else None
        row += tuple(more.get(name, usual) for name, usual in self._rest) if more else self._usual
        ledger.add(self.table, self.columns, row)
        for column, (table, ends) in self._many:
            for name in item[column.name]:
                ledger.add(table, ends, (number, names.number(column, item, _scheme(column, kind), name)))
        for child, sheet in self.children.items():
            for at, each in enumerate(item.get(child, ())):
                sheet.write(ledger, each, names, derived, kind, number, at)

    def _spelled(self, values: tuple) -> tuple:
        if not self._json:
            return values
        return tuple(json.dumps(each) if place in self._json else each for place, each in enumerate(values))


def _scheme(column: Column, kind: str) -> str:
    return TYPE_SCHEME[Kind(kind)] if column.scheme == "kind" else column.scheme


def _default(each: Any) -> Any:
    value = each.get_default()
    return json.dumps(value) if isinstance(each, models.JSONField) else value


def _joining(model: type[models.Model], name: str) -> tuple[str, tuple[str, str]]:
    """The table between two others, and its two columns."""
    found: Any = model._meta.get_field(name)
    return found.remote_field.through._meta.db_table, (found.m2m_column_name(), found.m2m_reverse_name())


ENTRY = Sheet(FORMS["entry"])
SOURCE = Sheet(FORMS["source"])
KINDS = {kind: Sheet(Form(model, own_columns(kind))) for kind, model in KIND_MODELS.items()}
