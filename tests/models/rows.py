"""Rows written past all actions, as only a test of the database does."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone

from partnership.models import (
    Agreement,
    AgreementAction,
    Citation,
    Edition,
    Event,
    Identifier,
    Name,
    Place,
    Relation,
    Source,
    SourceCopy,
    SourcePart,
    Statement,
    Term,
    User,
    Value,
)


def word() -> str:
    return uuid.uuid4().hex[:12]


# What a row needs, made only where the test does not give it.
NEEDED: dict[type[models.Model], dict[str, Callable[[], Any]]] = {
    Term: {"scheme": lambda: "topic", "code": word, "label": word},
    Place: {"code": word, "name": word, "precision": lambda: "city"},
    Source: {
        "slug": word, "csl_type": lambda: "report", "title": word, "tier": lambda: raw(Term, scheme="source-tier"),
    },
    SourcePart: {"source": lambda: raw(Source), "label": lambda: "P1", "order": lambda: 0},
    SourceCopy: {"source": lambda: raw(Source), "kind": lambda: "archive", "address": lambda: "https://a.example/"},
    Event: {"kind": lambda: "event", "title": word, "slug": word},
    Agreement: {"kind": lambda: "agreement", "title": word, "slug": word},
    Name: {"entry": lambda: raw(Event), "text": lambda: "Name"},
    Identifier: {"scheme": lambda: "doi", "value": word},
    Relation: {"subject": lambda: raw(Event), "object": lambda: raw(Event), "role": lambda: raw(Term, scheme="role")},
    AgreementAction: {"agreement": lambda: raw(Agreement), "action": lambda: "signature"},
    Statement: {"entry": lambda: raw(Event), "text": lambda: "Text."},
    Value: {"statement": lambda: raw(Statement), "field": lambda: "date", "value": lambda: "2020"},
    Citation: {"statement": lambda: raw(Statement), "source": lambda: raw(Source)},
    Edition: {
        "number": lambda: 1, "made_at": timezone.now, "why": lambda: "Test", "record": dict, "sha256": word,
    },
    User: {"username": word},
}  # fmt: skip


def raw(model: type[models.Model], **columns: Any) -> Any:
    missing = {name: make() for name, make in NEEDED.get(model, {}).items() if name not in columns}
    return model._base_manager.create(**missing | columns)


def changed(row: models.Model, **columns: object) -> None:
    """The one UPDATE of a queryset: no save, no validation."""
    type(row)._base_manager.filter(pk=row.pk).update(**columns)
