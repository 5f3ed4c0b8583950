"""A source read back: what was taken from it, in its own order, and where nothing was."""

from collections import defaultdict

from partnership.documents.brief import Document, absolute, as_json, brief, brief_or_withheld, date, licence
from partnership.documents.evidence import source_brief
from partnership.documents.fragments import to_quote
from partnership.documents.references import part_label, reference
from partnership.models import Citation, Source
from partnership.vocabulary import CopyKind, CopyState, Voice


def source_line(source: Source) -> Document:
    """A result of the list of sources; `taken` is counted by the query, over public statements only."""
    known = {"authors": source.authors, "date": date(source.date), "taken": source.taken}  # type: ignore[attr-defined]
    return reference(source) | known


def source_document(source: Source, citations: list[Citation], origin: Source | None, relays: list[Source]) -> Document:
    """`citations` are the public ones, in the order of `queries.sources.taken`."""
    of_part: dict[int | None, list[Document]] = defaultdict(list)
    met: set[int] = set()
    for citation in citations:
        of_part[citation.part_id].append(_taken(citation, source) | {"first": citation.statement_id not in met})
        met.add(citation.statement_id)
    url = source.get_absolute_url()
    parts = [
        {"label": each.label, "display": part_label(each.label), "citations": of_part[each.pk]}
        for each in source.parts.all()
    ]
    return reference(source) | {
        "date": date(source.date),
        "tier": {
            "code": source.tier.code,
            "label": source.tier.label,
            "definition": source.tier.definition,
        },
        "authors": source.authors,
        "origin": source_brief(origin) if origin else None,
        "relays": [source_brief(each) for each in relays],
        "note": source.note,
        "accessed": date(source.accessed),
        "copies": copies(source),
        "identifiers": [{"scheme": each.scheme, "value": each.value} for each in source.identifiers.all()],
        "taken": len({each.statement_id for each in citations}),
        "entries": len({each.statement.entry_id for each in citations}),
        "parts": parts,
        "gaps": [part["display"] for part in parts if not part["citations"]],
        "elsewhere": of_part[None],
        "edition": source.edition,
        "changed": source.changed_at.date().isoformat() if source.changed_at else None,
        "changed_at": source.changed_at.isoformat() if source.changed_at else None,
        "licence": licence(),
        "links": {"self": absolute(url), "json": absolute(as_json(url))},
    }


def copies(source: Source, quote: str = "") -> list[Document]:
    """The other addresses of a source; with a quotation, of its words there."""
    return [
        {
            "address": to_quote(each.address, quote),
            "kind": CopyKind(each.kind).label,
            "archived": date(each.archived_at)["display"],
            "checked": date(each.checked_at)["display"],
            "state": CopyState(each.state).label,
        }
        for each in source.copies.all()
    ]


def _taken(citation: Citation, source: Source) -> Document:
    statement = citation.statement
    return {
        "id": citation.key,
        "locator": citation.locator,
        "anchor": citation.anchor,
        "quote": citation.quote,
        "address": to_quote(source.address, citation.quote) if citation.quote else "",
        "stance": citation.stance,
        "note": citation.note,
        "entry": brief(statement.entry),
        "statement": {
            "id": statement.key,
            "url": f"{statement.entry.get_absolute_url()}#s{statement.key}",
            "card": statement.get_absolute_url(),
            "text": statement.text,
            "voice": statement.voice,
            "voice_label": Voice(statement.voice).label,
            "claimant": brief_or_withheld(statement.claimant, "public"),
            "rank": statement.rank,
            "grade": statement.grade,
        },
    }
