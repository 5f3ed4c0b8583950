"""A measured value as a line of the table of figures."""

from partnership.documents.brief import Document, brief, date, term
from partnership.documents.evidence import source_brief
from partnership.documents.references import where
from partnership.documents.values import measured, number
from partnership.models import Value
from partnership.vocabulary import Rank, Stance, Voice


def figure(value: Value) -> Document:
    statement = value.statement
    entry = statement.entry
    return {
        "measure": term(value.measure),
        "value": value.value,
        "low": number(value.low),
        "high": number(value.high),
        "unit": term(value.unit),
        "approximate": value.approximate,
        "display": measured(value),
        "as_of": date(value.as_of),
        "entry": brief(entry),
        "statement": {
            "id": statement.key,
            "url": f"{entry.get_absolute_url()}#s{statement.key}",
            "card": statement.get_absolute_url(),
            "text": statement.text,
            "voice": statement.voice,
            "voice_label": Voice(statement.voice).label,
        },
        "deprecated": statement.rank == Rank.DEPRECATED,
        "grade": statement.grade,
        "sources": [
            source_brief(each.source) | {"label": where(each)}
            for each in statement.citations.all()
            if each.stance == Stance.SUPPORTS
        ],
    }
