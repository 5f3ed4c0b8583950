"""What the evidence lacks: said once, for the lists' filters and for the reports (reports.py)."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from partnership.holdings import BitMap
from partnership.holdings.rows import (
    GAP,
    NEVER,
    NO_ADDRESS,
    NO_COPY,
    NOTHING_STRONG,
    READ,
    SINGLE_SOURCE,
    UNDATED_CLAIM,
    UNSOURCED,
    UNTAKEN,
    WEAK_SOURCE,
)
from partnership.holdings.rows import untaken as untaken_of_public
from partnership.models import Citation, Source, SourceCopy, SourcePart, Statement
from partnership.queries.facets import Holdings, Tally
from partnership.vocabulary import (
    CONFLICT_LABEL,
    CONFLICT_SYMBOL,
    STRONG_TIERS,
    CopyKind,
    Grade,
    Kind,
    Rank,
    Stance,
    Status,
    Voice,
)

FRESH = 2  # years after which a source is to be looked at again


def today() -> dt.date:
    return timezone.localdate()


@dataclass(frozen=True)
class Asked:
    """On which day, and whether only of what the public sees."""

    today: dt.date
    public: bool = True

    @property
    def limit(self) -> dt.date:
        """The day before which a reading is stale."""
        day = 28 if (self.today.month, self.today.day) == (2, 29) else self.today.day
        return self.today.replace(year=self.today.year - FRESH, day=day)


def for_editors() -> Asked:
    return Asked(today(), public=False)


def worked_on(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What editors have to see to: all sources, and all entries that are not withdrawn."""
    return rows.exclude(status=Status.WITHDRAWN) if rows.model is not Source else rows


@dataclass(frozen=True)
class Gap:
    """`word` names it in addresses, `label` in filters, `rule` says exactly what is counted.

    `condition` finds the rows in the database, whoever asks; `held` gives those of what the public sees, of which it
    is known without looking for them.
    """

    word: str
    label: str
    rule: str
    condition: Callable[[Asked], Q]
    symbol: str = ""
    held: Callable[[Holdings, Asked], BitMap] | None = None

    def rows(self, of: Holdings, asked: Asked) -> BitMap:
        """The public rows that have it."""
        return of.all & (self.held(of, asked) if self.held else of.any_of(GAP, [self.word]))

    @property
    def query(self) -> str:
        """What an address of the list asks to find these, and no others."""
        return "conflict=yes" if self.word == CONFLICT else f"gap={self.word}"


CONFLICT = "conflict"
UNSOURCED_FIELD, UNTAKEN_PART = "unsourced-field", "untaken-part"


def believed() -> QuerySet[Statement]:
    return Statement.objects.exclude(rank=Rank.DEPRECATED)


def _with_statement(**columns: str) -> Callable[[Asked], Q]:
    return lambda _: Q(Exists(believed().filter(entry=OuterRef("pk"), **columns)))


def _all_of(facet: str) -> Callable[[Holdings, Asked], BitMap]:
    return lambda held, _: held.any_of(facet, held.snapshot.values(held.of, facet))


def _undated_rows(held: Holdings, _: Asked) -> BitMap:
    return held.years.undated & held.any_of("kind", (Kind.EVENT.value, Kind.AGREEMENT.value))


def _stale_rows(held: Holdings, asked: Asked) -> BitMap:
    """The days are written so that their order is that of the text."""
    limit = asked.limit.isoformat()
    return held.any_of(READ, (day for day in held.snapshot.values(held.of, READ) if day == NEVER or day < limit))


def _undated_claim(_: Asked) -> Q:
    return Q(Exists(undated_claims().filter(entry=OuterRef("pk"))))


def undated_claims() -> QuerySet[Statement]:
    return believed().filter(date="").exclude(voice=Voice.FACT)


def _nothing_strong(_: Asked) -> Q:
    sound = Citation.objects.filter(stance=Stance.SUPPORTS, source__weak=False, source__tier__code__in=STRONG_TIERS)
    return ~Q(Exists(sound.filter(statement__entry=OuterRef("pk"))))


def untaken(asked: Asked) -> QuerySet[SourcePart]:
    """Parts from which nothing was taken, by what this audience sees."""
    if asked.public:
        return untaken_of_public()
    return SourcePart.objects.filter(~Exists(Citation.objects.filter(part=OuterRef("pk"))))


OF_ENTRIES = {
    gap.word: gap
    for gap in (
        Gap(
            UNSOURCED_FIELD,
            "A value without a source",
            "Entries that show a value in their fact box which no sentence with a source establishes.",
            lambda _: Q(unsourced_fields__gt=0),
            held=_all_of(UNSOURCED),
        ),
        Gap(
            SINGLE_SOURCE,
            "Rests on a single source",
            "Entries with a sentence for which only one publisher speaks.",
            _with_statement(grade=Grade.SINGLE_SOURCE),
            Grade.SINGLE_SOURCE.symbol,
        ),
        Gap(
            WEAK_SOURCE,
            "Rests on weak sources only",
            "Entries with a sentence that only sources say which cannot be relied on alone.",
            _with_statement(grade=Grade.WEAK),
            Grade.WEAK.symbol,
        ),
        Gap(
            NOTHING_STRONG,
            "No primary or scholarly source",
            "Entries of which not one sentence rests on a primary or scholarly source.",
            _nothing_strong,
        ),
        Gap(
            CONFLICT,
            CONFLICT_LABEL,
            "Entries whose sentences give different values for one thing, or are disputed by a source.",
            lambda _: Q(in_conflict=True),
            CONFLICT_SYMBOL,
            held=lambda held, _: held.any_of(CONFLICT, ["yes"]),
        ),
        Gap(
            "undated",
            "No date is known",
            "Events and agreements without a date.",
            lambda _: Q(kind__in=(Kind.EVENT, Kind.AGREEMENT), date_earliest=None),
            held=_undated_rows,
        ),
        Gap(
            UNDATED_CLAIM,
            "A judgement without its time",
            "Entries with a judgement, forecast, recommendation or framing of which no date is recorded.",
            _undated_claim,
        ),
    )
}
OF_SOURCES = {
    gap.word: gap
    for gap in (
        Gap(NO_ADDRESS, "No address", "Sources that name no place at which to read them.", lambda _: Q(address="")),
        Gap(
            NO_COPY,
            "No archived copy",
            "Sources without a copy in a web archive: should the page go, so does the evidence.",
            lambda _: ~Q(Exists(SourceCopy.objects.filter(source=OuterRef("pk"), kind=CopyKind.ARCHIVE))),
        ),
        Gap(
            "stale",
            "Not read for two years",
            "Sources that were last read, or whose copies were last checked, more than two years ago, or never.",
            lambda asked: Q(last_read=None) | Q(last_read__lt=asked.limit),
            held=_stale_rows,
        ),
        Gap(
            UNTAKEN_PART,
            "A part that was not used",
            "Sources with a paragraph or section from which no sentence was taken.",
            lambda asked: Q(Exists(untaken(asked).filter(source=OuterRef("pk")))),
            held=_all_of(UNTAKEN),
        ),
    )
}


def lacking(gaps: Iterable[Gap], rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    """Those that lack any of these."""
    return rows.filter(reduce(or_, (gap.condition(asked) for gap in gaps)))


def counts(gaps: Mapping[str, Gap], rows: QuerySet[Any], asked: Asked) -> dict[str, int]:
    """How many rows each gap finds, all in one query."""
    plain = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk"))
    named = {word.replace("-", "_"): Count("pk", filter=gap.condition(asked)) for word, gap in gaps.items()}
    found = plain.order_by().aggregate(**named)
    return {word: found[word.replace("-", "_")] for word in gaps}


def held(gaps: Iterable[Gap], of: Holdings, asked: Asked) -> BitMap:
    """The public rows that lack any of these."""
    return BitMap.union(*(gap.rows(of, asked) for gap in gaps))


def tallies(gaps: Iterable[Gap], of: Holdings, rows: BitMap, asked: Asked) -> list[Tally]:
    """Of these public rows."""
    counted = ((gap, gap.rows(of, asked).intersection_cardinality(rows)) for gap in gaps)
    return [Tally(gap.word, gap.label, count, gap.symbol) for gap, count in counted if count]
