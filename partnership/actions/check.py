"""Whether a record is well formed, before any row is touched."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from partnership.actions.problems import Problem
from partnership.models import KIND_MODELS, Entry, Place, Source, Statement, Term, Value
from partnership.records import NAMED_BY, Column, Form, children, walk
from partnership.text import has_control, is_key
from partnership.vocabulary import SCHEMA_VERSION, Kind, Rank, Status, fields

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
_TOO_GREAT = 10**9  # more than this not every engine's integer holds
_PARTS_OF_NAMES = {"family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle"}
# The column in which each form names another of its own.
_ABOVE = {"term": "broader", "place": "within", "source": "origin"}


def check(record: dict, of: int) -> list[Problem]:
    """All that is wrong with the record taken by itself; references to others are checked when it is written."""
    form, kind = record["form"], record.get("kind")
    if record.get("schema", SCHEMA_VERSION) != SCHEMA_VERSION:
        return [Problem("schema", f"This version reads records of schema {SCHEMA_VERSION}.", of)]
    if form == "entry" and kind not in Kind.values:
        return [Problem("kind", f"“{kind}” is no kind of entry; one of {', '.join(Kind.values)}.", of)]
    found = []
    if form == "entry" and record["status"] not in Status.values:
        found.append(Problem("status", f"“{record['status']}” is no status; one of {', '.join(Status.values)}.", of))
    for path, row, listed, row_form in walk(record):
        prefix = f"{path}." if path else ""
        allowed = {column.name for column in listed}
        allowed |= set(row_form.children) if path else {"schema", "form", *children(form, record)}
        for name in row:
            if name not in allowed:
                found.append(Problem(f"{prefix}{name}", f"“{name}” is not a column here.", of))
        wrong = [
            Problem(f"{prefix}{column.name}", text, of)
            for column in listed
            for text in _column(row, column, row_form, kind)
        ]
        found += wrong or [Problem(path, text, of) for text in _row(row, row_form, kind)]
    found += [Problem(path, text, of) for path, text in _whole(record)]
    return found


def _column(row: dict, column: Column, form: Form, kind: str | None) -> Iterator[str]:
    value = row.get(column.name)
    model_field = _field(form, column, kind)
    if column.many:
        if not isinstance(value, list) or not all(map(_is_name, value)):
            yield "A list of keys or codes is wanted."
        elif len(set(value)) != len(value):
            yield "The same one is named twice."
        return
    if column.ref:
        if value is None or value == "":
            if not model_field.null:
                yield "It is wanted."
        elif not _is_name(value):
            yield "A key or code is wanted, or nothing."
        return
    if isinstance(model_field, models.CharField | models.TextField):
        if not isinstance(value, str):
            yield "Text is wanted."
            return
        if has_control(value):
            yield "It holds control characters, which no page can show."
            return
        if column.name == "key" and not is_key(value):
            yield f"“{value}” is not a key; keys have ten letters and digits."
            return
        if column.name == "slug" and value == "" and form.model in (Entry, Source):
            return
    elif isinstance(model_field, models.BooleanField) and not isinstance(value, bool):
        yield "True or false is wanted."
        return
    elif isinstance(model_field, models.DecimalField) and value is not None and not isinstance(value, str):
        yield "A decimal number, written as text, is wanted."
        return
    elif isinstance(model_field, models.IntegerField) and (
        isinstance(value, bool) or not isinstance(value, int | None) or (value or 0) >= _TOO_GREAT
    ):
        yield "A whole number of at most nine digits is wanted."
        return
    if isinstance(model_field, models.JSONField):
        if not isinstance(value, list):
            yield "A list is wanted."
        return
    if column.name == "slug" and str(value) != str(value).lower():
        yield "An address is written in small letters."
    yield from _against(model_field, value)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and not has_control(value)


def _against(model_field: Any, value: object) -> list[str]:
    """What the column itself holds against the value."""
    try:
        model_field.clean(value, None)
    except ValidationError as error:
        return error.messages
    return []


def _field(form: Form, column: Column, kind: str | None) -> Any:
    try:
        return form.model._meta.get_field(column.name)
    except FieldDoesNotExist:
        return KIND_MODELS[str(kind)]._meta.get_field(column.name)


def _row(row: dict, form: Form, kind: str | None) -> Iterator[str]:
    """Rules that hold between the columns of one row, each of which is well formed."""
    if form.model is Value:
        yield from _value(row, kind)
    elif form.model is Statement:
        if row.get("rank") != Rank.NORMAL and not row.get("rank_reason"):
            yield "A rank other than normal needs its reason."
    elif form.model is Source:
        if not all(map(_is_author, row["authors"])):
            yield "Each author is {family, given} or {literal}."
    elif form.model is Term:
        if not all(each in Kind.values for each in row["subject_kinds"] + row["object_kinds"]):
            yield f"A role joins kinds of entries: {', '.join(Kind.values)}."
    elif form.model is Place:
        yield from _position(row["latitude"], row["longitude"])


def _is_author(author: object) -> bool:
    """A name as the Citation Style Language has it."""
    if not isinstance(author, dict) or not (author.get("literal") or author.get("family")):
        return False
    return set(author) <= _PARTS_OF_NAMES and all(map(_is_name, author.values()))


def _position(latitude: str | None, longitude: str | None) -> Iterator[str]:
    if (latitude is None) != (longitude is None):
        yield "Latitude and longitude are given together."
    elif latitude and longitude and (abs(Decimal(latitude)) > 90 or abs(Decimal(longitude)) > 180):
        yield "Latitudes reach from -90 to 90, longitudes from -180 to 180."


def _value(row: dict, kind: str | None) -> Iterator[str]:
    name, measure, value = row.get("field"), row.get("measure"), row.get("value")
    low, high = row.get("low"), row.get("high")
    if bool(name) == bool(measure):
        yield "A value establishes a field or gives a measure: one of the two."
        return
    if bool(value) == (low is not None or high is not None):
        yield "Give a value, or a range from low to high."
        return
    if measure:
        numbers = [text for text in (value, low, high) if text]
        wrong = [text for text in numbers if not _NUMBER.fullmatch(text)]
        if wrong:
            yield f"“{wrong[0]}” is not a number; write 1500 or 1.8, with at most 15 digits and 6 decimals."
        elif low is not None and high is not None and Decimal(low) > Decimal(high):
            yield "The range ends below its beginning."
        return
    known = fields(str(kind)) if kind in Kind.values else {}
    if name not in known:
        yield f"“{name}” is no field of this kind of entry; one of {', '.join(known)}."
        return
    if not value:
        yield "A field takes one value, not a range."
        return
    if known[name].form == "integer" and not (value.isascii() and value.isdigit() and int(value) < _TOO_GREAT):
        yield f"“{value}” is not a whole number of at most nine digits."
    elif known[name].form not in ("place", "term"):
        yield from _against(KIND_MODELS[str(kind)]._meta.get_field(name), value)


def _whole(record: dict) -> Iterator[tuple[str, str]]:
    """Rules that hold in the record as a whole."""
    above, name = _ABOVE.get(record["form"], ""), NAMED_BY[record["form"]][-1]
    if record.get(above) and record[above] == record[name]:
        yield above, "It cannot be its own."
    seen: dict[tuple, str] = {}
    leads = 0
    for path, row, _, form in walk(record):
        if form.identity:
            identity = (form.model, *(str(row.get(part)) for part in form.identity))
            if identity in seen:
                yield path, f"It stands twice: see {seen[identity]}."
            seen.setdefault(identity, path)
        if form.model is Statement and row.get("lead"):
            leads += 1
            if leads > 1:
                yield path, "Another statement leads already; one sentence leads an entry."
    if record["form"] == "entry":
        said: set[tuple] = set()
        for number, relation in enumerate(record.get("relations") or []):
            what = tuple(str(relation.get(part)) for part in ("role", "object", "valid_from", "detail"))
            if what in said:
                yield f"relations[{number}]", "This relation is said already."
            said.add(what)
            if relation.get("object") == record.get("key"):
                yield f"relations[{number}].object", "A relation joins two entries."
