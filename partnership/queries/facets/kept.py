"""The facets of each list, as long as the public content has the same revision."""

from collections.abc import Callable
from functools import cache, partial

from partnership import holdings
from partnership.holdings import Snapshot
from partnership.models import Entry, Source
from partnership.queries import figures as figures_of
from partnership.queries.facets import entries, figures, sources
from partnership.queries.facets.base import Base
from partnership.queries.facets.held import Holdings
from partnership.vocabulary import Kind


def of_entries() -> Holdings:
    return _kept(entries.read, "entries")


def of_sources(snapshot: Snapshot | None = None) -> Holdings:
    """As of the snapshot, where one is known already."""
    return _kept(sources.read, "sources", snapshot)


def of_figures() -> Holdings:
    return _kept(figures.read, "figures")


# Once a process: to put such a query together takes a twentieth of a list's page, which hardly asks it.
@cache
def public_entries() -> Base:
    return Base(Entry.objects.published(), lambda held: held.all, whole=True)


@cache
def entries_of(kind: Kind) -> Base:
    query = Entry.objects.published().filter(kind=kind)
    return Base(query, lambda held: held.any_of("kind", [kind.value]), whole=True)


@cache
def public_sources() -> Base:
    return Base(Source.objects.public(), lambda held: held.all, whole=True)


@cache
def public_figures() -> Base:
    return Base(figures_of.public(), lambda held: held.all, whole=True)


def _kept(read: Callable[[Snapshot], Holdings], of: str, snapshot: Snapshot | None = None) -> Holdings:
    snapshot = snapshot or holdings.current()
    return snapshot.derived(("facets", of), partial(read, snapshot))
