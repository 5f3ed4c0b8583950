"""Content for tests, written as content always is: a record, through `actions`.

    vocabulary()                                  # the terms and places that the rest names
    cass = saved(source_record())
    visit = saved(entry_record(statements=[statement("They met.", cass, lead=True)]))

The builders return records (dicts) to be changed before they are saved. Whatever names another row takes the row, its
record or its key.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models

from partnership.actions import apply_all
from partnership.text import new_key

TERMS = {
    "source-tier": ("primary", "scholarly", "think_tank", "press"),
    "event-type": ("visit", "meeting"),
    "instrument-type": ("treaty", "contract"),
    "institution-type": ("state", "company"),
    "person-type": ("politician",),
    "system-type": ("platform",),
    "system-category": ("aircraft", "ship"),
    "topic": ("defence", "trade", "education"),
    "measure": ("trade-volume", "units-ordered"),
    "unit": ("usd", "piece"),
}
# code: label, inverse label, subject kinds, object kinds, principal
ROLES: dict[str, tuple[str, str, list[str], list[str], bool]] = {
    "host": ("Hosted by", "Hosted", ["event"], ["institution"], True),
    "signatory": ("Signed by", "Signed", ["agreement"], ["institution", "person"], True),
    "supplier": ("Supplied by", "Supplies", ["agreement", "system"], ["institution"], False),
    "concerns": ("Concerns", "Subject of", [], [], False),
}
_LETTERS = str.maketrans("0123456789", "qwertyuiop")
PLACES = {"XA": ("Northland", None), "XB": ("Southland", None), "XA-CAP": ("Northtown", "XA")}


def key_of(thing: Any) -> str:
    return thing if isinstance(thing, str) else thing["key"] if isinstance(thing, dict) else thing.key


def term_record(scheme: str, code: str, **columns: Any) -> dict:
    return {"form": "term", "scheme": scheme, "code": code, "label": code.replace("-", " ").capitalize()} | columns


def place_record(code: str, name: str = "", within: str | None = None, **columns: Any) -> dict:
    precision = "city" if within else "country"
    return {"form": "place", "code": code, "name": name or code, "within": within, "precision": precision} | columns


def vocabulary_records() -> Iterator[dict]:
    for scheme, codes in TERMS.items():
        yield from (term_record(scheme, code, order=order) for order, code in enumerate(codes))
    for code, (label, inverse, subjects, objects, principal) in ROLES.items():
        yield term_record(
            "role", code, label=label, inverse_label=inverse, subject_kinds=subjects, object_kinds=objects,
            principal=principal,
        )  # fmt: skip
    yield from (place_record(code, name, within) for code, (name, within) in PLACES.items())


def vocabulary() -> None:
    """A few terms of every scheme, four roles, two countries and a city. Calling it again changes nothing."""
    saved(*vocabulary_records())


def source_record(title: str = "A study", **columns: Any) -> dict:
    """Its publisher is one word of letters: a digit in it would make it two or three, which searches may meet."""
    key = new_key()
    publisher = f"Publisher {key.translate(_LETTERS)}"
    found = {
        "form": "source", "key": key, "slug": f"source-{key}", "csl_type": "report", "title": title,
        "authors": [{"family": "Author", "given": "Ada"}], "publisher": publisher, "date": "2021",
        "language": "en", "tier": "think_tank", "parts": [{"label": "P1"}, {"label": "P2"}],
    }  # fmt: skip
    return found | columns


def citation(source: Any, **columns: Any) -> dict:
    return {"key": new_key(), "source": key_of(source), "part": "P1"} | columns


def statement(text: str = "It took place.", *sources: Any, **columns: Any) -> dict:
    """A statement of fact, cited once to each of the sources."""
    return {"key": new_key(), "text": text, "citations": [citation(each) for each in sources]} | columns


def value(field: str, text: str, **columns: Any) -> dict:
    return {"field": field, "value": text} | columns


def measured(measure: str, text: str = "", **columns: Any) -> dict:
    return {"measure": measure, "value": text} | columns


def relation(role: str, other: Any, *evidence: Any, **columns: Any) -> dict:
    return {"key": new_key(), "role": role, "object": key_of(other), "evidence": [*map(key_of, evidence)]} | columns


def action(verb: str, *evidence: Any, **columns: Any) -> dict:
    return {"key": new_key(), "action": verb, "evidence": [*map(key_of, evidence)]} | columns


def entry_record(kind: str = "event", title: str = "A meeting", source: Any = None, **columns: Any) -> dict:
    """A published entry; with a `source` it has one leading statement that cites it."""
    found = {"form": "entry", "key": new_key(), "kind": kind, "title": title, "status": "published"}
    if source is not None:
        found["statements"] = [statement(f"{title} is on record.", source, lead=True)]
    return found | columns


def saved(*records: dict, **options: Any) -> Any:
    """The row of the one record, or the list of all rows."""
    rows: list[models.Model] = apply_all(records, **{"by": None, "reason": "Test"} | options)
    return rows[0] if len(rows) == 1 else rows
