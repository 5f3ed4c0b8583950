"""Sources as the public sees them, and what was taken from one."""

from collections.abc import Callable
from dataclasses import replace

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language_info

from partnership import dates
from partnership.models import Citation, Source
from partnership.queries import keyset
from partnership.queries.facets import LONGEST, Tally, listed
from partnership.vocabulary import SourceType, Status

SORTS = {"title": "By title", "-date": "Newest first", "date": "Oldest first"}
ORDERS = {"title": ("title", "pk"), "-date": ("-date_earliest", "pk"), "date": ("date_earliest", "pk")}
_PUBLIC = Q(citations__statement__entry__status=Status.PUBLISHED)


def public() -> QuerySet[Source]:
    """Each with `taken`: how many public statements cite it."""
    taken = Count("citations__statement", filter=_PUBLIC, distinct=True)
    return Source.objects.public().select_related("tier").annotate(taken=taken)


def ordered(sources: QuerySet[Source], sort: str) -> QuerySet[Source]:
    return keyset.ordered(sources, ORDERS[sort])


def for_items(sources: QuerySet[Source]) -> QuerySet[Source]:
    """All rows that a reference is made of."""
    return sources.prefetch_related("copies", "identifiers")


def taken(source: Source) -> list[Citation]:
    """The public citations of a source in its own order: by part, then by the locator within it."""
    citations = Citation.objects.filter(source=source, statement__entry__status=Status.PUBLISHED)
    return list(
        citations.select_related("statement__entry", "statement__claimant", "part").order_by(
            F("part__order").asc(nulls_last=True), "locator", "statement__entry__title", "statement__position", "pk"
        )
    )


def _counted(*columns: str) -> Callable[[QuerySet[Source]], list[Tally]]:
    def count(found: QuerySet[Source]) -> list[Tally]:
        chosen = Source.objects.filter(pk__in=found.order_by().values("pk")).order_by()
        rows = chosen.exclude(**{columns[0]: ""}).values_list(*columns).annotate(n=Count("pk"))
        return listed(Tally(row[0], row[-2], row[-1]) for row in rows)[:LONGEST]

    return count


def language_name(code: str) -> str:
    """In English; a code that nobody knows stays a code."""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code


def _languages(found: QuerySet[Source]) -> list[Tally]:
    return [replace(tally, label=language_name(tally.value)) for tally in _counted("language")(found)]


def _types(found: QuerySet[Source]) -> list[Tally]:
    return [replace(tally, label=SourceType(tally.value).label) for tally in _counted("csl_type")(found)]


def _years(found: QuerySet[Source]) -> list[Tally]:
    """By the year in which their time begins, as the filter takes them."""
    chosen = Source.objects.filter(pk__in=found.order_by().values("pk"), date_earliest__gt=dates.FIRST)
    rows = chosen.order_by().values_list("date_earliest__year").annotate(n=Count("pk"))
    return [Tally(str(year), str(year), count) for year, count in rows.order_by("-date_earliest__year")][:LONGEST]


COUNTED = {
    "tier": _counted("tier__code", "tier__label"),
    "type": _types,
    "publisher": _counted("publisher"),
    "language": _languages,
    "year": _years,
}
