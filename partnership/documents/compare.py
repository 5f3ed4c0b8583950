"""Entries of one kind side by side, fact by fact, with one list of references for all."""

from collections.abc import Callable, Sequence

from partnership.documents.brief import Document, absolute, as_json, brief, date, licence, term
from partnership.documents.column import Cells, Column, Key
from partnership.models import Entry
from partnership.queries.compare import MOST_ALIKE, alike
from partnership.vocabulary import SCHEMA_VERSION, Kind

MOST = 4
URL = "/compare/"
SUGGESTED = MOST_ALIKE
_SECTIONS: dict[str, tuple[str, Callable[[Column], Cells]]] = {
    "short": ("In short", Column.in_short),
    "parties": ("How it connects", Column.parties),
    "measures": ("What was measured", Column.measures),
    "steps": ("Steps of the agreement", Column.steps),
    "evidence": ("The evidence", Column.evidence),
}
_COUNTS = {2: "Two", 3: "Three", 4: "Four"}
_EMPTY: Document = {"items": [], "grade": None, "rival": None}


def address(slugs: Sequence[str], **more: str) -> str:
    """Slugs are plain ASCII, so that nothing in them needs to be encoded."""
    pairs = [*(f"entry={each}" for each in slugs), *(f"{name}={value}" for name, value in more.items())]
    return f"{URL}?{'&'.join(pairs)}" if pairs else URL


def comparison(entries: Sequence[Entry]) -> Document:
    """What the pages of two to four entries of one kind say, which came through `for_document`.

    A row is `same` where every column holds the same values, whatever their evidence; an item is `shared` where every
    column has it, and then stands first. Numbers of notes are this page's own, in reading order.
    """
    columns = [Column(each) for each in entries]
    notes = _JointNotes([each.document for each in columns])
    sections = [
        {"name": name, "label": label, "rows": rows}
        for name, (label, read) in _SECTIONS.items()
        if (rows := [_row(key, cells, columns, notes) for key, cells in _aligned([read(each) for each in columns])])
    ]
    kind, slugs = Kind(entries[0].kind), [each.slug for each in entries]
    url = address(slugs)
    return {
        "schema": SCHEMA_VERSION,
        "kind": kind.value,
        "kind_label": kind.label,
        "plural": kind.plural,
        "url": url,
        "title": f"{_COUNTS[len(entries)]} {kind.plural} side by side",
        "entries": [
            {
                "id": each.key,
                **brief(each),
                "type": term(each.type),
                "date": date(each.date),
                "without": address([slug for slug in slugs if slug != each.slug]),
            }
            for each in entries
        ],
        "add": address(slugs, find="yes") if len(entries) < MOST else None,
        "sections": sections,
        "references": notes.references(),
        "licence": licence(),
        "links": {"self": absolute(url), "json": absolute(as_json(url))},
    }


def beside(entry: Entry, page: Document) -> Document:
    """With what an entry may be compared: those alike, then those that its own page (`page`) joins it to."""
    found = [brief(each) for each in alike(entry)]
    found += [each["entry"] for each in page["relations"] if each["entry"]["kind"] == entry.kind]
    slugs = {each["slug"]: each["title"] for each in found if each["slug"] != entry.slug}
    return {
        "with": [
            {"title": title, "url": address([entry.slug, slug])} for slug, title in list(slugs.items())[:SUGGESTED]
        ],
        "other": address([entry.slug]),
    }


def _aligned(columns: list[Cells]) -> list[tuple[Key, list[Document]]]:
    """Every fact that a column has, with its cell in each; what none has recorded is left out."""
    keys = sorted({key for cells in columns for key in cells})
    rows = [(key, [cells.get(key, _EMPTY) for cells in columns]) for key in keys]
    return [(key, cells) for key, cells in rows if any(each["items"] for each in cells)]


def _row(key: Key, cells: list[Document], columns: list[Column], notes: "_JointNotes") -> Document:
    held = [dict.fromkeys(_meaning(item) for item in cell["items"]) for cell in cells]
    shared = [each for each in held[0] if all(each in other for other in held)]
    return {
        "name": key.name,
        "label": key.label,
        "as_of": {"edtf": key.as_of, "display": key.as_of_display},
        "same": bool(shared) and all(len(each) == len(shared) for each in held),
        "cells": [
            {
                "entry": columns[column].brief,
                "items": [
                    item | {"shared": _meaning(item) in shared, "notes": notes.joint(column, item["notes"])}
                    for item in sorted(cell["items"], key=lambda each: _place(each, shared))
                ],
                "grade": cell["grade"],
                "rival": cell["rival"] and _numbered(cell["rival"], column, notes),
            }
            for column, cell in enumerate(cells)
        ],
    }


def _meaning(item: Document) -> tuple:
    """What is the same in two columns, whoever says so."""
    return item["display"], item["url"], *item["aside"], *(each["title"] for each in item["by"])


def _place(item: Document, shared: list[tuple]) -> int:
    """What every column has comes first, in one order, so that it stands on a level."""
    meaning = _meaning(item)
    return shared.index(meaning) if meaning in shared else len(shared)


def _numbered(rival: Document, column: int, notes: "_JointNotes") -> Document:
    def joint(option: Document) -> Document:
        says = [each | {"number": notes.joint(column, [each["number"]])[0]} for each in option["says"]]
        return option | {"says": says, "notes": sorted({each["number"] for each in says})}

    return rival | {"options": list(map(joint, rival["options"]))}


class _JointNotes:
    """One number for each place in each source, whichever column leads to it, given when it is first met."""

    def __init__(self, documents: list[Document]) -> None:
        self._own = [{each["number"]: each for each in document["notes"]} for document in documents]
        self._sources = {each["slug"]: each for document in documents for each in document["references"]}
        self._numbers: dict[tuple, int] = {}
        self._met: dict[str, list[Document]] = {}

    def joint(self, column: int, numbers: list[int]) -> list[int]:
        return sorted({self._number(self._own[column][each]) for each in numbers})

    def _number(self, note: Document) -> int:
        slug = note["source"]["slug"]
        place = slug, note["part"], note["locator"]
        if place not in self._numbers:
            self._numbers[place] = len(self._numbers) + 1
            self._met.setdefault(slug, []).append({"number": self._numbers[place], "label": note["label"]})
        return self._numbers[place]

    def references(self) -> list[Document]:
        """The sources that were met, in full, each with its numbers here."""
        return [self._sources[slug] | {"notes": notes} for slug, notes in self._met.items()]
