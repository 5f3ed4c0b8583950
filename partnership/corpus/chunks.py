"""All rows of some sources or entries, with what is derived of them: made in any process, without a database."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from partnership.actions.derive import lowest
from partnership.corpus import sheets, stand_ins
from partnership.corpus.draws import Vocabulary
from partnership.corpus.entries import Drawn, Entries
from partnership.corpus.plan import Plan
from partnership.corpus.sheets import Ledger, Names
from partnership.corpus.sources import Sources
from partnership.corpus.words import Folded
from partnership.documents.cited import references
from partnership.models import KIND_MODELS, Edition, Spelling
from partnership.queries.grades import grade_of
from partnership.queries.rivals import disputed, rivals
from partnership.search import upkeep
from partnership.search.contents import apart, source_texts, written
from partnership.search.engine import ENTRIES, INDEXES, SOURCES, Index
from partnership.search.spellings import is_spelt
from partnership.text import canonical, sha256_of
from partnership.vocabulary import Rank, Stance, Status, fields

REASON = "Made up"
# When the last of the rows was written: the others were, one a minute and more, in the three years before.
LAST = dt.datetime(2026, 6, 30, 12, 0, 0, 1, dt.UTC)
_YEARS = 3 * 365 * 24 * 60
_EDITION = ("entry_id", "source_id", "number", "made_at", "load_id", "why", "status", "record", "sha256", "previous")
_SPELLING = ("entry_id", "text", "folded", "kind")
_TITLE = "Xxxxx"
_TOLD = 200_000  # texts that are remembered
_BOXED = {
    kind: [each.name for each in fields(kind).values() if each.boxed and each.name != "place"] for kind in KIND_MODELS
}


class Maker:
    def __init__(self, plan: Plan, words: Vocabulary, load: int) -> None:
        self.plan, self.words, self.load = plan, words, load
        self.sources = Sources(plan)
        self._columns = {index: index.columns for index in INDEXES}
        self.folded = Folded()
        # What is cited comes again and again.
        self._once = lru_cache(maxsize=100_000)(self._split)
        self._told: set[str] = set()  # texts of sources, of which all words are told of
        self._runs: set[str] = set()
        self._words: set[str] = set()

    def of_sources(self, numbers: range) -> tuple[Ledger, dict[str, str]]:
        ledger, names = Ledger(), Names(self.words.terms, self.words.places)
        for number in numbers:
            record, derived = self.sources.record(number, names.keys)
            moment = self._moment(number, self.plan.sources)
            more = derived | {"edition": 1, "changed_at": _kept(moment)}
            sheets.SOURCE.write(ledger, [record], names, {record["key"]: more}, "")
            self._edition(ledger, (None, number), moment, record)
            self._index(ledger, SOURCES, number, source_texts(self.sources.brief(number)))  # type: ignore[arg-type]
        return ledger, {}

    def of_entries(self, numbers: range) -> tuple[Ledger, dict[str, str]]:
        """Also the words that the public ones contain, each as it is written there."""
        ledger, names = Ledger(), Names(self.words.terms, self.words.places)
        entries = Entries(self.plan, self.sources, self.words, names.keys, numbers[0])
        texts, told = [], set[str]()
        for number in numbers:
            drawn = entries.draw(number)
            record = drawn.record
            stand_in = _standing_in(drawn)
            moment = self._moment(number, self.plan.entries)
            derived = self._derived(drawn, stand_in, moment)
            sheets.ENTRY.write(ledger, [record], names, derived, record["kind"])
            sheets.KINDS[record["kind"]].write(ledger, [record], names, {}, record["kind"])
            self._edition(ledger, (number, None), moment, record)
            if record["status"] == Status.PUBLISHED:
                own = dict(written(stand_in))  # type: ignore[arg-type]
                cited = own.pop("sources")
                split = {name: apart(map(self._split, each)) for name, each in own.items()}
                self._index(ledger, ENTRIES, number, split | {"sources": apart(map(self._once, cited))})
                self._spell(ledger, number, record)
                met = [*chain.from_iterable(own.values()), *(text for text in cited if text not in self._told)]
                told.update(cited)
                texts.append((drawn.date.earliest or "", number, met))
        # Search reads in the usual order of entries.
        texts.sort(key=itemgetter(0, 1), reverse=True)
        if len(self._told) > _TOLD:  # then their words are only looked at again
            self._told.clear()
        self._told |= told
        return ledger, self._met(chain.from_iterable(listed for _, _, listed in texts))

    def _split(self, text: str) -> str:
        """Its words as search has them. None reaches over a blank: each run between two is folded once for all."""
        return " ".join(map(self.folded.__getitem__, text.split()))

    def _index(self, ledger: Ledger, index: Index, number: int, texts: dict[str, str]) -> None:
        ledger.of(index.table, self._columns[index]).append(tuple(index.row(number, texts)))

    def _spell(self, ledger: Ledger, number: int, record: dict) -> None:
        named = {("", record["title"]), *((each["kind"], each["text"]) for each in record["names"])}
        for kind, text in sorted(named):
            folded = self._split(text)[: upkeep.LONGEST_FOLDED]
            ledger.of(Spelling._meta.db_table, _SPELLING).append((number, text, folded, kind))

    def _met(self, texts: Iterable[str]) -> dict[str, str]:
        """Every word that may be mistyped, as it stands where it is met last, but for those told of before."""
        runs = " ".join(texts).split()
        fresh = set(runs) - self._runs
        new = {self.folded[run]: run.rstrip(".") for run in runs if run in fresh}
        found = {word: shown for word, shown in new.items() if word not in self._words and is_spelt(word)}
        self._runs |= fresh
        self._words.update(new)
        return found

    def _moment(self, number: int, of: int) -> dt.datetime:
        return LAST - dt.timedelta(minutes=_YEARS - _YEARS * number // of)

    def _derived(self, drawn: Drawn, stand_in: stand_ins.Entry, moment: dt.datetime) -> dict[str, dict[str, Any]]:
        record, said, kept = drawn.record, stand_in.statements, _kept(moment)
        for each in said:
            each.grade = grade_of(each.cited)
        found = {each.record["key"]: _span(each.date) | {"grade": str(each.stand_in.grade)} for each in drawn.said}
        found |= {key: _span(date) for key, date in drawn.steps}
        found[record["key"]] = _span(drawn.date) | {
            "summary": stand_in.summary,
            "grade": str(lowest(said)),
            "in_conflict": bool(rivals(said) or disputed(said)),
            "unsourced_fields": _unsourced(record, said),
            "cited_as": _page(moment.date()).replace(_TITLE, record["title"]),
            "edition": 1,
            "changed_at": kept,
            "published_at": kept if record["status"] == Status.PUBLISHED else None,
        }
        return found

    def _edition(self, ledger: Ledger, of: tuple[int | None, int | None], moment: dt.datetime, record: dict) -> None:
        status = record.get("status", "")
        written = canonical(record)  # which takes a tenth of the time of drawing, so it is done once
        sha256 = sha256_of(f'["",1,{canonical(status)},{written}]')
        row = (*of, 1, _kept(moment), self.load, REASON, status, written, sha256, "")
        ledger.of(Edition._meta.db_table, _EDITION).append(row)


def _standing_in(drawn: Drawn) -> stand_ins.Entry:
    record = drawn.record
    return stand_ins.Entry(
        title=record["title"],
        summary=record["statements"][0]["text"],
        names=stand_ins.named(each["text"] for each in record["names"]),
        statements=stand_ins.Rows(each.stand_in for each in drawn.said),
    )


def _span(date: Any) -> dict[str, Any]:
    return {"date_earliest": date.earliest, "date_latest": date.latest}


def _kept(moment: dt.datetime) -> str:
    """As both databases take it: without a zone, which is UTC for both."""
    return str(moment.replace(tzinfo=None))


def _unsourced(record: dict, said: stand_ins.Rows) -> int:
    """As `queries.box.unsourced` counts them: a value of the box that no supported statement gives."""
    known = {
        (value.field, value.value)
        for each in said
        if each.rank != Rank.DEPRECATED and any(citation.stance == Stance.SUPPORTS for citation in each.cited)
        for value in each.given
    }
    held = [(name, str(record[name])) for name in _BOXED[record["kind"]] if record[name] not in (None, "")]
    return sum(each not in known for each in held + [("place", code) for code in record["places"]])


@cache
def _page(day: dt.date) -> str:
    """How a page of that day is cited, of a title that no style writes otherwise; as kept in the column."""
    kind, model = next(iter(KIND_MODELS.items()))
    moment = dt.datetime.combine(day, dt.time(), dt.UTC)
    return json.dumps(references(model(key="x", kind=kind, title=_TITLE, slug="x", changed_at=moment)))


def chunks(plan: Plan) -> Iterator[tuple[str, range]]:
    """What is to be made, in the order of its writing."""
    yield from (("sources", numbers) for numbers in plan.chunks(plan.sources))
    yield from (("entries", numbers) for numbers in plan.chunks(plan.entries))
