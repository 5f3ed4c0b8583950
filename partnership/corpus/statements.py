"""Sentences with what they establish, and the sources that say so."""

from dataclasses import dataclass
from random import Random
from typing import Any

from partnership.corpus import dates, stand_ins
from partnership.corpus.dates import Dated
from partnership.corpus.draws import Vocabulary
from partnership.corpus.plan import CITATIONS, PARTS, STATEMENTS, VALUES, Keys, Plan
from partnership.corpus.sources import Sources, part_label
from partnership.corpus.stand_ins import Rows
from partnership.corpus.words import Speaker
from partnership.records import FORMS, Form
from partnership.records.walk import default
from partnership.vocabulary import fields

Record = dict[str, Any]
_FORM = FORMS["entry"].children["statements"]
_VOICES = ["fact"] * 14 + ["assessment"] * 3 + ["forecast", "recommendation", "framing"]


def blank(form: Form) -> Record:
    """What a record means that leaves everything out; lists are to be given anew."""
    return {column.name: default(form, column) for column in form.columns}


_BLANK, _VALUE, _CITATION = blank(_FORM), blank(_FORM.children["values"]), blank(_FORM.children["citations"])
_TEXT_FIELDS = {
    kind: [name for name, each in fields(kind).items() if name not in ("title", "type", "place")]
    for kind in ("event", "agreement", "institution", "person", "system")
}


@dataclass(slots=True)
class Said:
    record: Record
    stand_in: stand_ins.Statement
    date: Dated


class Sentences:
    def __init__(
        self, plan: Plan, sources: Sources, words: Vocabulary, keys: Keys, rng: Random, speak: Speaker
    ) -> None:
        self.plan, self.sources, self.words, self.keys, self.rng, self.speak = plan, sources, words, keys, rng, speak

    def draw(self, number: int, entry: Record, date: Dated) -> list[Said]:
        """The first one leads. What is known of the entry is said in turn, as far as there are values for it."""
        facts = self._facts(entry)
        numbers = STATEMENTS.of(number)
        rival = len(numbers) > 1 and len(date.edtf) == 10 and self.rng.random() < 0.03
        found = []
        for place, each in enumerate(numbers):
            values = [self._value(facts, place, turn) for turn in range(VALUES.count(each))]
            if rival and place < 2:
                # Two dates for one event; the first is preferred.
                other = date.edtf if place == 0 else f"{date.edtf[:8]}{(int(date.edtf[8:]) % 28) + 1:02}"
                values = [_VALUE | {"field": "date", "value": other}]
                facts[:] = [fact for fact in facts if fact[0] != "date"]
            found.append(self._statement(each, number, place, values, preferred=rival and place == 0))
        return found

    def _facts(self, entry: Record) -> list[tuple[str, str]]:
        """Of its fact box: field and text."""
        known = [(name, str(entry[name])) for name in _TEXT_FIELDS[entry["kind"]] if entry[name] not in (None, "")]
        return known + [("place", code) for code in entry["places"]]

    def _value(self, facts: list[tuple[str, str]], place: int, turn: int) -> Record:
        if facts:
            name, text = facts.pop(0)
            return _VALUE | {"field": name, "value": text}
        rng = self.rng
        found = _VALUE | {
            # In turn, so that no entry gives two numbers for one measure.
            "measure": self.words.in_turn("measure", place * 2 + turn),
            "unit": self.words.term(rng, "unit"),
            "as_of": str(dates.year(rng)),
            "approximate": rng.random() < 0.1,
        }
        amount = 1 + int(10 ** (rng.random() * 5))
        if rng.random() < 0.1:
            return found | {"low": str(amount), "high": str(amount * 2)}
        return found | {"value": str(amount)}

    def _statement(self, number: int, entry: int, place: int, values: list[Record], *, preferred: bool) -> Said:
        rng = self.rng
        institution = 1 + int(self.plan.institutions * rng.random() ** 2)
        date = dates.draw(rng) if rng.random() < 0.2 else dates.UNDATED
        voice = "fact" if place == 0 or preferred else _VOICES[int(rng.random() * len(_VOICES))]
        rank = "preferred" if preferred else "deprecated" if place and rng.random() < 0.005 else "normal"
        record = _BLANK | {
            "key": self.keys("statement", number),
            "text": self.speak.sentence(),
            "lead": place == 0,
            "voice": voice,
            "claimant": self.keys("entry", institution) if voice != "fact" and rng.random() < 0.5 else None,
            "date": date.edtf,
            "rank": rank,
            "rank_reason": self.speak.sentence() if rank != "normal" else "",
            "values": values,
        }
        record["citations"], cited = self._citations(number)
        stand_in = stand_ins.Statement(
            text=record["text"],
            lead=record["lead"],
            voice=voice,
            rank=rank,
            given=Rows(map(_standing_in, values)) if values else stand_ins.NONE,
            cited=cited,
            rank_reason=record["rank_reason"],
        )
        return Said(record, stand_in, date)

    def _citations(self, statement: int) -> tuple[list[Record], Rows]:
        rng, listed, cited = self.rng, [], Rows()
        for place, number in enumerate(CITATIONS.of(statement)):
            source = self.sources.brief(1 + int(self.plan.sources * rng.random() ** 2.2))
            parts = PARTS.count(source.pk)
            chance = rng.random()
            stance = "disputes" if place and chance < 0.03 else "supports"
            listed.append(
                _CITATION
                | {
                    "key": self.keys("citation", number),
                    "source": self.keys("source", source.pk),
                    "part": part_label(int(chance * parts)) if parts else None,
                    "locator": f"p. {1 + int(chance * 300)}" if chance < 0.3 else "",
                    "quote": self.speak.title(4, 9) if chance > 0.8 else "",
                    "stance": stance,
                }
            )
            cited.append(stand_ins.Citation(source, stance))
        return listed, cited


def _standing_in(value: Record) -> stand_ins.Value:
    return stand_ins.Value(
        value["field"], value["measure"], value["value"], value["low"], value["high"], value["unit"], value["as_of"]
    )
