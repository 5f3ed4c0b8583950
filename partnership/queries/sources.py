"""Sources as the public sees them, and what was taken from one."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import get_language_info

from partnership.models import Citation, Holding, Source
from partnership.prepared import Rows
from partnership.vocabulary import Held, Status

SORTS = {"title": "By title", "-date": "Newest first", "date": "Oldest first"}
ORDERS = {"title": ("title", "pk"), "-date": ("-date_earliest", "pk"), "date": ("date_earliest", "pk")}  # for `walk`


def public() -> QuerySet[Source]:
    """Each with `taken`: how many public statements cite it."""
    return for_lines(Source.objects.public())


def for_lines(sources: QuerySet[Source]) -> QuerySet[Source]:
    """All that a line of the list shows. The statements are kept by source: some have tens of thousands."""
    value = Cast(OuterRef("pk"), CharField())
    parts = Holding.objects.filter(of=Held.STATEMENTS, facet="source", value=value).order_by().values("value")
    taken = Subquery(parts.annotate(all=Sum("count")).values("all"))
    return sources.select_related("tier").annotate(taken=Coalesce(taken, 0))


LINES = Rows(public())


def for_items(sources: QuerySet[Source]) -> QuerySet[Source]:
    """All rows that a reference is made of."""
    return sources.prefetch_related("copies", "identifiers")


def taken(source: Source) -> list[Citation]:
    """The public citations of a source in its own order: by part, then by the locator within it."""
    return list(_taken(Citation.objects.filter(source=source)))


def _taken(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    public = citations.filter(statement__entry__status=Status.PUBLISHED)
    return public.select_related("statement__entry", "statement__claimant", "part").order_by(
        F("part__order").asc(nulls_last=True), "locator", "statement__entry__title", "statement__position", "pk"
    )


class Whole(NamedTuple):
    """A source with what its document shows: what was taken from it, what it relays, and what relays it."""

    source: Source
    taken: list[Citation]
    origin: Source | None
    relays: list[Source]


def wholes(sources: Sequence[Source]) -> list[Whole]:
    """Of many sources, at a constant number of queries. Reads their parts, copies and identifiers; fetch them."""
    citations: dict[int, list[Citation]] = defaultdict(list)
    for citation in _taken(Citation.objects.filter(source__in=sources)):
        citations[citation.source_id].append(citation)
    origins = Source.objects.public().in_bulk({each.origin_id for each in sources if each.origin_id})
    relays: dict[int | None, list[Source]] = defaultdict(list)
    for relay in Source.objects.public().filter(origin__in=sources):
        relays[relay.origin_id].append(relay)
    return [Whole(each, citations[each.pk], origins.get(each.origin_id or 0), relays[each.pk]) for each in sources]


def for_documents(sources: QuerySet[Source]) -> QuerySet[Source]:
    """All rows of the sources themselves that their documents are made of."""
    return sources.select_related("tier").prefetch_related("parts", "copies", "identifiers")


def language_name(code: str) -> str:
    """In English; a code that nobody knows stays a code."""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code
