"""Which columns and lists each form of record has: said once, followed by reading, writing, checking and fixtures."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from partnership.models import (
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
from partnership.vocabulary import TYPE_SCHEME, Kind, own_fields

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
    children: dict[str, "Form"] = field(default_factory=dict)
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
