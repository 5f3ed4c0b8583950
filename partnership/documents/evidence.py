"""Statements with their footnotes: one number for each place in each source, in the order of the page."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

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


class Notes:
    """The footnotes of one page. A place in a source gets its number when it is first met."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._numbers: dict[tuple, int] = {}
        self._first: list[Citation] = []
        self._supporting: dict[str, list[int]] = {}
        for statement in statements:
            citations = list(statement.citations.all())
            for citation in citations:
                self._meet(citation)
            supporting = [each for each in citations if each.stance == Stance.SUPPORTS]
            self._supporting[statement.key] = sorted({self.number(each) for each in supporting})

    @staticmethod
    def _place(citation: Citation) -> tuple:
        return citation.source_id, citation.part_id, citation.locator

    def _meet(self, citation: Citation) -> None:
        if self._place(citation) not in self._numbers:
            self._numbers[self._place(citation)] = len(self._numbers) + 1
            self._first.append(citation)

    def number(self, citation: Citation) -> int:
        return self._numbers[self._place(citation)]

    def knows(self, key: str) -> bool:
        """Whether the statement stands on this page."""
        return key in self._supporting

    def supporting(self, keys: Iterable[str]) -> list[int]:
        """The numbers under which these statements are supported; another entry's statements have none here."""
        return sorted({number for key in keys for number in self._supporting.get(key, [])})

    def listed(self) -> list[Document]:
        return [
            {
                "number": self.number(each),
                "source": source_brief(each.source),
                "part": each.part.label if each.part else "",
                "locator": each.locator,
                "label": where(each),
            }
            for each in self._first
        ]

    def references(self) -> list[Document]:
        """The sources in full, each with the numbers under which it is cited."""
        sources: dict[int, Source] = {}
        for each in self._first:
            sources.setdefault(each.source_id, each.source)
        return [
            reference(source)
            | {
                "notes": [
                    {"number": self.number(each), "label": where(each)}
                    for each in self._first
                    if each.source_id == source.pk
                ]
            }
            for source in sources.values()
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
        "values": [_value(each, words) for each in statement.values.all()],
        "citations": [_citation(each, notes) for each in statement.citations.all()],
    }


def _attribution(statement: Statement, claimant: Document | None) -> Document | None:
    """Whose judgement or claim it is. A fact that nobody claims needs no such line: its sources stand by it."""
    before, after = _SAYS[Voice(statement.voice)]
    if claimant:
        return {"before": before, "name": claimant["title"], "url": claimant["url"], "after": after}
    if statement.voice == Voice.FACT:
        return None
    speakers = _speakers(each for each in statement.citations.all() if each.stance == Stance.SUPPORTS)
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
    return {
        "id": citation.key,
        "number": notes.number(citation),
        "source": source_brief(citation.source),
        "part": part_label(citation.part.label) if citation.part else "",
        "locator": citation.locator,
        "label": where(citation),
        "anchor": citation.anchor,
        "quote": citation.quote,
        "address": to_quote(citation.source.address, citation.quote),
        "stance": citation.stance,
        "note": citation.note,
    }
