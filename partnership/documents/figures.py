"""A measured value as a line of the table of figures, and what it is called where it stands alone."""

from partnership import dates
from partnership.documents.brief import Document, brief, date, term
from partnership.documents.evidence import source_brief
from partnership.documents.references import where
from partnership.documents.values import measured, number
from partnership.models import Value
from partnership.vocabulary import Rank, Stance, Voice


def figure_name(value: Value) -> str:
    """The key of its sentence, and its number among the values there."""
    return f"{value.statement.key}-{value.position + 1}"


def figure_title(value: Value) -> str:
    """What is measured, for when, how much, of what; and that it is no fact, or not relied on."""
    said = value.statement
    measure = ", ".join(filter(None, [value.measure.label if value.measure else "", dates.words(value.as_of)]))
    doubts = [Voice(said.voice).label.lower() if said.voice != Voice.FACT else ""]
    doubts.append("not relied on" if said.rank == Rank.DEPRECATED else "")
    doubt = ", ".join(filter(None, doubts))
    return f"{measure}: {measured(value)}{f' ({doubt})' if doubt else ''} · {said.entry.title}"


def figure(value: Value) -> Document:
    statement = value.statement
    entry = statement.entry
    return {
        "id": figure_name(value),
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
            for each in statement.cited
            if each.stance == Stance.SUPPORTS
        ],
    }
