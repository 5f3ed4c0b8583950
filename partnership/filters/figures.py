"""The filters of the table of figures."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from partnership import dates
from partnership.filters.strict import Chosen, Several, StrictFilterSet, When, Words, rows_of, words_of
from partnership.models import Entry, Term, Value
from partnership.queries import figures, trees
from partnership.search import Query
from partnership.search.engine import ENTRIES
from partnership.vocabulary import Kind

_MEASURES, _MEASURE_CODES = rows_of(lambda: Term.objects.filter(scheme="measure"), "code", "label")
_TOPICS, _TOPIC_CODES = rows_of(lambda: Term.objects.filter(scheme="topic"), "code", "label")


class FigureFilter(StrictFilterSet):
    titles = {"q": "Words:", "measure": "Measure:", "kind": "", "topic": "Topic:", "from": "From", "to": "To"}
    beside = frozenset({"sort", "page"})

    q = Words(method="having_words")
    measure = Several(method="of_measure", find=_MEASURES, known=_MEASURE_CODES, what="a measure of this record")
    kind = Several(method="of_kind", find=words_of(Kind.choices), known=lambda: Kind.values, what="a kind of entry")
    topic = Several(method="on_topic", find=_TOPICS, known=_TOPIC_CODES, what="a topic of this record")

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        filters = super().get_filters()
        return {**filters, "from": When(method="since"), "to": When(method="until")} if filters else filters

    def having_words(self, values: QuerySet[Value], _: str, query: Query) -> QuerySet[Value]:
        """The figures of the entries that hold all that is looked for."""
        return values.filter(ENTRIES.matching(query, pk="statement__entry"))

    def of_measure(self, values: QuerySet[Value], _: str, measures: list[Chosen]) -> QuerySet[Value]:
        return values.filter(measure__in=[each.row.pk for each in measures])

    def of_kind(self, values: QuerySet[Value], _: str, kinds: list[Chosen]) -> QuerySet[Value]:
        return values.filter(statement__entry__kind__in=[each.row for each in kinds])

    def on_topic(self, values: QuerySet[Value], name: str, topics: list[Chosen]) -> QuerySet[Value]:
        below = self.within(name, lambda: trees.terms("topic"), topics)
        on_topic = Entry.topics.through.objects.filter(entry=OuterRef("statement__entry"), term__in=below)
        return values.filter(Exists(on_topic))

    def since(self, values: QuerySet[Value], _: str, span: dates.Span) -> QuerySet[Value]:
        return figures.overlapping(values, start=span.earliest or dates.FIRST)

    def until(self, values: QuerySet[Value], _: str, span: dates.Span) -> QuerySet[Value]:
        return figures.overlapping(values, end=span.latest or dates.LAST)
