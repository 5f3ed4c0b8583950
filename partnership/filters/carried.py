"""Filters of what hangs on entries (sources, figures): it takes over what its entries are about."""

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from partnership.filters import about, decades
from partnership.filters.fields import Chosen, Several, rows_of, words_of
from partnership.filters.strict import StrictFilterSet
from partnership.holdings import BitMap
from partnership.models import Entry, Place, Term
from partnership.queries import trees
from partnership.vocabulary import Kind

TOPICS = partial(trees.terms, "topic")


def several(method: str, source: Any, what: str) -> Several:
    find, known = source
    return Several(method=method, find=find, known=known, what=what)


def fixed(choices: list[tuple[str, str]]) -> Any:
    return words_of(choices), lambda: [value for value, _ in choices]


def terms(*schemes: str) -> Any:
    return rows_of(lambda: Term.objects.filter(scheme__in=schemes), "code", "label")


def institutions() -> QuerySet[Entry]:
    return Entry.objects.published().filter(kind=Kind.INSTITUTION)


class CarriedFilterSet(StrictFilterSet):
    kind = several("of_kind", fixed(Kind.choices), "a kind of entry")
    topic = several("on_topic", terms("topic"), "a topic of this record")
    institution = several("with_institution", rows_of(institutions, "slug", "title"), "an institution in this record")
    place = several("at_place", rows_of(Place.objects.all, "code", "name"), "a place of this record")

    def holding(self, name: str, value: Any) -> BitMap | None:
        held = self.held
        if name == "kind":
            return held.any_of(name, (each.row for each in value))
        if name in ("topic", "place"):
            return held.any_of(name, self.within(name, TOPICS if name == "topic" else trees.places, value))
        if name == "institution":
            return held.any_of(name, (each.row.pk for each in value))
        if name == "decade":
            return decades.held(held.years, value)
        return None

    def carried(self, rows: QuerySet[Any], entries: QuerySet[Entry]) -> QuerySet[Any]:
        """The rows that hang on any of these entries, all of which are public."""
        raise NotImplementedError

    def of_entries(self, rows: QuerySet[Any], asked: Q) -> QuerySet[Any]:
        return self.carried(rows, Entry.objects.published().filter(asked).order_by())

    def of_kind(self, rows: QuerySet[Any], _: str, kinds: list[Chosen]) -> QuerySet[Any]:
        return self.of_entries(rows, Q(kind__in=[each.row for each in kinds]))

    def on_topic(self, rows: QuerySet[Any], name: str, topics: list[Chosen]) -> QuerySet[Any]:
        return self.of_entries(rows, about.on_topics(self.within(name, TOPICS, topics)))

    def at_place(self, rows: QuerySet[Any], name: str, places: list[Chosen]) -> QuerySet[Any]:
        return self.of_entries(rows, about.at_places(self.within(name, trees.places, places)))

    def with_institution(self, rows: QuerySet[Any], _: str, chosen: list[Chosen]) -> QuerySet[Any]:
        """What is said of the institution itself counts as well."""
        keys = [each.row.pk for each in chosen]
        return self.of_entries(rows, Q(pk__in=keys) | about.joined_to(keys))
