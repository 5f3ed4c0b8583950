"""The state of all entries and sources: how well they are evidenced, and what they lack.

Of what the public sees it is held in bitmaps. What only editors see besides is little, and is counted in the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, QuerySet, Sum

from partnership import holdings
from partnership.holdings import BitMap
from partnership.holdings.rows import BELIEVED, GAP, SINGLE_SOURCE, UNDATED_CLAIM, UNSOURCED, UNTAKEN, WEAK_SOURCE
from partnership.models import Citation, Entry, Source
from partnership.queries import facets
from partnership.queries.evidence import (
    OF_ENTRIES,
    OF_SOURCES,
    UNSOURCED_FIELD,
    UNTAKEN_PART,
    Asked,
    believed,
    counts,
    undated_claims,
    untaken,
    worked_on,
)
from partnership.queries.facets import Holdings
from partnership.queries.ordered import Ordered
from partnership.vocabulary import Grade, Held, Status

_SHOWN = 10  # entries that a report names
_ORDER = ("-unsourced_fields", "title", "pk")


@dataclass(frozen=True)
class Report:
    """Of the entries and sources that an audience sees. `parts` counts what lies inside the rows."""

    asked: Asked
    entries: int
    statements: int
    sources: int
    grades: dict[str, int]
    statement_grades: dict[str, int]
    of_entries: dict[str, int]
    of_sources: dict[str, int]
    parts: dict[str, int]
    unsourced: list[Entry]


def public_report(asked: Asked) -> Report:
    """Of what the public sees, from what is held of it."""
    entries, sources = facets.of_entries(), facets.of_sources()
    believed = holdings.counts(Held.STATEMENTS, BELIEVED)
    unsourced, untaken = (_by_number(of, facet) for of, facet in ((entries, UNSOURCED), (sources, UNTAKEN)))
    return Report(
        asked=asked,
        entries=len(entries.all),
        statements=sum(believed.values()),
        sources=len(sources.all),
        grades={grade.value: len(entries.any_of("evidence", [grade.value])) for grade in Grade},
        statement_grades=believed,
        of_entries={word: len(gap.rows(entries, asked)) for word, gap in OF_ENTRIES.items()},
        of_sources={word: len(gap.rows(sources, asked)) for word, gap in OF_SOURCES.items()},
        parts={
            UNSOURCED_FIELD: sum(many * len(rows) for many, rows in unsourced),
            SINGLE_SOURCE: believed.get(Grade.SINGLE_SOURCE, 0),
            WEAK_SOURCE: believed.get(Grade.WEAK, 0),
            UNDATED_CLAIM: holdings.counts(Held.STATEMENTS, GAP).get(UNDATED_CLAIM, 0),
            UNTAKEN_PART: sum(many * len(rows & sources.all) for many, rows in untaken),
        },
        unsourced=_first_of(unsourced, _SHOWN),
    )


def _by_number(of: Holdings, facet: str) -> list[tuple[int, BitMap]]:
    """The rows by how many of something they have, the most first."""
    numbers = sorted(map(int, of.snapshot.values(of.of, facet)), reverse=True)
    return [*zip(numbers, of.snapshot.rows(of.of, facet, map(str, numbers)), strict=True)]


def _first_of(groups: Iterable[tuple[int, BitMap]], most: int) -> list[Entry]:
    """By title within each group."""
    found: list[Entry] = []
    for _, rows in groups:
        found += Ordered(Entry.objects.published(), rows, ("title", "pk"))[: most - len(found)]
        if len(found) >= most:
            break
    return found


def editors_report(asked: Asked) -> Report:
    """Of all that editors work on: what the public sees, and the rest."""
    public = public_report(replace(asked, public=True))
    entries = worked_on(Entry.objects.all())
    sources = Source.objects.exclude(pk__in=Source.objects.public().order_by().values("pk"))
    rest = report(entries.exclude(status=Status.PUBLISHED), sources, asked)
    whole = Report(
        asked=asked,
        entries=public.entries + rest.entries,
        statements=public.statements + rest.statements,
        sources=public.sources + rest.sources,
        grades=_sum(public.grades, rest.grades),
        statement_grades=_sum(public.statement_grades, rest.statement_grades),
        of_entries=_sum(public.of_entries, rest.of_entries),
        of_sources=_sum(public.of_sources, rest.of_sources),
        parts=_sum(public.parts, rest.parts),
        unsourced=list(
            Entry.objects.filter(pk__in=[each.pk for each in (*public.unsourced, *rest.unsourced)]).order_by(*_ORDER)
        )[:_SHOWN],
    )
    return _with_what_drafts_take(whole, replace(asked, public=True))


def _with_what_drafts_take(report: Report, public: Asked) -> Report:
    """A part that nothing public uses may be used by a draft, which editors see: then it is none that is not used."""
    hidden = Citation.objects.exclude(statement__entry__status=Status.PUBLISHED).filter(part__isnull=False)
    seen = Source.objects.public().order_by().values("pk")
    used = untaken(public).filter(pk__in=hidden.order_by().values("part"), source__in=seen)
    sources = used.values("source").distinct()
    unused = untaken(report.asked).filter(source__in=sources).values("source").distinct()
    parts, rows = used.count(), sources.count() - unused.count()
    return replace(
        report,
        parts=report.parts | {UNTAKEN_PART: report.parts[UNTAKEN_PART] - parts},
        of_sources=report.of_sources | {UNTAKEN_PART: report.of_sources[UNTAKEN_PART] - rows},
    )


def _sum(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}


def report(entries: QuerySet[Entry], sources: QuerySet[Source], asked: Asked) -> Report:
    """Of these entries and sources, counted in the database."""
    within = entries.order_by().values("pk")
    said = believed().filter(entry__in=within).order_by()
    grades = dict(entries.order_by().values_list("grade").annotate(n=Count("pk")))
    of_statements = dict(said.values_list("grade").annotate(n=Count("pk")))
    return Report(
        asked=asked,
        entries=sum(grades.values()),
        statements=sum(of_statements.values()),
        sources=sources.count(),
        grades=grades,
        statement_grades=of_statements,
        of_entries=counts(OF_ENTRIES, entries, asked),
        of_sources=counts(OF_SOURCES, sources, asked),
        parts={
            UNSOURCED_FIELD: entries.aggregate(n=Sum("unsourced_fields", default=0))["n"],
            SINGLE_SOURCE: of_statements.get(Grade.SINGLE_SOURCE, 0),
            WEAK_SOURCE: of_statements.get(Grade.WEAK, 0),
            UNDATED_CLAIM: undated_claims().filter(entry__in=within).count(),
            UNTAKEN_PART: untaken(asked).filter(source__in=sources.order_by().values("pk")).count(),
        },
        unsourced=list(entries.filter(unsourced_fields__gt=0).order_by(*_ORDER)[:_SHOWN]),
    )
