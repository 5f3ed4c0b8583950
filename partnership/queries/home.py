"""The state of the record in figures, and its entries in time."""

from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from partnership import dates
from partnership.models import Entry, Source, Statement
from partnership.vocabulary import Grade, Status


class State(NamedTuple):
    entries: int
    statements: int
    sources: int
    well_sourced: int
    in_conflict: int

    @property
    def well_sourced_share(self) -> int:
        """In whole percent, rounded down, so that 100 means all."""
        return self.well_sourced * 100 // self.entries if self.entries else 0


def state() -> State:
    counts = Entry.objects.published().aggregate(
        entries=Count("pk"),
        well_sourced=Count("pk", filter=Q(grade=Grade.WELL_SOURCED)),
        in_conflict=Count("pk", filter=Q(in_conflict=True)),
    )
    return State(
        statements=Statement.objects.filter(entry__status=Status.PUBLISHED).count(),
        sources=Source.objects.public().count(),
        **counts,
    )


def beginnings() -> list[tuple[str, int, int]]:
    """Kind, year and how many entries begin in it. An open beginning is in no year."""
    dated = Entry.objects.published().filter(date_earliest__gt=dates.FIRST).order_by()
    return list(
        dated.values_list("kind", "date_earliest__year").annotate(n=Count("pk")).order_by("date_earliest__year")
    )


def latest(kind: str) -> QuerySet[Entry]:
    """The newest in time of one kind."""
    return Entry.objects.published().filter(kind=kind, date_earliest__isnull=False)


def lately_changed() -> QuerySet[Entry]:
    return Entry.objects.published().order_by("-changed_at", "-pk")
