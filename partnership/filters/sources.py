"""The filters of the list of sources."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from partnership.filters.strict import (
    Chosen,
    Several,
    StrictFilterSet,
    Words,
    rows_of,
    words_of,
)
from partnership.models import Source, Term
from partnership.queries import evidence
from partnership.queries.sources import language_name
from partnership.search import Query
from partnership.search.engine import SOURCES
from partnership.vocabulary import SourceType


def _column(column: str, label: Callable[[str], str] = str) -> dict[str, Any]:
    """The texts that a column holds among the public sources name themselves."""

    def find(values: list[str]) -> list[Chosen]:
        rows = Source.objects.public().order_by().filter(**{f"{column}__in": values})
        return [Chosen(value, label(value), value) for value in rows.values_list(column, flat=True).distinct()]

    def known() -> set[str]:
        return set(Source.objects.public().order_by().values_list(column, flat=True)) - {""}

    return {"find": find, "known": known}


def _year(values: list[str]) -> list[Chosen]:
    return [Chosen(each, each, int(each)) for each in values if re.fullmatch(r"[0-9]{1,4}", each) and int(each)]


_TIERS, _TIER_CODES = rows_of(lambda: Term.objects.filter(scheme="source-tier"), "code", "label")


class SourceFilter(StrictFilterSet):
    titles = {
        "q": "Words:",
        "tier": "Tier:",
        "type": "Type:",
        "publisher": "Publisher:",
        "language": "Language:",
        "year": "Year:",
        "gap": "Gap:",
    }
    beside = frozenset({"sort", "page"})

    q = Words(method="having_words")
    tier = Several(method="of_tier", find=_TIERS, known=_TIER_CODES, what="a tier of sources")
    type = Several(
        method="of_type",
        find=words_of(SourceType.choices),
        known=lambda: SourceType.values,
        what="a type of source",
    )
    publisher = Several(method="by_publisher", what="a publisher in this record", **_column("publisher"))
    language = Several(method="in_language", what="a language of these sources", **_column("language", language_name))
    year = Several(method="of_year", find=_year, known=lambda: ["2003", "2021"], what="a year")
    gap = Several(
        method="lacking",
        find=words_of((word, gap.label) for word, gap in evidence.OF_SOURCES.items()),
        known=lambda: evidence.OF_SOURCES,
        what="a gap that this record counts",
    )

    def __init__(self, data: QueryDict, queryset: QuerySet[Source], path: str, *, today: dt.date | None = None) -> None:
        """On `today` hangs which sources are stale."""
        self.asked = evidence.Asked(today or evidence.today())
        super().__init__(data, queryset, path)

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

    def lacking(self, sources: QuerySet[Source], _: str, gaps: list[Chosen]) -> QuerySet[Source]:
        return evidence.lacking([evidence.OF_SOURCES[each.row] for each in gaps], sources, self.asked)
