"""What is taken away as a table: its columns with their meanings, and how its rows are read.

A cell is text, a whole number, a decimal or a truth; an empty text says that nothing is known. Several values of one
cell stand apart by ` | `.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from partnership.documents import figure, source_line
from partnership.documents.brief import Document, absolute
from partnership.documents.references import inverted, part_label
from partnership.exports.entry_rows import AT_ONCE, SEVERAL, EntryRows
from partnership.meanings import FIELDS, OWN_TERMS
from partnership.models import Citation
from partnership.queries import figures, sources
from partnership.queries.walk import CHUNK
from partnership.vocabulary import Status

Cell = str | int | bool | Decimal
Rows = Callable[[Sequence[int]], Iterable[tuple[Cell, ...]]]

_TERMS = {each.name: each.comment for each in OWN_TERMS}
_DATED = {
    "date": "The date as the source knows it, in EDTF (ISO 8601-2). What happened then hangs on the kind: an event took"
    " place, an agreement was signed, an institution was founded, a person was active, a system was introduced.",
    "earliest": _TERMS["earliest"],
    "latest": _TERMS["latest"],
    "date_in_words": "The date as the pages show it.",
}
_CITED = {
    "sources": "The titles of the sources that are cited for it, in the order of its page.",
    "source_urls": "The pages of these sources here, in the same order; each leads to the source itself.",
}


@dataclass(frozen=True)
class Table:
    """`columns` are names with their meanings. `reader` makes what reads rows by their keys: one for each table that
    is written, since it may remember labels, and takes so many keys `at_once`. `beside`: what stands on a sheet of its
    own where there are sheets."""

    name: str
    columns: dict[str, str]
    reader: Callable[[], Rows]
    at_once: int = CHUNK
    beside: "Table | None" = None


_ENTRY = {
    "id": "Its key, which never changes.",
    "kind": _TERMS["kind"],
    "type": FIELDS["type"],
    "title": FIELDS["title"],
    "summary": "Its leading sentence.",
    **_DATED,
    "country": FIELDS["country"],
    "category": FIELDS["category"],
    "topics": "What it is about, in the terms of the codebook.",
    "places": FIELDS["place"],
    "parties": "Those who host, sign or otherwise stand at its centre.",
    "grade": _TERMS["grade"],
    "in_conflict": _TERMS["inConflict"],
    "changed": "When its present edition was made.",
    "url": "Its page.",
    **_CITED,
}
_EVIDENCE = {
    "entry": "The id of the entry.",
    "title": "Its title.",
    "statement": "The key of the sentence; its page is /statements/ and the key.",
    "sentence": "What it says.",
    "voice": _TERMS["voice"],
    "rank": _TERMS["rank"],
    "grade": _TERMS["grade"],
    "citation": "The key of the citation.",
    "stance": _TERMS["stance"],
    "source": "The title of the source.",
    "source_url": "Its page here.",
    "source_address": "Where it can be read, where there is such a place.",
    "locator": _TERMS["locator"],
    "quotation": _TERMS["quote"],
    "note": "What the editors say of this citation.",
}
_SOURCE = {
    "id": "Its key, which never changes.",
    "type": "An item type of the Citation Style Language 1.0.2.",
    "title": "Its title, in its own language.",
    "authors": "Family name first, where the name has one.",
    "publisher": "Who published it.",
    **_DATED,
    "date": "When it was published, in EDTF (ISO 8601-2).",
    "language": "Its language (BCP 47).",
    "tier": _TERMS["tier"],
    "weak": _TERMS["weak"],
    "address": "Where it can be read, where there is such a place.",
    "sentences": "How many public sentences cite it.",
    "reference": "How a list of references names it.",
    "url": "Its page.",
}
_FIGURE = {
    "id": "The key of its sentence, and its number among the values there.",
    "measure": "What is measured.",
    "value": "The number; empty where a range is given.",
    "low": "The least that it can be, where a range is given.",
    "high": "The most that it can be, where a range is given.",
    "unit": _TERMS["unit"],
    "approximate": _TERMS["approximate"],
    "in_words": "The figure as the pages show it.",
    "as_of": _TERMS["asOf"],
    "earliest": _TERMS["earliest"],
    "latest": _TERMS["latest"],
    "as_of_in_words": "The time as the pages show it.",
    "entry": "The title of the entry of which it is said.",
    "kind": _TERMS["kind"],
    "url": "Its page.",
    "statement": "The key of the sentence that says it; its page is /statements/ and the key.",
    "sentence": "What it says.",
    "voice": _TERMS["voice"],
    "deprecated": "Whether the editors do not rely on the sentence.",
    "grade": _TERMS["grade"],
    "sources": "The titles of the sources that support it.",
    "source_urls": _CITED["source_urls"],
}


def number(text: str | None) -> Cell:
    """A decimal as it is written; what is none stays text."""
    try:
        found = Decimal(text or "")
    except InvalidOperation:
        return text or ""
    return found if found.is_finite() else text or ""


def _dated(date: Document) -> tuple[str, str, str, str]:
    return date["edtf"], date["earliest"] or "", date["latest"] or "", date["display"]


def source_row(line: Document) -> tuple[Cell, ...]:
    return (
        line["id"],
        line["type"]["code"],
        line["title"],
        SEVERAL.join(filter(None, map(inverted, line["authors"]))),
        line["publisher"],
        *_dated(line["date"]),
        line["language"],
        line["tier"]["label"],
        line["weak"],
        line["address"],
        line["taken"],
        line["reference"],
        absolute(line["url"]),
    )


def figure_row(found: Document) -> tuple[Cell, ...]:
    cited = {each["url"]: each["title"] for each in found["sources"]}
    return (
        found["id"],
        found["measure"]["label"],
        number(found["value"]),
        number(found["low"]),
        number(found["high"]),
        found["unit"]["label"] if found["unit"] else "",
        found["approximate"],
        found["display"],
        *_dated(found["as_of"]),
        found["entry"]["title"],
        found["entry"]["kind"],
        absolute(found["entry"]["url"]),
        found["statement"]["id"],
        found["statement"]["text"],
        found["statement"]["voice"],
        found["deprecated"],
        found["grade"],
        SEVERAL.join(cited.values()),
        SEVERAL.join(map(absolute, cited)),
    )


def _source_rows(ids: Sequence[int]) -> Iterable[tuple[Cell, ...]]:
    return (source_row(source_line(each)) for each in sources.LINES(ids))


def _figure_rows(ids: Sequence[int]) -> Iterable[tuple[Cell, ...]]:
    return (figure_row(figure(each)) for each in figures.LINES(ids))


_CITATION = (
    *("statement__entry__key", "statement__entry__title", "statement__key", "statement__text", "statement__voice"),
    *("statement__rank", "statement__grade", "key", "stance", "source__title", "source__slug", "source__address"),
    *("part__label", "locator", "quote", "note"),
)


def _evidence_rows(ids: Sequence[int]) -> Iterable[tuple[Cell, ...]]:
    """One for each place in a source that is cited for a sentence; the sentences in the editors' order, entry by
    entry as in the list."""
    cited = Citation.objects.filter(statement__entry__in=ids, statement__entry__status=Status.PUBLISHED)
    ordered = cited.order_by("statement__position", "statement_id", "position", "pk")
    of_entry: dict[int, list[tuple[Any, ...]]] = {}
    for entry, *row in ordered.values_list("statement__entry_id", *_CITATION):
        of_entry.setdefault(entry, []).append(tuple(row))
    base = absolute("/sources/")
    for pk in ids:
        for *said, slug, address, part, locator, quote, note in of_entry.get(pk, []):
            where = ", ".join(filter(None, [part_label(part or ""), locator]))
            yield (*said, f"{base}{slug}/", address, where, quote, note)


EVIDENCE = Table("Evidence", _EVIDENCE, lambda: _evidence_rows)
ENTRIES = Table("Entries", _ENTRY, EntryRows, AT_ONCE, beside=EVIDENCE)
SOURCES = Table("Sources", _SOURCE, lambda: _source_rows)
FIGURES = Table("Figures", _FIGURE, lambda: _figure_rows)
