"""The filters of every list of entries."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from partnership import dates
from partnership.filters import about, decades
from partnership.filters.carried import TOPICS, fixed, institutions, several, terms
from partnership.filters.fields import Chosen, When, Words, rows_of
from partnership.filters.strict import StrictFilterSet
from partnership.holdings import BitMap
from partnership.models import Entry, Place, Source
from partnership.models.querysets import EntryQuerySet
from partnership.queries import evidence, facets, lifecycle, trees
from partnership.queries.entries import SORTS
from partnership.queries.facets import Base, Holdings
from partnership.search import Query
from partnership.search.engine import ENTRIES
from partnership.vocabulary import CONFLICT_LABEL, TYPE_SCHEME, Grade, Kind, Stage

CONFLICT = evidence.CONFLICT
_TYPES = partial(trees.terms, *TYPE_SCHEME.values())
_CATEGORIES = partial(trees.terms, "system-category")
_TREES: dict[str, Callable[[], trees.Tree]] = {
    "type": _TYPES,
    "category": _CATEGORIES,
    "topic": TOPICS,
    "place": trees.places,
    "seat": trees.places,
}
# `evidence=conflict` is the older way to ask for `conflict=yes`; beside grades it widens, the other narrows.
_EVIDENCE = [*Grade.choices, (CONFLICT, CONFLICT_LABEL)]
_GAPS = [(word, gap.label) for word, gap in evidence.OF_ENTRIES.items() if word != CONFLICT]


class EntryFilter(StrictFilterSet):
    """Within one parameter any of the values, across parameters all of them."""

    titles = {"q": "Words:", "kind": "", "conflict": "", "from": "From", "to": "To"}
    beside = frozenset({"sort", "page", "after", "before"})
    sorts = SORTS
    usual_sort = "-date"
    ranked = True

    q = Words(method="having_words")
    kind = several("of_kind", fixed(Kind.choices), "a kind of entry")
    type = several("of_type", terms(*TYPE_SCHEME.values()), "a type of entry")
    category = several("of_category", terms("system-category"), "a category of system")
    topic = several("on_topic", terms("topic"), "a topic of this record")
    evidence = several("with_evidence", fixed(_EVIDENCE), "a grade of evidence")
    conflict = several("in_conflict", fixed([("yes", CONFLICT_LABEL)]), "an answer that this list knows")
    institution = several("with_institution", rows_of(institutions, "slug", "title"), "an institution in this record")
    place = several("at_place", rows_of(Place.objects.all, "code", "name"), "a place of this record")
    country = several(
        "of_country",
        rows_of(lambda: Place.objects.filter(precision="country"), "code", "name"),
        "a country of this record",
    )
    source = several("citing", rows_of(Source.objects.public, "slug", "title"), "a source of this record")
    seat = several("seated_at", rows_of(Place.objects.all, "code", "name"), "a place of this record")
    status = several("at_stage", fixed(Stage.choices), "a stage in the life of an agreement")
    decade = decades.decades("in_decade")
    gap = several("lacking", fixed(_GAPS), "a gap that this record counts")

    def __init__(
        self, data: QueryDict, base: QuerySet[Entry] | Base, path: str, *, today: dt.date | None = None
    ) -> None:
        self.asked = evidence.Asked(today or evidence.today())
        self.day = self.asked.today
        super().__init__(data, base, path)

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """`from` is a word of Python, so it cannot be declared like the others."""
        filters = super().get_filters()
        return {**filters, "from": When(method="since"), "to": When(method="until")} if filters else filters

    @cached_property
    def held(self) -> Holdings:
        return facets.of_entries()

    def holding(self, name: str, value: Any) -> BitMap | None:
        held = self.held
        if name in _TREES:
            return held.any_of(name, self.within(name, _TREES[name], value))
        if name in ("institution", "source", "country"):
            return held.any_of(name, (each.row.pk for each in value))
        if name in ("kind", "conflict"):
            return held.any_of(name, (each.row for each in value))
        if name == "evidence":
            words = {each.row for each in value}
            graded = held.any_of("evidence", words - {CONFLICT})
            return graded | held.any_of("conflict", ["yes"]) if CONFLICT in words else graded
        if name == "status":
            return BitMap.union(*(lifecycle.rows_at(Stage(each.row), held, self.day) for each in value))
        if name == "gap":
            return evidence.held((evidence.OF_ENTRIES[each.row] for each in value), held, self.asked)
        if name == "decade":
            return decades.held(held.years, value)
        if name in ("from", "to"):
            return (decades.since if name == "from" else decades.until)(held.years, value, Entry.objects.published())
        if name == "q":
            return held.snapshot.asked(("words", value), lambda: ENTRIES.rows(value, held.all))
        return None

    def having_words(self, entries: QuerySet[Entry], _: str, query: Query) -> QuerySet[Entry]:
        """All that is looked for, in the title, a name, the summary, a statement or the title of a source."""
        return entries.filter(ENTRIES.matching(query))

    def of_kind(self, entries: QuerySet[Entry], _: str, kinds: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(kind__in=[each.row for each in kinds])

    def of_type(self, entries: QuerySet[Entry], name: str, types: list[Chosen]) -> QuerySet[Entry]:
        """Narrower types count; so do narrower categories, narrower topics and places within."""
        return entries.filter(type__in=self.within(name, _TYPES, types))

    def of_category(self, entries: QuerySet[Entry], name: str, categories: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(category__in=self.within(name, _CATEGORIES, categories))

    def on_topic(self, entries: QuerySet[Entry], name: str, topics: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(about.on_topics(self.within(name, TOPICS, topics)))

    def with_evidence(self, entries: QuerySet[Entry], _: str, grades: list[Chosen]) -> QuerySet[Entry]:
        words = [each.row for each in grades]
        asked = Q(grade__in=[word for word in words if word != CONFLICT])
        return entries.filter(asked | Q(in_conflict=True) if CONFLICT in words else asked)

    def in_conflict(self, entries: QuerySet[Entry], _: str, __: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(in_conflict=True)

    def lacking(self, entries: QuerySet[Entry], _: str, gaps: list[Chosen]) -> QuerySet[Entry]:
        return evidence.lacking([evidence.OF_ENTRIES[each.row] for each in gaps], entries, self.asked)

    def with_institution(self, entries: QuerySet[Entry], _: str, chosen: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(about.joined_to([each.row.pk for each in chosen]))

    def at_place(self, entries: QuerySet[Entry], name: str, places: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(about.at_places(self.within(name, trees.places, places)))

    def of_country(self, entries: QuerySet[Entry], _: str, countries: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(country__in=[each.row.pk for each in countries])

    def seated_at(self, entries: QuerySet[Entry], name: str, places: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(institution__seat__in=self.within(name, trees.places, places))

    def at_stage(self, entries: QuerySet[Entry], _: str, stages: list[Chosen]) -> QuerySet[Entry]:
        """By the end of the day; none but agreements have a stage."""
        return lifecycle.at_stage(entries, [Stage(each.row) for each in stages], self.day)

    def citing(self, entries: QuerySet[Entry], _: str, sources: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(about.citing([each.row.pk for each in sources]))

    def in_decade(self, entries: QuerySet[Entry], _: str, chosen: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(decades.within(chosen))

    def since(self, entries: EntryQuerySet, _: str, span: dates.Span) -> EntryQuerySet:
        return entries.overlapping(start=span.earliest)

    def until(self, entries: EntryQuerySet, _: str, span: dates.Span) -> EntryQuerySet:
        return entries.overlapping(end=span.latest)
