"""The plain form of the content: what an edition keeps, a fixture carries, an import brings and `apply` writes.

A record holds every own column and child row of an entry, source, term or place; it refers to others by their key
or code, and holds nothing that is derived. `FORMS` says once which columns these are; reading, writing, checking and
fixtures all follow it, so that they cannot drift apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from decimal import Decimal
from typing import Any

from django.db import models

from partnership.models import (
    KIND_MODELS,
    AgreementAction,
    Citation,
    Entry,
    Identifier,
    Name,
    Place,
    Redirect,
    Relation,
    Source,
    SourceCopy,
    SourcePart,
    Statement,
    Term,
    Value,
)
from partnership.vocabulary import SCHEMA_VERSION, TYPE_SCHEME, Kind, own_fields

# A row of any of the content's models: which one is known by the form that it is read or written with.
Row = Any


@dataclass(frozen=True)
class Column:
    """A column in a record. `ref` says what its text names: entry, person, statement, source, part, place or term.

    The scheme of a term is a name, or "kind" for the scheme of the entry's kind, or "own" for that of the term itself.
    """

    name: str
    ref: str = ""
    scheme: str = ""
    many: bool = False


@dataclass(frozen=True)
class Form:
    """One kind of row in a record, with the rows that belong to it.

    `identity` is the columns by which a child row is known again; none means its place in the list. `numbered` is the
    column that keeps the place.
    """

    model: type[models.Model]
    columns: tuple[Column, ...]
    children: dict[str, "Form"] = dataclass_field(default_factory=dict)
    parent: str = ""
    identity: tuple[str, ...] = ()
    numbered: str = ""


def _columns(text: str) -> tuple[Column, ...]:
    """From `name`, `name:ref`, `name:term=scheme`; a star after the name means many."""
    found = []
    for word in text.split():
        name, _, ref = word.partition(":")
        ref, _, scheme = ref.partition("=")
        found.append(Column(name.rstrip("*"), ref, scheme, name.endswith("*")))
    return tuple(found)


_IDENTIFIER = _columns("scheme value")
_STATEMENT = Form(
    Statement,
    _columns("key text lead voice claimant:entry date rank rank_reason"),
    {
        "values": Form(
            Value,
            _columns("field measure:term=measure value low high unit:term=unit as_of approximate"),
            parent="statement",
            numbered="position",
        ),
        "citations": Form(
            Citation,
            _columns("key source:source part:part locator anchor quote stance note"),
            parent="statement",
            identity=("key",),
            numbered="position",
        ),
    },
    parent="entry",
    identity=("key",),
    numbered="position",
)
_ACTION = Form(
    AgreementAction,
    _columns("key party:entry action date person:person evidence*:statement"),
    parent="agreement",
    identity=("key",),
    numbered="position",
)
_ENTRY = Form(
    Entry,
    _columns(
        "key kind type:term=kind title slug date country:place category:term=system-category"
        " topics*:term=topic places*:place status hold_reason"
    ),
    {
        "names": Form(
            Name,
            _columns("text language kind valid_from valid_to statement:statement"),
            parent="entry",
            identity=("kind", "language", "text"),
        ),
        "identifiers": Form(Identifier, _IDENTIFIER, parent="entry", identity=("scheme", "value")),
        "redirects": Form(Redirect, _columns("slug"), parent="entry", identity=("slug",)),
        "statements": _STATEMENT,
        "actions": _ACTION,
        "relations": Form(
            Relation,
            _columns("key role:term=role object:entry valid_from valid_to detail evidence*:statement"),
            parent="subject",
            identity=("key",),
            numbered="position",
        ),
    },
)
FORMS: dict[str, Form] = {
    "term": Form(
        Term,
        _columns(
            "scheme code label inverse_label definition broader:term=own origin"
            " subject_kinds object_kinds principal order"
        ),
    ),
    "place": Form(Place, _columns("code name within:place latitude longitude precision")),
    "source": Form(
        Source,
        _columns(
            "key slug csl_type title authors publisher date address language tier:term=source-tier weak"
            " origin:source note accessed"
        ),
        {
            "parts": Form(SourcePart, _columns("label"), parent="source", identity=("label",), numbered="order"),
            "copies": Form(
                SourceCopy,
                _columns("address kind archived_at checked_at state"),
                parent="source",
                identity=("address",),
            ),
            "identifiers": Form(Identifier, _IDENTIFIER, parent="source", identity=("scheme", "value")),
        },
    ),
    "entry": _ENTRY,
}
NAMED_BY = {"term": ("scheme", "code"), "place": ("code",), "source": ("key",), "entry": ("key",)}
_OWN_REFS = {"place": "place", "term": "term"}


def own_columns(kind: str) -> tuple[Column, ...]:
    """The columns that live in the row of the entry's kind."""
    return tuple(Column(own.name, _OWN_REFS.get(own.form, ""), own.scheme) for own in own_fields(kind))


def children(form_name: str, record: dict) -> dict[str, Form]:
    """The lists of a record: only agreements have actions."""
    listed = FORMS[form_name].children
    if form_name == "entry" and record.get("kind") != Kind.AGREEMENT:
        return {name: form for name, form in listed.items() if name != "actions"}
    return listed


def columns(form_name: str, record: dict) -> tuple[Column, ...]:
    """The columns of a record itself, with those of its kind."""
    own = own_columns(record["kind"]) if form_name == "entry" and record.get("kind") in Kind.values else ()
    return FORMS[form_name].columns + own


def scheme_of(column: Column, record: dict) -> str:
    """The scheme that a term named in this column belongs to."""
    if column.scheme == "kind":
        return TYPE_SCHEME[Kind(record["kind"])]
    return record["scheme"] if column.scheme == "own" else column.scheme


def form_of(row: Row) -> str:
    """Which form a row has: an Event is an entry."""
    return "entry" if isinstance(row, Entry) else row._meta.model_name or ""


def record(row: Row) -> dict:
    """The plain form of an entry, source, term or place. Cheap for rows that came through `for_record`."""
    name = form_of(row)
    if name == "entry" and type(row) is not Entry:
        row = row.entry_ptr
    found: dict = {"schema": SCHEMA_VERSION, "form": name}
    found |= {column.name: _plain(row, column) for column in FORMS[name].columns}
    if name == "entry":
        found |= {column.name: _plain(row.own, column) for column in own_columns(row.kind)}
    return found | {
        # Actions hang on the agreement's own row, all else on the entry's.
        child: [_child(each, form) for each in getattr(row.own if child == "actions" else row, child).all()]
        for child, form in children(name, found).items()
    }


def _child(row: Row, form: Form) -> dict:
    found = {column.name: _plain(row, column) for column in form.columns}
    for name, below in form.children.items():
        found[name] = [_child(each, below) for each in getattr(row, name).all()]
    return found


_NAME_OF = {"term": "code", "place": "code", "part": "label"}


def _plain(row: Row, column: Column) -> object:
    value = getattr(row, column.name)
    if column.many:
        return sorted(getattr(each, _NAME_OF.get(column.ref, "key")) for each in value.all())
    if column.ref:
        return getattr(value, _NAME_OF.get(column.ref, "key")) if value is not None else None
    return plain_decimal(value) if isinstance(value, Decimal) else value


def plain_decimal(number: Decimal) -> str:
    """Without trailing noughts and without an exponent: `1500`, `1.8`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def for_record(queryset: models.QuerySet) -> models.QuerySet:
    """Fetches with the rows, in a constant number of queries, all that `record` reads."""
    model = queryset.model
    if model is Term:
        return queryset.select_related("broader")
    if model is Place:
        return queryset.select_related("within")
    if model is Source:
        return queryset.select_related("tier", "origin").prefetch_related("parts", "copies", "identifiers")
    kinds = [name for name in KIND_MODELS if name != "institution"]
    return queryset.select_related("type", "country", "category", "institution__seat", *kinds).prefetch_related(
        "topics",
        "places",
        "names__statement",
        "identifiers",
        "redirects",
        "statements__claimant",
        "statements__values__measure",
        "statements__values__unit",
        "statements__citations__source",
        "statements__citations__part",
        "relations__role",
        "relations__object",
        "relations__evidence",
        "agreement__actions__party",
        "agreement__actions__person",
        "agreement__actions__evidence",
    )


# --- walking and completing ---------------------------------------------------------------------------


def default(form: Form, column: Column) -> object:
    """What a record means that leaves the column out."""
    if column.many:
        return []
    if column.ref:
        return None
    field: Any = form.model._meta.get_field(column.name)
    return field.get_default()


def complete(item: dict) -> dict:
    """The record with every column and list present, in the order of its form; names that no form knows stay."""
    name = item["form"]
    found: dict = {"schema": item.get("schema", SCHEMA_VERSION), "form": name}
    for column in columns(name, item):
        own = column.name not in {each.name for each in FORMS[name].columns}
        form = Form(KIND_MODELS[item["kind"]], ()) if own else FORMS[name]
        found[column.name] = item.get(column.name, default(form, column))
    for child, form in children(name, item).items():
        found[child] = [_complete(each, form) for each in item.get(child) or []]
    _sort(found, columns(name, found))
    return found | {extra: value for extra, value in item.items() if extra not in found}


def _sort(item: dict, listed: tuple[Column, ...]) -> None:
    """Lists of names have no order of their own: they are kept sorted."""
    for column in listed:
        if column.many and isinstance(item[column.name], list):
            item[column.name] = sorted(item[column.name], key=str)


def _complete(item: dict, form: Form) -> dict:
    found = {column.name: item.get(column.name, default(form, column)) for column in form.columns}
    _sort(found, form.columns)
    for child, below in form.children.items():
        found[child] = [_complete(each, below) for each in item.get(child) or []]
    return found | {extra: value for extra, value in item.items() if extra not in found}


def walk(item: dict) -> Iterator[tuple[str, dict, tuple[Column, ...], Form]]:
    """Every row of a record, the record itself first: its path, its columns' values, its columns, its form."""
    name = item["form"]
    yield "", item, columns(name, item), FORMS[name]
    for child, form in children(name, item).items():
        yield from _walk(child, item.get(child) or [], form)


def _walk(path: str, items: list[dict], form: Form) -> Iterator[tuple[str, dict, tuple[Column, ...], Form]]:
    for number, each in enumerate(items):
        here = f"{path}[{number}]"
        yield here, each, form.columns, form
        for child, below in form.children.items():
            yield from _walk(f"{here}.{child}", each.get(child) or [], below)


def misshapen(item: dict) -> list[str]:
    """Paths of what should be a list of rows and is not; nothing else can be said of such a record."""
    name = item["form"]
    found = []
    for child, form in FORMS[name].children.items():
        found += _misshapen(child, item.get(child), form)
    return found


def _misshapen(path: str, items: object, form: Form) -> list[str]:
    if items is None:
        return []
    if not isinstance(items, list) or not all(isinstance(each, dict) for each in items):
        return [path]
    return [
        wrong
        for number, each in enumerate(items)
        for child, below in form.children.items()
        for wrong in _misshapen(f"{path}[{number}].{child}", each.get(child), below)
    ]


_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


def row_at(item: dict, path: str) -> tuple[dict, str]:
    """The row of a record that a path leads into, and the column at its end ("" for the row as a whole)."""
    row, column = item, ""
    for name, number in _STEP.findall(path):
        if number and isinstance(row.get(name), list) and int(number) < len(row[name]):
            row = row[name][int(number)]
        else:
            column = name
    return row, column
