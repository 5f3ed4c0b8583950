"""The filters of every list of entries."""

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from partnership import dates
from partnership.filters.strict import Chosen, Several, StrictFilterSet, When, Words, rows_of, words_of
from partnership.models import AgreementAction, Citation, Entry, Place, Relation, Source, Term
from partnership.models.querysets import EntryQuerySet
from partnership.queries import evidence, trees
from partnership.search import Query
from partnership.search.engine import ENTRIES
from partnership.vocabulary import CONFLICT_LABEL, TYPE_SCHEME, Grade, Kind

CONFLICT = evidence.CONFLICT
_TYPES = partial(trees.terms, *TYPE_SCHEME.values())
_CATEGORIES = partial(trees.terms, "system-category")
_TOPICS = partial(trees.terms, "topic")
# `evidence=conflict` is the older way to ask for `conflict=yes`; beside grades it widens, the other narrows.
_EVIDENCE = [*Grade.choices, (CONFLICT, CONFLICT_LABEL)]
_GAPS = [(word, gap.label) for word, gap in evidence.OF_ENTRIES.items() if word != CONFLICT]


def _terms(*schemes: str) -> Any:
    return rows_of(lambda: Term.objects.filter(scheme__in=schemes), "code", "label")


def _institutions() -> QuerySet[Entry]:
    return Entry.objects.published().filter(kind=Kind.INSTITUTION)


def _several(method: str, source: Any, what: str) -> Several:
    find, known = source
    return Several(method=method, find=find, known=known, what=what)


def _fixed(choices: list[tuple[str, str]]) -> Any:
    return words_of(choices), lambda: [value for value, _ in choices]


class EntryFilter(StrictFilterSet):
    """Within one parameter any of the values, across parameters all of them."""

    titles = {"q": "Words:", "kind": "", "evidence": "Evidence:", "conflict": "", "from": "From", "to": "To"} | {
        name: f"{name.capitalize()}:"
        for name in ("type", "category", "topic", "institution", "place", "country", "source", "gap")
    }
    beside = frozenset({"sort", "page", "after", "before"})

    q = Words(method="having_words")
    kind = _several("of_kind", _fixed(Kind.choices), "a kind of entry")
    type = _several("of_type", _terms(*TYPE_SCHEME.values()), "a type of entry")
    category = _several("of_category", _terms("system-category"), "a category of system")
    topic = _several("on_topic", _terms("topic"), "a topic of this record")
    evidence = _several("with_evidence", _fixed(_EVIDENCE), "a grade of evidence")
    conflict = _several("in_conflict", _fixed([("yes", CONFLICT_LABEL)]), "an answer that this list knows")
    institution = _several("with_institution", rows_of(_institutions, "slug", "title"), "an institution in this record")
    place = _several("at_place", rows_of(Place.objects.all, "code", "name"), "a place of this record")
    country = _several(
        "of_country",
        rows_of(lambda: Place.objects.filter(precision="country"), "code", "name"),
        "a country of this record",
    )
    source = _several("citing", rows_of(Source.objects.public, "slug", "title"), "a source of this record")
    gap = _several("lacking", _fixed(_GAPS), "a gap that this record counts")

    def __init__(self, data: QueryDict, queryset: QuerySet[Entry], path: str, *, today: dt.date | None = None) -> None:
        self.asked = evidence.Asked(today or evidence.today())
        super().__init__(data, queryset, path)

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """`from` is a word of Python, so it cannot be declared like the others."""
        filters = super().get_filters()
        return {**filters, "from": When(method="since"), "to": When(method="until")} if filters else filters

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
        below = self.within(name, _TOPICS, topics)
        return entries.filter(Exists(Entry.topics.through.objects.filter(entry=OuterRef("pk"), term__in=below)))

    def with_evidence(self, entries: QuerySet[Entry], _: str, grades: list[Chosen]) -> QuerySet[Entry]:
        words = [each.row for each in grades]
        asked = Q(grade__in=[word for word in words if word != CONFLICT])
        return entries.filter(asked | Q(in_conflict=True) if CONFLICT in words else asked)

    def in_conflict(self, entries: QuerySet[Entry], _: str, __: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(in_conflict=True)

    def lacking(self, entries: QuerySet[Entry], _: str, gaps: list[Chosen]) -> QuerySet[Entry]:
        return evidence.lacking([evidence.OF_ENTRIES[each.row] for each in gaps], entries, self.asked)

    def with_institution(self, entries: QuerySet[Entry], _: str, institutions: list[Chosen]) -> QuerySet[Entry]:
        """Joined to it by a relation, either way, or by a step of an agreement."""
        rows = [each.row.pk for each in institutions]
        return entries.filter(
            Exists(Relation.objects.filter(subject=OuterRef("pk"), object__in=rows))
            | Exists(Relation.objects.filter(object=OuterRef("pk"), subject__in=rows))
            | Exists(AgreementAction.objects.filter(agreement=OuterRef("pk"), party__in=rows))
        )

    def at_place(self, entries: QuerySet[Entry], name: str, places: list[Chosen]) -> QuerySet[Entry]:
        below = self.within(name, trees.places, places)
        return entries.filter(Exists(Entry.places.through.objects.filter(entry=OuterRef("pk"), place__in=below)))

    def of_country(self, entries: QuerySet[Entry], _: str, countries: list[Chosen]) -> QuerySet[Entry]:
        return entries.filter(country__in=[each.row.pk for each in countries])

    def citing(self, entries: QuerySet[Entry], _: str, sources: list[Chosen]) -> QuerySet[Entry]:
        rows = [each.row.pk for each in sources]
        return entries.filter(Exists(Citation.objects.filter(statement__entry=OuterRef("pk"), source__in=rows)))

    def since(self, entries: EntryQuerySet, _: str, span: dates.Span) -> EntryQuerySet:
        return entries.overlapping(start=span.earliest)

    def until(self, entries: EntryQuerySet, _: str, span: dates.Span) -> EntryQuerySet:
        return entries.overlapping(end=span.latest)
