"""Every measured value that a published entry states."""

import datetime as dt

from django.db.models import Count, Prefetch, QuerySet

from partnership import dates
from partnership.models import Citation, Entry, Value
from partnership.queries import facets
from partnership.queries.facets import Tally
from partnership.vocabulary import Kind, Status

SORTS = {
    "measure": ("By measure", ("measure__order", "measure__label", "as_of", "pk")),
    "-date": ("Newest first", ("-as_of", "measure__label", "pk")),
    "date": ("Oldest first", ("as_of", "measure__label", "pk")),
    "title": ("By entry", ("statement__entry__title", "statement__position", "position", "pk")),
}


def public() -> QuerySet[Value]:
    return Value.objects.filter(measure__isnull=False, statement__entry__status=Status.PUBLISHED)


def for_rows(values: QuerySet[Value]) -> QuerySet[Value]:
    """All rows that a line of the table shows."""
    return values.select_related("measure", "unit", "statement__entry").prefetch_related(
        Prefetch(
            "statement__citations",
            Citation.objects.select_related("source", "part").order_by("position", "pk"),
        )
    )


def overlapping(values: QuerySet[Value], start: dt.date = dates.FIRST, end: dt.date = dates.LAST) -> QuerySet[Value]:
    """Values that hold for a time that touches the period; those without one never do."""
    texts = values.exclude(as_of="").order_by().values_list("as_of", flat=True).distinct()
    spans = [dates.parse(text) for text in texts]
    return values.filter(as_of__in=[each.edtf for each in spans if _touches(each, start, end)])


def _touches(span: dates.Span, start: dt.date, end: dt.date) -> bool:
    return bool(span.earliest and span.latest and span.latest >= start and span.earliest <= end)


def _measures(values: QuerySet[Value]) -> list[Tally]:
    rows = values.order_by().values_list("measure__code", "measure__label").annotate(n=Count("pk"))
    return facets.listed(Tally(*row) for row in rows)


def _kinds(values: QuerySet[Value]) -> list[Tally]:
    found = dict(values.order_by().values_list("statement__entry__kind").annotate(n=Count("pk")))
    return [Tally(kind.value, kind.label, found[kind.value]) for kind in Kind if kind.value in found]


def _topics(values: QuerySet[Value]) -> list[Tally]:
    owners = dict(values.order_by().values_list("pk", "statement__entry"))
    pairs = Entry.topics.through.objects.filter(entry__in=set(owners.values())).values_list("term_id", "entry_id")
    of_entry: dict[int, list[int]] = {}
    for term, entry in pairs:
        of_entry.setdefault(entry, []).append(term)
    return facets.of_topics((term, value) for value, entry in owners.items() for term in of_entry.get(entry, []))


COUNTED = {"measure": _measures, "kind": _kinds, "topic": _topics}
