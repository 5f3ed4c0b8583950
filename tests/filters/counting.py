"""A small random world of every kind, written as records; and what a reader could count in it, row by row."""

import datetime as dt
import random
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from partnership import actions, dates
from partnership.documents import document
from partnership.models import Entry
from partnership.queries.entries import for_document
from partnership.vocabulary import Action, Kind
from tests.factories import (
    action,
    citation,
    entry_record,
    measured,
    place_record,
    relation,
    saved,
    source_record,
    statement,
    term_record,
    value,
    vocabulary,
)

TODAY = dt.date(2024, 2, 29)
DATES = (
    *("", "", "2003", "2003-06", "2003-06-14", "1999-12-31", "196X", "19XX", "2020~", "2025-02?", "2011%", "2003-21"),
    *("2010/..", "../1955", "2016/2019", "1999/2001", "2010/", "1947-08-14/.."),
)
STEPS = ("", "2003", "2010/2030", "2024-02-29", "2024-03-01", "2031")
ABOVE = {
    "weapons": "defence",
    "drones": "weapons",
    "session": "meeting",
    "frigate": "ship",
    "XA-CAP": "XA",
    "XA-HARBOUR": "XA-CAP",
}
TOPICS = ("defence", "weapons", "drones", "trade", "education")
PLACES = ("XA", "XB", "XA-CAP", "XA-HARBOUR")
CATEGORIES = ("aircraft", "ship", "frigate")
TYPES = {
    "event": ("visit", "meeting", "session"),
    "agreement": ("treaty", "contract"),
    "institution": ("state", "company"),
    "person": ("politician",),
    "system": ("platform",),
}
# From the least to the furthest; an amendment is no stage.
STAGES = {
    "signature": "signed",
    "ratification": "ratified",
    "deposit": "ratified",
    "entry_into_force": "in-force",
    "completion": "completed",
    "termination": "terminated",
}
ORDER = ["unsigned", *dict.fromkeys(STAGES.values())]
Row = dict[str, Any]  # each filter's values that find it, and its time as `span`


def whole(*codes: str | None) -> set[str]:
    """With all that contain them."""
    found = set()
    for code in codes:
        while code:
            found.add(code)
            code = ABOVE.get(code)
    return found


def touches(span: dates.Span, start: dt.date, end: dt.date) -> bool:
    return bool(span.earliest and span.latest and span.earliest <= end and span.latest >= start)


@cache
def decades(span: dates.Span) -> set[str]:
    if not span.earliest:
        return {"undated"}
    starts = [(year, dt.date(max(year, 1), 1, 1), dt.date(year + 9, 12, 31)) for year in range(0, 10_000, 10)]
    return {f"{year:04}" for year, start, end in starts if touches(span, start, end)}


class World:
    def __init__(self) -> None:
        vocabulary()
        saved(
            term_record("topic", "weapons", broader="defence"),
            term_record("topic", "drones", broader="weapons"),
            term_record("event-type", "session", broader="meeting"),
            term_record("system-category", "frigate", broader="ship"),
            place_record("XA-HARBOUR", "Harbour", "XA-CAP"),
        )
        self.dice = random.Random(11)  # noqa: S311 -- the same small world each time
        self.source_records = [self._source(number) for number in range(8)]
        saved(*self.source_records)
        self.records: list[dict] = []
        for number in range(30):
            self.records.append(self._entry(number))
        saved(*self.records)
        for number in (2, 8, 11):
            row = for_document(Entry.objects.filter(key=self.records[number]["key"])).get()
            actions.withdraw(row, by=None, reason="Test")
        # Only what is derived is read back: the grades, and whether sources differ.
        self.derived = {each.key: document(each) for each in for_document(Entry.objects.published())}
        self.public = [each for each in self.records if each["key"] in self.derived]
        self.slugs = {each["key"]: each["slug"] for each in self.public if each["kind"] == "institution"}

    def _some(self, choices: Collection, most: int = 2) -> list:
        return self.dice.sample(list(choices), self.dice.randint(0, min(most, len(choices))))

    def _one(self, *choices: Any) -> Any:
        return self.dice.choice(choices)

    def _source(self, number: int) -> dict:
        return source_record(
            f"Source {number}", slug=f"source-{number}", tier=self._one("primary", "scholarly", "think_tank", "press"),
            csl_type=self._one("report", "article", "treaty"), publisher=self._one("P & Q", "Ağrı Press", ""),
            language=self._one("en", "tr", "ur", ""), date=self._one(*DATES) if number else "", weak=number == 6,
            address=self._one("", "https://a.example/"), accessed=self._one("", "2022-02-27", "2022-02-28", "2023"),
        )  # fmt: skip

    def _entry(self, number: int) -> dict:
        kind, date = Kind.values[number % 5], self._one(*DATES)
        joins = [each for each in self.records if each["kind"] == "institution"]
        said = [self._statement(each, date) for each in range(self.dice.randint(1, 3))]
        found = entry_record(
            kind, f"{self._one('Ünal', 'خان', 'Deal')} {number}", slug=f"entry-{number}", date=date,
            type=self._one(None, *TYPES[kind]), country=self._one(None, "XA", "XB"),
            category=self._one(None, *CATEGORIES), topics=self._some(TOPICS), places=self._some(PLACES),
            status=self._one("draft", *["published"] * 6) if number > 11 else "published", statements=said,
            relations=[relation("concerns", other, said[0]) for other in self._some(self.records)],
        )  # fmt: skip
        if kind == "institution":
            found["seat"] = self._one(None, *PLACES)
        if kind == "agreement":
            found["actions"] = [
                action(
                    self._one(*Action.values), said[0], date=self._one(*STEPS),
                    party=self._one(None, *(each["key"] for each in joins)),
                )
                for _ in range(self.dice.randint(0, 3))
            ]  # fmt: skip
        return found

    def _statement(self, number: int, date: str) -> dict:
        measures = [
            measured(self._one("trade-volume", "units-ordered"), f"{100 * number + each}", as_of=self._one(*DATES))
            for each in range(self.dice.randint(0, 2))
        ]
        dated = [value("date", "2004" if number else date)] if date and self._one(True, not number) else []
        first = {"lead": True, "rank": "preferred", "rank_reason": "First."} if number == 0 else {}
        cited = [self._one(*self.source_records), *self._some(self.source_records)]
        citations = [citation(each, part=self._one("P1", "P2")) for each in cited]
        for each in citations[1:]:
            each["stance"] = self._one("supports", "disputes")
        return statement(f"Said {number} of it.", citations=citations, values=[*measures, *dated], **first)

    def joined(self, record: dict) -> set[str]:
        """The public institutions that a relation, from either end, or a step joins to it."""
        own = {each["object"] for each in record["relations"]}
        steps = {each["party"] for each in record.get("actions", ())}
        naming = {each["key"] for each in self.public for one in each["relations"] if one["object"] == record["key"]}
        return {self.slugs[key] for key in own | steps | naming if key in self.slugs}

    @cache  # noqa: B019 -- there is one world
    def entries(self, day: dt.date = TODAY) -> list[Row]:
        return [self._entry_row(each, day) for each in self.public]

    def _entry_row(self, record: dict, day: dt.date) -> Row:
        derived, span = self.derived[record["key"]], dates.parse(record["date"])
        cited = {each["source"] for said in record["statements"] for each in said["citations"]}
        steps = [
            (each["action"], dates.parse(each["date"]).earliest)
            for each in record.get("actions", ())
        ]  # fmt: skip
        taken = [verb for verb, earliest in steps if earliest is None or earliest <= day]
        stage = max((STAGES.get(verb, "unsigned") for verb in taken), key=ORDER.index, default="unsigned")
        return {
            "key": record["key"], "span": span, "begun": bool(taken), "kind": {record["kind"]},
            "type": whole(record["type"]), "category": whole(record["category"]), "topic": whole(*record["topics"]),
            "place": whole(*record["places"]), "seat": whole(record.get("seat")),
            "country": {record["country"]} - {None}, "decade": decades(span), "institution": self.joined(record),
            "source": {each["slug"] for each in self.source_records if each["key"] in cited},
            "evidence": {derived["grade"]} | ({"conflict"} if derived["in_conflict"] else set()),
            "conflict": {"yes"} if derived["in_conflict"] else set(),
            "status": {stage} if record["kind"] == "agreement" else set(),
        }  # fmt: skip

    def _said(self) -> Iterator[tuple[Row, dict, str]]:
        """Each public statement with its entry's row and its grade; an institution is also about itself."""
        rows = {each["key"]: each for each in self.entries()}
        for record in self.public:
            row = rows[record["key"]]
            row = row | {"institution": row["institution"] | ({self.slugs.get(record["key"])} - {None})}
            grades = {each["id"]: each["grade"] for each in self.derived[record["key"]]["statements"]}
            yield from ((row, said, grades[said["key"]]) for said in record["statements"])

    @cache  # noqa: B019
    def sources(self) -> list[Row]:
        found = []
        for source in self.source_records:
            citing = [(row, grade, [each["part"] for each in said["citations"] if each["source"] == source["key"]])
                      for row, said, grade in self._said()]  # fmt: skip
            citing = [each for each in citing if each[2]]
            span, accessed = dates.parse(source["date"]), dates.parse(source["accessed"])
            parts = {part for *_, used in citing for part in used}
            gaps = {"no-copy"} | ({"no-address"} if not source["address"] else set())
            gaps |= {"untaken-part"} if len(parts) < len(source["parts"]) else set()
            gaps |= {"stale"} if not accessed.latest or accessed.latest < dt.date(2022, 2, 28) else set()
            row = {
                name: set().union(*(each[0][name] for each in citing))
                for name in ("kind", "topic", "place", "institution")
            }
            row |= {
                name: {source[column]} - {""}
                for name, column in (
                    ("tier", "tier"),
                    ("type", "csl_type"),
                    ("publisher", "publisher"),
                    ("language", "language"),
                )
            }
            begins = {str(span.earliest.year)} if span.earliest and span.earliest != dates.FIRST else set()
            row |= {
                "evidence": {each[1] for each in citing},
                "year": begins,
                "gap": gaps,
                "decade": decades(span),
                "span": span,
            }
            found += [row] if citing else []
        return found

    @cache  # noqa: B019
    def figures(self) -> list[Row]:
        slugs = {each["key"]: each["slug"] for each in self.source_records}
        return [
            {name: row[name] for name in ("kind", "type", "topic", "place", "institution")} | {
                "measure": {each["measure"]}, "source": {slugs[one["source"]] for one in said["citations"]},
                "evidence": {grade}, "decade": decades(dates.parse(each["as_of"])), "span": dates.parse(each["as_of"]),
            }
            for row, said, grade in self._said() for each in said["values"] if "measure" in each
        ]  # fmt: skip
