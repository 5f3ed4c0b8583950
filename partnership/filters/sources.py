"""The filters of the list of sources."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from partnership import dates
from partnership.filters import decades
from partnership.filters.carried import CarriedFilterSet, fixed, several, terms
from partnership.filters.fields import Chosen, Several, When, Words
from partnership.filters.strict import StrictFilterSet
from partnership.holdings import BitMap
from partnership.models import Citation, Entry, Source
from partnership.queries import evidence, facets
from partnership.queries.facets import Base, Holdings
from partnership.queries.sources import SORTS, language_name
from partnership.search import Query
from partnership.search.engine import SOURCES
from partnership.vocabulary import Grade, SourceType, Status


def _column(column: str, label: Callable[[str], str] = str) -> Any:
    """The texts that a column holds among the public sources name themselves."""

    def find(values: list[str]) -> list[Chosen]:
        rows = Source.objects.public().order_by(column).filter(**{f"{column}__in": values})
        return [Chosen(value, label(value), value) for value in rows.values_list(column, flat=True).distinct()]

    def known() -> set[str]:
        return set(Source.objects.public().order_by().values_list(column, flat=True)) - {""}

    return find, known


def _year(values: list[str]) -> list[Chosen]:
    return [Chosen(each, each, int(each)) for each in values if re.fullmatch(r"[1-9][0-9]{0,3}", each)]


_GAPS = [(word, gap.label) for word, gap in evidence.OF_SOURCES.items()]


class SourceFilter(CarriedFilterSet):
    """`evidence` asks how well the sentences are evidenced that cite a source; its time is that of publication."""

    titles = {"q": "Words:", "kind": "Cited by:", "evidence": "Sentences:", "from": "From", "to": "To"}
    headings = StrictFilterSet.headings | {
        "kind": ("Cited by", "kinds of entries"),
        "evidence": ("Its sentences", "grades of sentences"),
    }
    beside = frozenset({"sort", "page"})
    sorts = SORTS
    usual_sort = "title"
    ranked = True

    q = Words(method="having_words")
    tier = several("of_tier", terms("source-tier"), "a tier of sources")
    type = several("of_type", fixed(SourceType.choices), "a type of source")
    evidence = several("with_evidence", fixed(Grade.choices), "a grade of evidence")
    publisher = several("by_publisher", _column("publisher"), "a publisher in this record")
    language = several("in_language", _column("language", language_name), "a language of these sources")
    decade = decades.decades("in_decade")
    year = Several(method="of_year", find=_year, known=lambda: (), what="a year", right="A year, such as 2003.")
    gap = several("lacking", fixed(_GAPS), "a gap that this record counts")

    def __init__(
        self, data: QueryDict, base: QuerySet[Source] | Base, path: str, *, today: dt.date | None = None
    ) -> None:
        """On `today` hangs which sources are stale."""
        self.asked = evidence.Asked(today or evidence.today())
        super().__init__(data, base, path)

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        filters = super().get_filters()
        return {**filters, "from": When(method="since"), "to": When(method="until")} if filters else filters

    @property
    def list_of(self) -> QuerySet[Source]:
        """All there are: which of them are public is held, and to ask it of each takes long."""
        return Source.objects.all()

    @property
    def whole(self) -> bool:
        return False

    def carried(self, rows: QuerySet[Source], entries: QuerySet[Entry]) -> QuerySet[Source]:
        cited = Citation.objects.filter(source=OuterRef("pk"), statement__entry__in=entries.values("pk"))
        return rows.filter(Exists(cited))

    @cached_property
    def held(self) -> Holdings:
        return facets.of_sources()

    def holding(self, name: str, value: Any) -> BitMap | None:
        if name in ("type", "publisher", "language", "evidence"):
            return self.held.any_of(name, (each.row for each in value))
        if name == "tier":
            return self.held.any_of(name, (each.row.pk for each in value))
        if name == "gap":
            return evidence.held((evidence.OF_SOURCES[each.row] for each in value), self.held, self.asked)
        if name in ("from", "to"):
            return (decades.since if name == "from" else decades.until)(self.held.years, value, Source.objects.all())
        if name == "q":
            return self.held.snapshot.asked(("of sources", value), lambda: SOURCES.rows(value, self.held.all))
        if name == "year":
            return self.held.any_of("begins", (each.row for each in value))
        return super().holding(name, value)

    def having_words(self, sources: QuerySet[Source], _: str, query: Query) -> QuerySet[Source]:
        """All that is looked for, in the title, the publisher or the authors."""
        return sources.filter(SOURCES.matching(query))

    def of_tier(self, sources: QuerySet[Source], _: str, tiers: list[Chosen]) -> QuerySet[Source]:
        return sources.filter(tier__in=[each.row.pk for each in tiers])

    def of_type(self, sources: QuerySet[Source], _: str, types: list[Chosen]) -> QuerySet[Source]:
        return sources.filter(csl_type__in=[each.row for each in types])

    def by_publisher(self, sources: QuerySet[Source], _: str, publishers: list[Chosen]) -> QuerySet[Source]:
        return sources.filter(publisher__in=[each.row for each in publishers])

    def in_language(self, sources: QuerySet[Source], _: str, languages: list[Chosen]) -> QuerySet[Source]:
        return sources.filter(language__in=[each.row for each in languages])

    def of_year(self, sources: QuerySet[Source], _: str, years: list[Chosen]) -> QuerySet[Source]:
        return sources.filter(date_earliest__year__in=[each.row for each in years])

    def with_evidence(self, sources: QuerySet[Source], _: str, grades: list[Chosen]) -> QuerySet[Source]:
        public = Citation.objects.filter(source=OuterRef("pk"), statement__entry__status=Status.PUBLISHED)
        return sources.filter(Exists(public.filter(statement__grade__in=[each.row for each in grades])))

    def in_decade(self, sources: QuerySet[Source], _: str, chosen: list[Chosen]) -> QuerySet[Source]:
        return sources.filter(decades.within(chosen))

    def since(self, sources: QuerySet[Source], _: str, span: dates.Span) -> QuerySet[Source]:
        return sources.filter(date_latest__gte=span.earliest)

    def until(self, sources: QuerySet[Source], _: str, span: dates.Span) -> QuerySet[Source]:
        return sources.filter(date_earliest__lte=span.latest)

    def lacking(self, sources: QuerySet[Source], _: str, gaps: list[Chosen]) -> QuerySet[Source]:
        return evidence.lacking([evidence.OF_SOURCES[each.row] for each in gaps], sources, self.asked)
