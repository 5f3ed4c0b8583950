"""The state of the record in figures, and its entries in time."""

from typing import NamedTuple

from django.db.models import QuerySet

from partnership import dates, holdings
from partnership.models import Entry
from partnership.queries import facets
from partnership.vocabulary import Grade, Held, Kind


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
    held = facets.of_entries()
    return State(
        entries=len(held.all),
        statements=sum(holdings.counts(Held.STATEMENTS, "evidence").values()),
        sources=len(facets.of_sources().all),
        well_sourced=len(held.any_of("evidence", [Grade.WELL_SOURCED.value])),
        in_conflict=len(held.any_of("conflict", ["yes"])),
    )


def beginnings() -> list[tuple[str, int, int]]:
    """Kind, year and how many entries begin in it. An open beginning is in no year."""
    held = facets.of_entries()
    kinds = [(kind.value, held.any_of("kind", [kind.value])) for kind in Kind]
    return [
        (kind, year, count)
        for year, rows in held.years.begins
        if year > dates.FIRST.year
        for kind, all_of in kinds
        if (count := rows.intersection_cardinality(all_of))
    ]


def latest(kind: str) -> QuerySet[Entry]:
    """The newest in time of one kind."""
    return Entry.objects.published().filter(kind=kind, date_earliest__isnull=False)


def lately_changed() -> QuerySet[Entry]:
    return Entry.objects.published().order_by("-changed_at", "-pk")
