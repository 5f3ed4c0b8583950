"""What the rows of the content themselves say: which published ones each value has, facet by facet.

They are gathered value by value from the start, in lists and then in bitmaps, and not row by row: a value is spelled
once however many rows have it, and what sources and figures take over costs no more than the numbers themselves. A
write asks for the few rows that it touches, a rebuilding for span after span of all of them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from pyroaring import BitMap

from partnership import dates
from partnership.models import (
    AgreementAction,
    Citation,
    Entry,
    Institution,
    Relation,
    Source,
    SourceCopy,
    SourcePart,
    Statement,
    Value,
)
from partnership.vocabulary import STAGES, STRONG_TIERS, CopyKind, Grade, Kind, Rank, Stance, Status, Voice

Named = tuple[str, str]  # a facet and one of its values
Values = Mapping[Named, BitMap]  # the rows that each of them has, at least one
UNDATED = "undated"
TIME = ("begins", "ends", UNDATED)
STEP = "step"
STEPS = tuple(action.value for actions in STAGES.values() for action in actions)  # those that bring to a stage
# What the evidence of an entry or a source lacks. How many values of an entry no source establishes, how many parts of
# a source nothing was taken from, and the day on which it was last read stand under names of their own.
GAP, UNSOURCED, UNTAKEN, READ = "gap", "unsourced", "untaken", "read"
SINGLE_SOURCE, WEAK_SOURCE, NOTHING_STRONG = "single-source", "weak-source", "no-strong-source"
UNDATED_CLAIM, NO_ADDRESS, NO_COPY = "undated-claim", "no-address", "no-copy"
NEVER = "never"
BELIEVED = "believed"  # the statements that are not deprecated, by grade
_LACKING = {Grade.SINGLE_SOURCE.value: SINGLE_SOURCE, Grade.WEAK.value: WEAK_SOURCE}
WHEN = "when"  # the time of a figure, as it is written
# What sources and figures take over from the entries that they stand in.
OF_SOURCES = ("kind", "topic", "place", "institution")
OF_FIGURES = ("kind", "type", "topic", "place", "institution")
_PUBLISHED = Status.PUBLISHED.value
CHUNK = 500  # rows that a query names


def step(action: str, day: dt.date | None) -> str:
    """The step of an agreement as a value, with the year in which it may first have been taken."""
    return f"{action} {day.year if day else ''}"


def step_of(value: str) -> tuple[str, int | None]:
    """The same read back: the action, and the year where one is known."""
    action, _, year = value.partition(" ")
    return action, int(year) if year else None


@dataclass(frozen=True)
class Some:
    """Rows by their numbers or keys: those that are listed, or all from one number to another."""

    listed: Sequence[int] | Sequence[str] = ()
    span: tuple[int, int] | None = None

    def named(self, column: str) -> Iterator[Q]:
        """Conditions that together choose them, none of which asks for more than a database takes."""
        if self.span:
            yield Q(**{f"{column}__gte": self.span[0], f"{column}__lte": self.span[1]})
        for start in range(0, len(self.listed), CHUNK):
            yield Q(**{f"{column}__in": self.listed[start : start + CHUNK]})


class Found(dict[Named, BitMap]):
    """The rows of each value, as they are found."""

    def add(self, facet: str, value: object, rows: BitMap) -> None:
        """Those that are given first are kept, and changed by what is added to them."""
        if not rows:
            return
        if there := self.get(named := (facet, str(value))):
            there |= rows
        else:
            self[named] = rows

    def put(self, facet: str, values: Iterable[Any], rows: Iterable[int], among: BitMap | None = None) -> None:
        """The value and the row at each place, but for None and for rows that are not `among` these."""
        by_value: dict[Any, list[int]] = defaultdict(list)
        for value, row in zip(values, rows, strict=True):
            by_value[value].append(row)
        for value, listed in by_value.items():
            if value is not None:
                self.add(facet, value, BitMap(listed) if among is None else among.intersection(BitMap(listed)))

    def put_time(
        self, firsts: Iterable[dt.date | None], lasts: Iterable[dt.date | None], rows: Collection[int]
    ) -> None:
        """From which to which year; an open end stands in the first or last year of all."""
        spans = [(first and first.year, last and last.year) for first, last in zip(firsts, lasts, strict=True)]
        known = [None not in span for span in spans]
        begins, ends, undated = TIME
        self.put(begins, (span[0] if each else None for span, each in zip(spans, known, strict=True)), rows)
        self.put(ends, (span[1] if each else None for span, each in zip(spans, known, strict=True)), rows)
        self.put(undated, (None if each else UNDATED for each in known), rows)

    def take_over(self, facets: Collection[str], entries: Values, hanging: Mapping[int, Sequence[int]]) -> None:
        """What hangs on an entry has its values of these facets; on an institution, also that it is about this one."""
        bearing = BitMap(hanging)
        for (facet, value), rows in entries.items():
            if facet in facets:
                self.add(facet, value, _all(hanging, rows & bearing))
        for institution in entries.get(("kind", Kind.INSTITUTION.value), BitMap()) & bearing:
            self.add("institution", institution, BitMap(hanging[institution]))


@dataclass(frozen=True)
class Held:
    """What some entries hold, and what hangs on them."""

    entries: Values
    figures: Values
    # Sources with what they have through these entries; others may give them the same.
    sources: Values
    statements: Values


def of_entries(some: Some) -> Held:
    """In a constant number of queries for each chunk. Unpublished entries hold nothing, nor does what hangs on them."""
    own = Found()
    entries = _read(
        some,
        "pk",
        Entry.objects.all,
        *("status", "pk", "kind", "type_id", "category_id", "country_id", "grade", "in_conflict"),
        *("unsourced_fields", "date_earliest", "date_latest"),
        # Asked for the public ones of a span, a database may well go through all that are public.
        keep=lambda row: row[0] == _PUBLISHED,
    )
    _, numbers, kinds, types, categories, countries, grades, in_conflict, unsourced, firsts, lasts = entries
    own.put("kind", kinds, numbers)
    own.put("evidence", grades, numbers)
    own.put("type", types, numbers)
    own.put("category", categories, numbers)
    own.put("country", countries, numbers)
    own.put("conflict", ("yes" if each else None for each in in_conflict), numbers)
    own.put(UNSOURCED, (many or None for many in unsourced), numbers)
    own.put_time(firsts, lasts, numbers)
    public = BitMap(numbers)
    rows, topics = _read(some, "entry", Entry.topics.through.objects.all, "entry_id", "term_id")
    own.put("topic", topics, rows, public)
    rows, places = _read(some, "entry", Entry.places.through.objects.all, "entry_id", "place_id")
    own.put("place", places, rows, public)
    rows, seats = _read(some, "pk", lambda: Institution.objects.filter(seat__isnull=False), "pk", "seat_id")
    own.put("seat", seats, rows, public)
    rows, steps, days = _read(
        some,
        "agreement",
        lambda: AgreementAction.objects.filter(action__in=STEPS),
        "agreement_id",
        "action",
        "date_earliest",
    )
    own.put(STEP, map(step, steps, days), rows, public)
    for rows, institutions in _joined(some):
        own.put("institution", institutions, rows, public)
    citations = _Citations(some, public)
    own.put("source", citations.sources, citations.entries)
    own.add(GAP, NOTHING_STRONG, public - citations.strong)
    statements = _statements(some, own, public)
    statements.put("source", citations.sources, citations.statements)
    return Held(own, _figures(some, own, public, citations), citations.give(own), statements)


def _statements(some: Some, entries: Found, public: BitMap) -> Found:
    """What the sentences of the entries hold; and what the entries lack through them, which is added to theirs."""
    columns = ("entry_id", "pk", "grade", "rank", "voice", "date")
    of, said, grades, ranks, voices, days = _read(
        some, "entry", Statement.objects.all, *columns, keep=lambda row: row[0] in public
    )
    believed = [rank != Rank.DEPRECATED for rank in ranks]
    judged = [each and voice != Voice.FACT for each, voice in zip(believed, voices, strict=True)]
    graded = [grade if each else None for grade, each in zip(grades, believed, strict=True)]
    undated = [UNDATED_CLAIM if each and not day else None for each, day in zip(judged, days, strict=True)]
    entries.put(GAP, (_LACKING.get(grade) if grade else None for grade in graded), of)
    entries.put(GAP, undated, of)
    found = Found()
    found.put("evidence", grades, said)
    found.put(BELIEVED, graded, said)
    found.put(GAP, undated, said)
    return found


def of_sources(some: Some) -> Values:
    """What sources have by themselves, public or not: the lists look among the public ones only."""
    found = Found()
    numbers, tiers, types, publishers, languages, firsts, lasts, addresses, reads = _read(
        some,
        "pk",
        Source.objects.all,
        *("pk", "tier_id", "csl_type", "publisher", "language", "date_earliest", "date_latest", "address", "last_read"),
    )
    archived = lambda: SourceCopy.objects.filter(kind=CopyKind.ARCHIVE)  # noqa: E731
    [copied] = _read(some, "source", archived, "source_id")
    found.put(GAP, (None if each else NO_ADDRESS for each in addresses), numbers)
    found.add(GAP, NO_COPY, BitMap(numbers) - BitMap(copied))
    found.put(READ, (day.isoformat() if day else NEVER for day in reads), numbers)
    found.put("tier", tiers, numbers)
    found.put("type", types, numbers)
    found.put("publisher", (each or None for each in publishers), numbers)
    found.put("language", (each or None for each in languages), numbers)
    found.put_time(firsts, lasts, numbers)
    return found


def of_parts(some: Some) -> Values:
    """From how many parts of a source nothing public was taken. That hangs on the sentences of very many entries, so it
    is no part of what one of them gives."""
    found = Found()
    parts = (untaken().filter(asked).values("source").annotate(many=Count("pk")) for asked in some.named("source"))
    counted = dict(chain.from_iterable(each.values_list("source", "many") for each in parts))
    found.put(UNTAKEN, counted.values(), counted)
    return found


def untaken() -> QuerySet[SourcePart]:
    """The parts of sources that no public sentence cites."""
    taken = Citation.objects.filter(part=OuterRef("pk"), statement__entry__status=Status.PUBLISHED)
    return SourcePart.objects.filter(~Exists(taken)).order_by()


def _read(
    some: Some,
    column: str,
    rows: Callable[[], QuerySet],
    *columns: str,
    keep: Callable[[Sequence[Any]], bool] | None = None,
) -> Sequence[Sequence[Any]]:
    """Column by column, of those rows that are to be kept."""
    read = (rows().filter(chosen).order_by().values_list(*columns) for chosen in some.named(column))
    return [*zip(*filter(keep, chain.from_iterable(read)), strict=True)] or [()] * len(columns)


def _joined(some: Some) -> Iterator[Sequence[Sequence[int]]]:
    """Entries with the institutions that a relation, either way, or a step of an agreement joins to them."""
    institution = Kind.INSTITUTION
    relations, actions = Relation.objects, AgreementAction.objects
    yield _read(some, "subject", lambda: relations.filter(object__kind=institution), "subject_id", "object_id")
    yield _read(some, "object", lambda: relations.filter(subject__kind=institution), "object_id", "subject_id")
    yield _read(some, "agreement", lambda: actions.filter(party__kind=institution), "agreement_id", "party_id")


class _Citations:
    """Those in public sentences: the entry, sentence and source of each, place by place."""

    def __init__(self, some: Some, public: BitMap) -> None:
        self.entries, self.statements, self.sources, self._grades, stances, weak, tiers = _read(
            some,
            "statement__entry",
            Citation.objects.all,
            *("statement__entry_id", "statement_id", "source_id", "statement__grade"),
            *("stance", "source__weak", "source__tier__code"),
            keep=lambda row: row[0] in public,
        )
        sound = (
            stance == Stance.SUPPORTS and not each and tier in STRONG_TIERS
            for stance, each, tier in zip(stances, weak, tiers, strict=True)
        )
        # The entries of which a sentence rests on a primary or scholarly source.
        self.strong = BitMap(entry for entry, each in zip(self.entries, sound, strict=True) if each)

    def give(self, entries: Values) -> Values:
        """What the sources have through the entries that cite them, and the evidence of the sentences."""
        found, cited = Found(), _grouped(self.entries, self.sources)
        found.take_over(OF_SOURCES, entries, cited)
        found.put("evidence", self._grades, self.sources)
        return found


def _figures(some: Some, entries: Values, public: BitMap, citations: _Citations) -> Values:
    found = Found()
    of, statements, numbers, measures, days, grades = _read(
        some,
        "statement__entry",
        lambda: Value.objects.filter(measure__isnull=False),
        *("statement__entry_id", "statement_id", "pk", "measure_id", "as_of", "statement__grade"),
        keep=lambda row: row[0] in public,
    )
    found.put("measure", measures, numbers)
    found.put("evidence", grades, numbers)
    found.put(WHEN, (day or None for day in days), numbers)
    spans = {day: dates.parse(day) for day in {*days}}
    found.put_time((spans[day].earliest for day in days), (spans[day].latest for day in days), numbers)
    found.take_over(OF_FIGURES, entries, _grouped(of, numbers))
    stating = _grouped(statements, numbers)
    for source, cited in _grouped(citations.sources, citations.statements).items():
        found.add("source", source, _all(stating, cited))
    return found


def _grouped(by: Iterable[int], rows: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for each, row in zip(by, rows, strict=True):
        found[each].append(row)
    return dict(found)


def _all(of: Mapping[int, Sequence[int]], these: Iterable[int]) -> BitMap:
    return BitMap(chain.from_iterable(of[each] for each in these if each in of))
