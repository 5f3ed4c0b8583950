"""One entry, whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils import timezone

from partnership.documents.agreements import standing
from partnership.documents.brief import Document, absolute, as_json, brief, date, licence, place, term, topic
from partnership.documents.connections import actions, relations
from partnership.documents.evidence import Notes, in_page_order, statement_document
from partnership.documents.facts import FactBox
from partnership.documents.values import Labels, Words
from partnership.models import Entry, Statement, Value
from partnership.queries.entries import neighbours
from partnership.queries.lifecycle import awaited_of_types
from partnership.vocabulary import SCHEMA_VERSION, Action, Kind, NameKind, Voice

_WORDS = {
    Voice.FACT: ("fact", "facts"),
    Voice.ASSESSMENT: ("judgement", "judgements"),
    Voice.FORECAST: ("forecast", "forecasts"),
    Voice.RECOMMENDATION: ("recommendation", "recommendations"),
    Voice.FRAMING: ("framing", "framings"),
}


def document(entry: Entry, *, audience: str = "public") -> Document:
    """All that this audience may read of an entry; cheap for one that came through `for_document`.

    The public never sees the status of others, reasons for holding back, or whom a relation joins to a draft.
    """
    earlier, later = neighbours(entry)
    return _whole(entry, audience) | {"earlier": _neighbour(earlier), "later": _neighbour(later)}


def documents(entries: Sequence[Entry]) -> Iterator[Document]:
    """What the public may read of many entries, at a constant number of queries: each whole but for `earlier` and
    `later`, which say what stands beside it on the site. The entries came through `for_document`."""
    labels = Labels((each.kind, _values(each.along("statements"))) for each in entries)
    awaited = awaited_of_types()
    for each in entries:
        yield _whole(each, "public", labels, awaited)


def _values(statements: Iterable[Statement]) -> list[Value]:
    return [value for statement in statements for value in statement.given]


def _whole(
    entry: Entry, audience: str, labels: Labels | None = None, awaited: Mapping[int, Action] | None = None
) -> Document:
    ordered = in_page_order(entry.along("statements"))
    notes = Notes(ordered)
    values = _values(ordered)
    words = Words(entry.kind, values, labels or Labels([(entry.kind, values)], entry.along("places")))
    box = FactBox(entry, ordered, notes, words)
    joined = relations(entry, notes, audience)
    url = entry.get_absolute_url()
    found: Document = {
        "schema": SCHEMA_VERSION,
        "id": entry.key,
        "kind": entry.kind,
        "kind_label": Kind(entry.kind).label,
        "plural": Kind(entry.kind).plural,
        "slug": entry.slug,
        "url": url,
        "title": entry.title,
        "names": [
            {
                "text": each.text,
                "language": each.language,
                "kind": each.kind,
                "label": NameKind(each.kind).label,
                "from": each.valid_from,
                "to": each.valid_to,
                "statement": each.statement.key if each.statement else None,
            }
            for each in entry.along("names")
        ],
        "identifiers": [{"scheme": each.scheme, "value": each.value} for each in entry.along("identifiers")],
        "summary": entry.summary,
        "type": term(entry.type),
        "country": place(entry.country),
        "category": term(entry.category),
        "date": date(entry.date),
        "topics": [topic(each) for each in entry.along("topics")],
        "places": [place(each) for each in entry.along("places")],
        "status": entry.status,
        "edition": entry.edition,
        "changed": entry.changed_at.date().isoformat() if entry.changed_at else None,
        "changed_at": entry.changed_at.isoformat() if entry.changed_at else None,
        "grade": entry.grade,
        "in_conflict": entry.in_conflict,
        "facts": box.facts(joined),
        "rivals": box.rivals(),
        "disputed": box.disputes(),
        "actions": actions(entry, notes, audience),
        "standing": standing(entry, timezone.localdate(), audience, awaited),
        "relations": joined,
        "statements": [statement_document(each, url, notes, words, audience) for each in ordered],
        "voices": [
            {
                "voice": voice.value,
                "heading": voice.heading,
                "count": len(keys),
                "word": _WORDS[voice][len(keys) != 1],
                "statements": keys,
            }
            for voice in Voice
            if (keys := [each.key for each in ordered if each.voice == voice and not each.lead])
        ],
        "notes": notes.listed(),
        "references": notes.references(),
        "licence": licence(),
        "links": {"self": absolute(url), "json": absolute(as_json(url))},
    }
    if audience == "editor":
        found["hold_reason"] = entry.hold_reason
    return found


def _neighbour(entry: Entry | None) -> Document | None:
    return brief(entry) | {"date": date(entry.date)["display"]} if entry else None
