"""Sources as the public sees them, and what was taken from one."""

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language_info

from partnership.models import Citation, Source
from partnership.vocabulary import Status

SORTS = {"title": "By title", "-date": "Newest first", "date": "Oldest first"}
_PUBLIC = Q(citations__statement__entry__status=Status.PUBLISHED)


def public() -> QuerySet[Source]:
    """Each with `taken`: how many public statements cite it."""
    return for_lines(Source.objects.public())


def for_lines(sources: QuerySet[Source]) -> QuerySet[Source]:
    """All that a line of the list shows."""
    taken = Count("citations__statement", filter=_PUBLIC, distinct=True)
    return sources.select_related("tier").annotate(taken=taken)


def ordered(sources: QuerySet[Source], sort: str) -> QuerySet[Source]:
    if sort == "title":
        return sources.order_by("title", "pk")
    day = F("date_earliest")
    return sources.order_by(day.asc(nulls_last=True) if sort == "date" else day.desc(nulls_last=True), "pk")


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


def language_name(code: str) -> str:
    """In English; a code that nobody knows stays a code."""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code
