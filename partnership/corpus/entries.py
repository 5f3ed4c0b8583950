"""Entries: the record of each, drawn from its chunk's own numbers at random."""

from random import Random
from typing import Any

from partnership.corpus import dates
from partnership.corpus.dates import Dated
from partnership.corpus.draws import ROLES, Vocabulary
from partnership.corpus.plan import RELATIONS, Keys, Plan
from partnership.corpus.sources import Sources
from partnership.corpus.statements import Said, Sentences, blank
from partnership.corpus.words import Speaker, slug
from partnership.records import FORMS, own_columns
from partnership.vocabulary import SCHEMA_VERSION, TYPE_SCHEME, Kind

Record = dict[str, Any]
_FORM = FORMS["entry"]
_BLANK = blank(_FORM)
_OWN = {kind: {each.name: None if each.ref else "" for each in own_columns(kind)} for kind in Kind.values}
_OWN["event"]["ordinal"] = None
_NAME, _RELATION, _ACTION = (blank(_FORM.children[name]) for name in ("names", "relations", "actions"))
_STEPS = ("signature", "ratification", "entry_into_force", "completion")
_MOST_ACTIONS = 8


class Drawn:
    """An entry as it was drawn: its record, the dates that were drawn for it and its parts, and its statements."""

    def __init__(self, record: Record, date: Dated) -> None:
        self.record, self.date = record, date
        self.said: list[Said] = []
        self.steps: list[tuple[str, Dated]] = []


class Entries:
    """All entries of one chunk."""

    def __init__(self, plan: Plan, sources: Sources, words: Vocabulary, keys: Keys, first: int) -> None:
        self.plan, self.words, self.keys = plan, words, keys
        self.rng = Random(f"{plan.seed} entries {first}")  # noqa: S311 -- a seed gives the same corpus each time
        self.speak = Speaker(self.rng, plan.entries)
        self.sentences = Sentences(plan, sources, words, keys, self.rng, self.speak)

    def draw(self, number: int) -> Drawn:
        rng, words = self.rng, self.words
        named_by_others = self.plan.kind(number)
        kind = named_by_others or ("event" if rng.random() < 0.75 else "agreement")
        title = self.speak.title(2, 4) if named_by_others else self.speak.title(4, 8)
        date, scheme = dates.draw(rng), TYPE_SCHEME[Kind(kind)]
        record: Record = {"schema": SCHEMA_VERSION, "form": "entry"} | _BLANK | _OWN[kind]
        record |= {
            "key": self.keys("entry", number),
            "kind": kind,
            "type": words.term(rng, scheme) if words.has(scheme) and rng.random() < 0.97 else None,
            "title": title,
            "slug": slug(title, number),
            "date": date.edtf,
            "country": words.country(rng) if rng.random() < 0.6 else None,
            "category": words.term(rng, "system-category") if kind == "system" or rng.random() < 0.2 else None,
            "topics": words.some(rng, "topic", 3),
            "places": words.few_places(rng),
            "status": "published" if named_by_others or rng.random() > 0.02 else rng.choice(("draft", "in_review")),
            "names": [],
            "identifiers": [],
            "redirects": [],
            "relations": [],
        }
        self._own(record, kind)
        drawn = Drawn(record, date)
        drawn.said = self.sentences.draw(number, record, date)
        record["statements"] = [each.record for each in drawn.said]
        self._names(record, number, often=bool(named_by_others))
        record["relations"] = self._relations(record, number)
        if kind == "agreement":
            record["actions"] = self._actions(record, number, drawn)
        return drawn

    def _own(self, record: Record, kind: str) -> None:
        chance = self.rng.random()
        if kind == "event" and chance < 0.2:
            record["ordinal"] = 1 + int(chance * 100)
        elif kind == "institution":
            record["website"] = "https://example.org/" if chance < 0.7 else ""
            record["seat"] = self.words.country(self.rng) if chance < 0.8 else None
        elif kind == "person" and chance < 0.8:
            record["born"] = str(dates.year(self.rng) - 40)
        elif kind == "system":
            record["designation"] = f"{record['title'][:2].upper()}-{int(chance * 900)}"
        elif kind == "agreement" and chance < 0.3:
            record["duration"] = f"{2 + int(chance * 30)} years"

    def _names(self, record: Record, number: int, *, often: bool) -> None:
        rng = self.rng
        lead = record["statements"][0]["key"]
        if rng.random() < (0.5 if often else 0.02):
            text = "".join(word[0] for word in record["title"].split())
            record["names"].append(_NAME | {"text": text, "language": "en", "kind": "abbreviation", "statement": lead})
        if rng.random() < 0.15:
            record["names"].append(_NAME | {"text": self.speak.title(2, 4), "language": "tr", "kind": "official"})
        if rng.random() < 0.15:
            record["identifiers"].append({"scheme": "wikidata", "value": f"Q{number}"})
        if rng.random() < 0.01:
            record["redirects"].append({"slug": f"once-{number}"})

    def _relations(self, record: Record, number: int) -> list[Record]:
        found, seen = [], {number}
        for each in RELATIONS.of(number):
            role = self.rng.choice(ROLES[record["kind"]])
            other = self._other(role.object_kind, seen)
            seen.add(other)
            chance = self.rng.random()
            found.append(
                _RELATION
                | {
                    "key": self.keys("relation", each),
                    "role": role.code,
                    "object": self.keys("entry", other),
                    "valid_from": str(dates.year(self.rng)) if chance < 0.15 else "",
                    "detail": self.speak.title(2, 3) if chance > 0.9 else "",
                    "evidence": [record["statements"][0]["key"]],
                }
            )
        return found

    def _other(self, kind: str, seen: set[int]) -> int:
        """One that the entry is not joined to yet; the first of its kind are met most often."""
        many = {"institution": self.plan.institutions, "person": self.plan.people, "system": self.plan.systems}[kind]
        place = int(many * self.rng.random() ** 2)
        while self.plan.nth(kind, place) in seen:
            place = (place + 1) % many
        return self.plan.nth(kind, place)

    def _actions(self, record: Record, number: int, drawn: Drawn) -> list[Record]:
        found: list[Record] = []
        many = 1 + int(self.rng.random() ** 2 * len(_STEPS))
        parties = [each["object"] for each in record["relations"] if each["role"] == "signatory"]
        for place, step in enumerate(_STEPS[:many]):
            date = drawn.date if step == "signature" else dates.draw(self.rng)
            key = self.keys("action", number * _MOST_ACTIONS + place)
            party = parties[0] if parties and step == "ratification" else None
            evidence = [record["statements"][0]["key"]]
            found.append(
                _ACTION | {"key": key, "party": party, "action": step, "date": date.edtf, "evidence": evidence}
            )
            drawn.steps.append((key, date))
        return found
