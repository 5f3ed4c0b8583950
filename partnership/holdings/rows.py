"""What the rows of the content themselves say: which values each published one has, facet by facet."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from partnership import dates
from partnership.models import AgreementAction, Citation, Entry, Institution, Relation, Source, Value
from partnership.vocabulary import Kind, Status

Named = tuple[str, str]  # a facet and one of its values
UNDATED = "undated"
TIME = ("begins", "ends", UNDATED)
# What sources and figures take over from the entries that they stand in.
OF_SOURCES = ("kind", "topic", "place", "institution")
OF_FIGURES = ("kind", "type", "topic", "place", "institution")
_PUBLISHED = Status.PUBLISHED
_CHUNK = 500


@dataclass(frozen=True)
class Some:
    """Entries by their numbers: those that are listed, or all from one number to another."""

    listed: Sequence[int] = ()
    span: tuple[int, int] | None = None

    def named(self, column: str) -> Iterator[Q]:
        """Conditions that together choose them, none of which asks for more than a database takes."""
        if self.span:
            yield Q(**{f"{column}__gte": self.span[0], f"{column}__lte": self.span[1]})
        for start in range(0, len(self.listed), _CHUNK):
            yield Q(**{f"{column}__in": self.listed[start : start + _CHUNK]})


@dataclass
class Held:
    """What some entries hold, and what hangs on them: by its number, the values of each."""

    entries: dict[int, set[Named]] = field(default_factory=lambda: defaultdict(set))
    figures: dict[int, set[Named]] = field(default_factory=lambda: defaultdict(set))
    # For each source the values that it has through these entries; others may give it the same.
    sources: dict[int, set[Named]] = field(default_factory=lambda: defaultdict(set))


def of_entries(some: Some) -> Held:
    """In a constant number of queries for each chunk. Unpublished entries hold nothing, nor does what hangs on them."""
    held = Held()
    own = held.entries
    for pk, kind, type_, category, country, grade, in_conflict, first, last in _read(
        some,
        "pk",
        lambda: Entry.objects.published(),
        *("pk", "kind", "type_id", "category_id", "country_id", "grade", "in_conflict"),
        *("date_earliest", "date_latest"),
    ):
        found = own[pk]
        found.add(("kind", kind))
        found.add(("evidence", grade))
        found.update(
            (name, str(value))
            for name, value in (("type", type_), ("category", category), ("country", country))
            if value is not None
        )
        if in_conflict:
            found.add(("conflict", "yes"))
        found.update(_time(first, last))
    public = {"entry__status": _PUBLISHED}
    for entry, term in _read(
        some, "entry", lambda: Entry.topics.through.objects.filter(**public), "entry_id", "term_id"
    ):
        own[entry].add(("topic", str(term)))
    for entry, place in _read(
        some, "entry", lambda: Entry.places.through.objects.filter(**public), "entry_id", "place_id"
    ):
        own[entry].add(("place", str(place)))
    for entry, seat in _read(
        some, "pk", lambda: Institution.objects.filter(status=_PUBLISHED, seat__isnull=False), "pk", "seat_id"
    ):
        own[entry].add(("seat", str(seat)))
    for entry, institution in _joined(some):
        own[entry].add(("institution", str(institution)))
    _cited(some, held)
    _figures(some, held)
    return held


def of_sources(some: Some) -> dict[int, set[Named]]:
    """What sources have by themselves, public or not: the lists look among the public ones only."""
    held: dict[int, set[Named]] = {}
    for pk, tier, csl_type, publisher, language, first, last in _read(
        some,
        "pk",
        Source.objects.all,
        *("pk", "tier_id", "csl_type", "publisher", "language", "date_earliest", "date_latest"),
    ):
        held[pk] = {("tier", str(tier)), ("type", csl_type), *_time(first, last)}
        held[pk].update((name, text) for name, text in (("publisher", publisher), ("language", language)) if text)
    return held


def _read(some: Some, column: str, rows: Callable[[], QuerySet], *columns: str) -> Iterator[tuple]:
    for chosen in some.named(column):
        yield from rows().filter(chosen).order_by().values_list(*columns)


def _time(first: dates.dt.date | None, last: dates.dt.date | None) -> Iterator[Named]:
    """From which to which year; an open end stands in the first or last year of all."""
    if first is None or last is None:
        yield UNDATED, UNDATED
    else:
        yield "begins", str(first.year)
        yield "ends", str(last.year)


def _joined(some: Some) -> Iterator[tuple[int, int]]:
    """Entries with the institutions that a relation, either way, or a step of an agreement joins to them."""
    institution = Kind.INSTITUTION
    yield from _read(
        some,
        "subject",
        lambda: Relation.objects.filter(subject__status=_PUBLISHED, object__kind=institution),
        *("subject_id", "object_id"),
    )
    yield from _read(
        some,
        "object",
        lambda: Relation.objects.filter(object__status=_PUBLISHED, subject__kind=institution),
        *("object_id", "subject_id"),
    )
    yield from _read(
        some,
        "agreement",
        lambda: AgreementAction.objects.filter(agreement__status=_PUBLISHED, party__kind=institution),
        *("agreement_id", "party_id"),
    )


def _about(entry: int, held: Held, names: Iterable[str]) -> set[Named]:
    """What hangs on an entry takes over; on an institution, that it is about this institution as well."""
    found = {each for each in held.entries[entry] if each[0] in names}
    if ("kind", Kind.INSTITUTION.value) in found:
        found.add(("institution", str(entry)))
    return found


def _cited(some: Some, held: Held) -> None:
    rows = _read(
        some,
        "statement__entry",
        lambda: Citation.objects.filter(statement__entry__status=_PUBLISHED),
        *("source_id", "statement__entry_id", "statement__grade"),
    )
    about: dict[int, set[Named]] = {}
    for source, entry, grade in set(rows):
        held.entries[entry].add(("source", str(source)))
        if entry not in about:
            about[entry] = _about(entry, held, OF_SOURCES)
        held.sources[source] |= about[entry]
        held.sources[source].add(("evidence", grade))


def _figures(some: Some, held: Held) -> None:
    rows = list(
        _read(
            some,
            "statement__entry",
            lambda: Value.objects.filter(measure__isnull=False, statement__entry__status=_PUBLISHED),
            *("pk", "measure_id", "as_of", "statement_id", "statement__entry_id", "statement__grade"),
        )
    )
    if not rows:
        return
    cited: dict[int, set[Named]] = defaultdict(set)
    for statement, source in _read(
        some,
        "statement__entry",
        lambda: Citation.objects.filter(statement__entry__status=_PUBLISHED),
        *("statement_id", "source_id"),
    ):
        cited[statement].add(("source", str(source)))
    about: dict[int, set[Named]] = {}
    for pk, measure, as_of, statement, entry, grade in rows:
        if entry not in about:
            about[entry] = _about(entry, held, OF_FIGURES)
        span = dates.parse(as_of)
        time = _time(span.earliest, span.latest)
        held.figures[pk] = {("measure", str(measure)), ("evidence", grade), *about[entry], *cited[statement], *time}
