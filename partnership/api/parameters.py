"""What each address can be asked for, as the schema says it: read from the filters themselves."""

from typing import Any

from partnership.api.components.build import Schema
from partnership.api.fields import names
from partnership.api.window import LARGEST, SIZE
from partnership.filters import StrictFilterSet
from partnership.filters.fields import Several, When, Words
from partnership.filters.strict import MOST_VALUES
from partnership.queries.facets import UNDATED
from partnership.vocabulary import TYPE_SCHEME

# What a parameter does; where lists differ, the list stands before it.
SAID = {
    "q": "Words to look for, in any of their spellings, or phrases in quotation marks; all must be found.",
    "sources q": "Words to look for in title, authors and publisher; all must be found.",
    "kind": "What it is.",
    "type": "Its type within its kind, or a narrower one.",
    "sources type": "What kind of publication it is.",
    "category": "The category of equipment that it is about, or a narrower one.",
    "topic": "What it is about; narrower topics count.",
    "evidence": "How well it is evidenced: the lowest grade among its facts.",
    "conflict": "`yes`: only where statements give different values for the same thing.",
    "institution": "Joined to this institution by a relation, either way, or by a step of an agreement.",
    "place": "Where it happened or stands; places within count.",
    "country": "The country to which it belongs.",
    "seat": "Where the institution sits; places within count.",
    "decade": "A decade that its time touches, by its first year; `undated` for what has no time.",
    "sources kind": "Cited by an entry of this kind.",
    "sources topic": "Cited by an entry on this topic or a narrower one.",
    "sources institution": "Cited by the entry of this institution, or by one that is joined to it.",
    "sources place": "Cited by an entry at this place or one within.",
    "sources evidence": "Cited by a sentence that is evidenced so well.",
    "figures evidence": "How well the sentence that gives it is evidenced.",
    "figures source": "Where the sentence that gives it cites this source.",
    "source": "Where a statement cites this source.",
    "gap": "What it lacks, by the rules of the page on the state of the evidence.",
    "from": "Not before: whatever touches the time since this date.",
    "to": "Not after: whatever touches the time until this date.",
    "on": "As of the end of this day, month or year; without it, today.",
    "status": "How far the agreement had come on that day, and no further.",
    "tier": "How far such publications can be relied on.",
    "publisher": "Who published it, exactly as written there.",
    "language": "The language it is in.",
    "year": "The year in which it was published.",
    "measure": "What was measured.",
    "scheme": "The scheme to which the term belongs.",
    "precision": "The size of place.",
}
# Where the values of a parameter are listed, and under which field; where it is not here, the schema lists them.
VALUES = {
    "type": (f"/api/v1/terms/?{'&'.join(f'scheme={each}' for each in TYPE_SCHEME.values())}", "code"),
    "category": ("/api/v1/terms/?scheme=system-category", "code"),
    "topic": ("/api/v1/terms/?scheme=topic", "code"),
    "measure": ("/api/v1/terms/?scheme=measure", "code"),
    "tier": ("/api/v1/terms/?scheme=source-tier", "code"),
    "place": ("/api/v1/places/", "code"),
    "seat": ("/api/v1/places/", "code"),
    "country": ("/api/v1/places/?precision=country", "code"),
    "institution": ("/api/v1/institutions/", "slug"),
    "source": ("/api/v1/sources/", "slug"),
    "publisher": ("/api/v1/sources/", "publisher"),
    "language": ("/api/v1/sources/", "language"),
}  # fmt: skip
_IN_SCHEMA = {"sources type", "sources year"}
# The letters of a date, as wide as `dates` reads them; that a day exists and a period does not run backwards is said by
# the answer.
_POINT = r"[0-9]{2}([0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?|[0-9]X|XX)[~?%]?"
SEVERAL = f" Repeat it for any of several values, at most {MOST_VALUES}."
EDTF: Schema = {
    "type": "string",
    "format": "edtf",
    "pattern": rf"^({_POINT}|({_POINT}|\.\.)?/({_POINT}|\.\.)?)$",
    "examples": ["2003", "2003-06", "2016/2019"],
}


def query(name: str, description: str, schema: Schema, **more: Any) -> Schema:
    return {"in": "query", "name": name, "description": description, "schema": schema, "allowEmptyValue": True, **more}


def of_path(name: str, description: str, **schema: Any) -> Schema:
    return {"in": "path", "name": name, "required": True, "description": description,
            "schema": {"type": "string", **schema}}  # fmt: skip


def of_filters(filters: type[StrictFilterSet], name: str) -> list[Schema]:
    """`name` is that of the list."""
    return [_of_filter(parameter, each, name) for parameter, each in filters.get_filters().items()]


def _of_filter(parameter: str, each: Any, name: str) -> Schema:
    said = SAID.get(f"{name} {parameter}") or SAID[parameter]
    if isinstance(each, Words):
        return query(parameter, said, {"type": "string", "examples": ["defence"]})
    if isinstance(each, When):
        return query(parameter, f"{said} A date in EDTF.", EDTF)
    if not isinstance(each, Several):
        return query(parameter, said, {"type": "string"})
    items, more = _values(parameter, each, name)
    return query(parameter, said + SEVERAL, {"type": "array", "items": items}, style="form", explode=True, **more)


def _values(parameter: str, each: Several, name: str) -> tuple[Schema, Schema]:
    if f"{name} {parameter}" == "sources year":
        return {"type": "string", "pattern": "^[1-9][0-9]{0,3}$", "examples": ["2021"]}, {}
    if parameter == "decade":
        return {"type": "string", "pattern": f"^([0-9]{{3}}0|{UNDATED})$", "examples": ["2010"]}, {}
    if parameter in VALUES and f"{name} {parameter}" not in _IN_SCHEMA:
        address, field = VALUES[parameter]
        return {"type": "string"}, {"x-values": {"address": address, "field": field}}
    return {"type": "string", "enum": list(each.extra["known"]())}, {}


def of_window(sorts: list[str], default: str) -> list[Schema]:
    return [
        query("sort", "The order.", {"type": "string", "enum": sorts, "default": default}),
        query(
            "limit",
            "How many results at once.",
            {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": SIZE},
        ),
        query(
            "cursor",
            "Where to go on: from `next` or `previous` of an answer, unchanged, with the same `sort` or none.",
            {"type": "string", "format": "cursor"},
        ),
    ]


def of_fields(component: str) -> Schema:
    return query(
        "fields",
        "Only these fields, separated by commas; a field within another is named behind a full stop.",
        {"type": "array", "items": {"type": "string", "enum": list(names(component))}},
        style="form",
        explode=False,
        example=[each for each in ("id", "title", "statements.text", "text", "code") if each in names(component)],
    )
