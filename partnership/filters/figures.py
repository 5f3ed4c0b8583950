"""The filters of the table of figures."""

from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property

from partnership import dates
from partnership.filters import decades
from partnership.filters.carried import CarriedFilterSet, fixed, several, terms
from partnership.filters.fields import Chosen, When, Words, rows_of
from partnership.holdings import BitMap
from partnership.holdings.rows import WHEN
from partnership.models import Citation, Entry, Source, Value
from partnership.queries import facets, figures, trees
from partnership.queries.facets import Holdings
from partnership.search import Query
from partnership.search.engine import ENTRIES
from partnership.vocabulary import TYPE_SCHEME, Grade

_TYPES = partial(trees.terms, *TYPE_SCHEME.values())


class FigureFilter(CarriedFilterSet):
    """`source` and `evidence` are those of the sentence that gives the figure, the others those of its entry."""

    titles = {"q": "Words:", "kind": "", "from": "From", "to": "To"}
    beside = frozenset({"sort", "page"})
    sorts = figures.SORTS
    usual_sort = "measure"

    q = Words(method="having_words")
    measure = several("of_measure", terms("measure"), "a measure of this record")
    type = several("of_type", terms(*TYPE_SCHEME.values()), "a type of entry")
    source = several("citing", rows_of(Source.objects.public, "slug", "title"), "a source of this record")
    evidence = several("with_evidence", fixed(Grade.choices), "a grade of evidence")
    decade = decades.decades("in_decade")

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        filters = super().get_filters()
        return {**filters, "from": When(method="since"), "to": When(method="until")} if filters else filters

    def carried(self, rows: QuerySet[Value], entries: QuerySet[Entry]) -> QuerySet[Value]:
        return rows.filter(statement__entry__in=entries.values("pk"))

    @cached_property
    def held(self) -> Holdings:
        return facets.of_figures()

    def holding(self, name: str, value: Any) -> BitMap | None:
        if name == "type":
            return self.held.any_of(name, self.within(name, _TYPES, value))
        if name in ("measure", "source"):
            return self.held.any_of(name, (each.row.pk for each in value))
        if name == "evidence":
            return self.held.any_of(name, (each.row for each in value))
        if name in ("from", "to"):
            period = (value.earliest, dates.LAST) if name == "from" else (dates.FIRST, value.latest)
            return self.held.any_of(WHEN, figures.touching(self._spans, *period))
        return super().holding(name, value)

    @property
    def _spans(self) -> list[dates.Span]:
        snapshot, of = self.held.snapshot, self.held.of
        return snapshot.derived(("spans", of), lambda: [dates.parse(text) for text in snapshot.values(of, WHEN)])

    def having_words(self, values: QuerySet[Value], _: str, query: Query) -> QuerySet[Value]:
        """The figures of the entries that hold all that is looked for."""
        return values.filter(ENTRIES.matching(query, pk="statement__entry"))

    def of_measure(self, values: QuerySet[Value], _: str, measures: list[Chosen]) -> QuerySet[Value]:
        return values.filter(measure__in=[each.row.pk for each in measures])

    def of_type(self, values: QuerySet[Value], name: str, types: list[Chosen]) -> QuerySet[Value]:
        return self.of_entries(values, Q(type__in=self.within(name, _TYPES, types)))

    def citing(self, values: QuerySet[Value], _: str, sources: list[Chosen]) -> QuerySet[Value]:
        cited = Citation.objects.filter(statement=OuterRef("statement"), source__in=[each.row.pk for each in sources])
        return values.filter(Exists(cited))

    def with_evidence(self, values: QuerySet[Value], _: str, grades: list[Chosen]) -> QuerySet[Value]:
        return values.filter(statement__grade__in=[each.row for each in grades])

    def in_decade(self, values: QuerySet[Value], _: str, chosen: list[Chosen]) -> QuerySet[Value]:
        periods = [each.row for each in chosen if each.row]
        times = [text for start, end in periods for text in figures.times_within(self.queryset, start, end)]
        return values.filter(as_of__in=[*times, ""] if len(periods) < len(chosen) else times)

    def since(self, values: QuerySet[Value], _: str, span: dates.Span) -> QuerySet[Value]:
        return figures.overlapping(values, start=span.earliest)

    def until(self, values: QuerySet[Value], _: str, span: dates.Span) -> QuerySet[Value]:
        return figures.overlapping(values, end=span.latest)
