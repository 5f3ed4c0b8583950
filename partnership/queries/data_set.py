"""The public record as a whole, measured."""

import datetime as dt

from django.db.models import Count, Max, Min, Q

from partnership import dates
from partnership.models import Citation, Entry, Place, Source, Statement, Term
from partnership.vocabulary import Kind, Status

_PUBLISHED = Q(entry__status=Status.PUBLISHED)


def sizes() -> dict[str, int]:
    return {
        "entries": Entry.objects.published().count(),
        "statements": Statement.objects.filter(_PUBLISHED).count(),
        "citations": Citation.objects.filter(statement__entry__status=Status.PUBLISHED).count(),
        "sources": Source.objects.public().count(),
        "terms": Term.objects.count(),
        "places": Place.objects.count(),
    }


def of_kinds() -> dict[Kind, int]:
    """How many published entries of each kind there are; kinds without any are left out."""
    rows = Entry.objects.published().order_by().values_list("kind").annotate(n=Count("pk"))
    counts = dict(rows)
    return {kind: counts[kind] for kind in Kind if kind in counts}


def time() -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day that the entries' dates reach to; open ends reach nowhere."""
    found = Entry.objects.published().aggregate(
        start=Min("date_earliest", filter=Q(date_earliest__gt=dates.FIRST)),
        end=Max("date_latest", filter=Q(date_latest__lt=dates.LAST)),
    )
    return found["start"], found["end"]


def countries() -> list[Place]:
    """Those to which published entries belong or where they took place."""
    used = Q(entries__status=Status.PUBLISHED) | Q(entries_of_country__status=Status.PUBLISHED)
    return list(Place.objects.filter(used, precision="country").distinct().order_by("name"))


def last_changed() -> dt.datetime | None:
    """When a public entry or source was last written."""
    moments = [
        rows.aggregate(last=Max("changed_at"))["last"] for rows in (Entry.objects.published(), Source.objects.public())
    ]
    return max((each for each in moments if each), default=None)


def examples() -> tuple[Entry | None, Statement | None, Source | None]:
    """One of each to look at: the entry with most statements, its lead, the source that most was taken from."""
    entry = Entry.objects.published().annotate(n=Count("statements")).order_by("-n", "pk").first()
    statement = Statement.objects.filter(_PUBLISHED, entry=entry).order_by("-lead", "pk").first() if entry else None
    taken = Count("citations", filter=Q(citations__statement__entry__status=Status.PUBLISHED))
    source = Source.objects.public().annotate(n=taken).order_by("-n", "pk").first()
    return entry, statement, source
