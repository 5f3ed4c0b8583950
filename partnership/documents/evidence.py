"""Statements with their footnotes: one number for each place in each source, in the order of the page."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from partnership.documents.brief import Document, brief_or_withheld, date, term
from partnership.documents.fragments import to_quote
from partnership.documents.references import by, part_label, reference, short, where
from partnership.documents.values import Words, number
from partnership.models import Citation, Source, Statement, Value
from partnership.queries.entries import Said
from partnership.vocabulary import Stance, Voice

# Before and after the name of who speaks; the past tense suits one and many.
_SAYS = {
    Voice.FACT: ("According to", ""),
    Voice.ASSESSMENT: ("", "judged"),
    Voice.FORECAST: ("", "expected"),
    Voice.RECOMMENDATION: ("", "advised"),
    Voice.FRAMING: ("", "put it so"),
}


_PLACE_OF_VOICE = {voice.value: place for place, voice in enumerate(Voice)}
S = TypeVar("S", Statement, Said)


def in_page_order(statements: Iterable[S]) -> list[S]:
    """The lead first, then voice by voice, each in its own order."""
    return sorted(statements, key=lambda each: (not each.lead, _PLACE_OF_VOICE[each.voice]))


class Note(NamedTuple):
    """A place in a source: its number on the page, how it is called, and the citation that first names it."""

    number: int
    label: str
    first: Citation


class Notes:
    """The footnotes of one page. A place in a source gets its number when it is first met."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._notes: dict[tuple, Note] = {}
        self._supporting: dict[str, list[int]] = {}
        for statement in statements:
            numbers = [(self._meet(each).number, each.stance) for each in statement.cited]
            self._supporting[statement.key] = sorted(
                {number for number, stance in numbers if stance == Stance.SUPPORTS}
            )

    @staticmethod
    def _place(citation: Citation) -> tuple:
        return citation.source_id, citation.part_id, citation.locator

    def _meet(self, citation: Citation) -> Note:
        place = self._place(citation)
        if place not in self._notes:
            self._notes[place] = Note(len(self._notes) + 1, where(citation), citation)
        return self._notes[place]

    def of(self, citation: Citation) -> Note:
        return self._notes[self._place(citation)]

    def number(self, citation: Citation) -> int:
        return self.of(citation).number

    def knows(self, key: str) -> bool:
        """Whether the statement stands on this page."""
        return key in self._supporting

    def supporting(self, keys: Iterable[str]) -> list[int]:
        """The numbers under which these statements are supported; another entry's statements have none here."""
        return sorted({number for key in keys for number in self._supporting.get(key, [])})

    def listed(self) -> list[Document]:
        return [
            {
                "number": each.number,
                "source": source_brief(each.first.source),
                "part": each.first.part.label if each.first.part else "",
                "locator": each.first.locator,
                "label": each.label,
            }
            for each in self._notes.values()
        ]

    def references(self) -> list[Document]:
        """The sources in full, each with the numbers under which it is cited."""
        cited: dict[int, list[Note]] = {}
        for each in self._notes.values():
            cited.setdefault(each.first.source_id, []).append(each)
        return [
            reference(notes[0].first.source)
            | {"notes": [{"number": each.number, "label": each.label} for each in notes]}
            for notes in cited.values()
        ]


def source_brief(source: Source) -> Document:
    return {"slug": source.slug, "title": source.title, "url": source.get_absolute_url(), "short": short(source)}


def statement_document(statement: Statement, url: str, notes: Notes, words: Words, audience: str) -> Document:
    claimant = brief_or_withheld(statement.claimant, audience)
    return {
        "id": statement.key,
        "url": f"{url}#s{statement.key}",
        "card": statement.get_absolute_url(),
        "text": statement.text,
        "lead": statement.lead,
        "voice": statement.voice,
        "claimant": claimant,
        "attribution": _attribution(statement, claimant),
        "rank": statement.rank,
        "rank_reason": statement.rank_reason,
        "date": date(statement.date),
        "grade": statement.grade,
        "values": [_value(each, words) for each in statement.given],
        "citations": [_citation(each, notes) for each in statement.cited],
    }


def _attribution(statement: Statement, claimant: Document | None) -> Document | None:
    """Whose judgement or claim it is. A fact that nobody claims needs no such line: its sources stand by it."""
    before, after = _SAYS[Voice(statement.voice)]
    if claimant:
        return {"before": before, "name": claimant["title"], "url": claimant["url"], "after": after}
    if statement.voice == Voice.FACT:
        return None
    speakers = _speakers(each for each in statement.cited if each.stance == Stance.SUPPORTS)
    return {"before": before, "name": " and ".join(dict.fromkeys(speakers)), "url": None, "after": after}


def _speakers(citations: Iterable[Citation]) -> Iterator[str]:
    for citation in citations:
        yield by(citation.source)


def _value(value: Value, words: Words) -> Document:
    return {
        "field": value.field,
        "measure": term(value.measure),
        "value": value.value,
        "low": number(value.low),
        "high": number(value.high),
        "unit": term(value.unit),
        "as_of": value.as_of,
        "approximate": value.approximate,
        "display": words.display(value),
    }


def _citation(citation: Citation, notes: Notes) -> Document:
    note = notes.of(citation)
    return {
        "id": citation.key,
        "number": note.number,
        "source": source_brief(citation.source),
        "part": part_label(citation.part.label) if citation.part else "",
        "locator": citation.locator,
        "label": note.label,
        "anchor": citation.anchor,
        "quote": citation.quote,
        "address": to_quote(citation.source.address, citation.quote),
        "stance": citation.stance,
        "note": citation.note,
    }
