"""One statement as an evidence card: what it says, who says so, and what speaks against it."""

from typing import Any

from partnership.documents.brief import (
    Document,
    absolute,
    as_json,
    brief,
    brief_or_withheld,
    date,
    licence,
    period,
    term,
)
from partnership.documents.evidence import Notes, in_page_order, source_brief, statement_document
from partnership.documents.facts import agrees
from partnership.documents.fragments import to_quote
from partnership.documents.grades import why
from partnership.documents.references import reference, where
from partnership.documents.sources import copies
from partnership.documents.values import Words
from partnership.models import AgreementAction, Citation, Name, Relation, Statement
from partnership.queries.grades import by_voice
from partnership.queries.rivals import Option, Rival
from partnership.queries.statements import Change
from partnership.vocabulary import SCHEMA_VERSION, Action, Grade, Kind, NameKind, Rank, Stance, Voice


def statement_card(
    statement: Statement, disputes: list[Rival], siblings: list[Statement], seen: set[int], change: Change | None
) -> Document:
    """Of a statement that came through `for_card`; `seen` are the sources, of those relayed, that are public."""
    entry, url = statement.entry, statement.get_absolute_url()
    mine = [*statement.given, *(option.value for each in disputes for option in each.options)]
    words = Words(entry.kind, mine)
    notes = Notes([statement])
    citations = list(statement.cited)
    whole = statement_document(statement, entry.get_absolute_url(), notes, words, "public")
    labels = {name: field.label for name, field in words.fields.items()}
    ordered = [each.pk for each in in_page_order(siblings)]
    here = ordered.index(statement.pk)
    rows = {each.pk: each for each in siblings}
    return whole | {
        "schema": SCHEMA_VERSION,
        "url": url,
        "voice_label": Voice(statement.voice).label,
        "rank_label": Rank(statement.rank).label,
        "grade_label": Grade(statement.grade).label,
        "grade_reason": why(citations),
        "entry": brief(entry)
        | {
            "id": entry.key,
            "kind_label": Kind(entry.kind).label,
            "plural": Kind(entry.kind).plural,
            "type": term(entry.type),
            "date": date(entry.date),
            "place": f"{entry.get_absolute_url()}#s{statement.key}",
        },
        "number": here + 1,
        "of": len(ordered),
        "values": [
            each
            | {
                "label": labels.get(each["field"]) or each["measure"]["label"],
                "as_of_display": date(each["as_of"])["display"],
            }
            for each in whole["values"]
        ],
        "citations": [
            each | _cited(row, citations, notes, seen) for each, row in zip(whole["citations"], citations, strict=True)
        ],
        "disputed": any(each.stance == Stance.DISPUTES for each in citations),
        "rivals": [_rival(each, statement, words, labels) for each in disputes],
        "used": _used(statement),
        "earlier": _beside(rows[ordered[here - 1]]) if here else None,
        "later": _beside(rows[ordered[here + 1]]) if here + 1 < len(ordered) else None,
        "changed": {"edition": change.edition, "date": change.at.date().isoformat()} if change else None,
        "licence": licence(),
        "links": {"self": absolute(url), "json": absolute(as_json(url)), "entry": absolute(entry.get_absolute_url())},
    }


def _cited(citation: Citation, citations: list[Citation], notes: Notes, seen: set[int]) -> Document:
    source = citation.source
    origin = source.origin if source.origin_id in seen else None
    return {
        "source": reference(source)
        | {
            "accessed": date(source.accessed),
            "copies": copies(source, citation.quote),
            "relays": source_brief(origin) if origin else None,
        },
        "address": to_quote(source.address, citation.quote),
        "one_voice_with": _one_voice(citation, citations, notes),
    }


def _one_voice(citation: Citation, citations: list[Citation], notes: Notes) -> list[int]:
    """The numbers of other sources of the same publisher, or that relay the same one: together they count once."""
    for voice in by_voice(citations).values():
        if citation in voice:
            return sorted({notes.number(each) for each in voice if each.source_id != citation.source_id})
    return []


def _rival(rival: Rival, statement: Statement, words: Words, labels: dict[str, str]) -> Document:
    return {
        "field": rival.field or (rival.measure.code if rival.measure else ""),
        "label": labels.get(rival.field) or str(rival.measure),
        "as_of": date(rival.as_of),
        "settled": rival.settled,
        "options": [_option(each, statement, words) | {"agrees": agrees(each, rival, words)} for each in rival.options],
    }


def _option(option: Option, statement: Statement, words: Words) -> Document:
    return {
        "display": words.display(option.value),
        "own": statement in option.statements,
        "preferred": option.preferred,
        "deprecated": option.deprecated,
        "reason": option.reason,
        "statements": [
            {
                "id": each.key,
                "url": each.get_absolute_url(),
                "own": each == statement,
                "text": each.text,
                "rank": each.rank,
                "grade": each.grade,
                "says": [
                    source_brief(row.source) | {"label": where(row)}
                    for row in each.cited
                    if row.stance == Stance.SUPPORTS
                ],
            }
            for each in option.statements
        ],
    }


def _used(statement: Any) -> list[Document]:
    """Relations, steps and names of which it is the evidence."""
    return [
        *(_relation(each) for each in statement.evidenced_relations.all()),
        *(_step(each) for each in statement.evidenced_actions.all()),
        *(_name(each) for each in statement.names.all()),
    ]


def _relation(relation: Relation) -> Document:
    return {
        "use": "relation",
        "entry": brief(relation.subject),
        "label": relation.role.label,
        "other": brief(relation.object),
        "detail": ", ".join(filter(None, [relation.detail, period(relation.valid_from, relation.valid_to)])),
    }


def _step(action: AgreementAction) -> Document:
    return {
        "use": "step",
        "entry": brief(action.agreement),
        "label": Action(action.action).label,
        "other": brief_or_withheld(action.party, "public"),
        "detail": date(action.date)["display"],
    }


def _name(name: Name) -> Document:
    return {
        "use": "name",
        "entry": brief(name.entry),
        "label": NameKind(name.kind).label,
        "other": None,
        "detail": name.text,
    }


def _beside(statement: Statement) -> Document:
    return {"id": statement.key, "url": statement.get_absolute_url(), "text": statement.text}
