"""Every measured value that a published entry states."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Min, Prefetch, QuerySet

from partnership import dates
from partnership.models import Citation, Value
from partnership.prepared import Rows
from partnership.vocabulary import Status

SORTS = {
    "measure": ("By measure", ("measure__order", "measure__label", "as_of", "pk")),
    "-date": ("Newest first", ("-as_of", "measure__label", "pk")),
    "date": ("Oldest first", ("as_of", "measure__label", "pk")),
    "title": ("By entry", ("statement__entry__title", "statement__position", "position", "pk")),
}
# What changed last first, by the change of the entry.
CHANGED = ("-statement__entry__changed_at", "-pk")


def public() -> QuerySet[Value]:
    return Value.objects.filter(measure__isnull=False, statement__entry__status=Status.PUBLISHED)


def one_a_sentence(values: QuerySet[Value]) -> QuerySet[Value]:
    """The first of each sentence that gives several of them."""
    return values.filter(pk__in=values.order_by().values("statement").annotate(first=Min("pk")).values("first"))


def for_items(values: QuerySet[Value]) -> QuerySet[Value]:
    """All rows that name a figure, and the sentence and the entry that give it."""
    return values.select_related("measure", "unit", "statement__entry")


def for_rows(values: QuerySet[Value]) -> QuerySet[Value]:
    """All rows that a line of the table shows."""
    return for_items(values).prefetch_related(
        Prefetch(
            "statement__citations",
            Citation.objects.select_related("source", "part").order_by("position", "pk"),
        )
    )


LINES = Rows(for_rows(public()))


def overlapping(
    values: QuerySet[Value], start: dt.date | None = dates.FIRST, end: dt.date | None = dates.LAST
) -> QuerySet[Value]:
    """Values that hold for a time that touches the period; those without one never do."""
    return values.filter(as_of__in=times_within(values, start, end))


def times_within(values: QuerySet[Value], start: dt.date | None, end: dt.date | None) -> list[str]:
    """The times of these values, as they are written, that touch the period."""
    texts = values.exclude(as_of="").order_by().values_list("as_of", flat=True).distinct()
    return touching(map(dates.parse, texts), start, end)


def touching(spans: Iterable[dates.Span], start: dt.date | None, end: dt.date | None) -> list[str]:
    """Those of these times, as they are written, that touch the period, of which one end may be open."""
    start, end = start or dates.FIRST, end or dates.LAST
    return [
        each.edtf for each in spans if each.earliest and each.latest and each.latest >= start and each.earliest <= end
    ]
