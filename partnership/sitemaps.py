"""Every public address, for search engines: an index of files, after the protocol of sitemaps.org.

Each file covers a range of primary keys, so that it costs as much however many entries there are and an address never
moves from one file to another. `lastmod` is the moment of the last recorded change to what the page shows. Of a page
for which no such moment is kept none is given.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Max, QuerySet

from partnership.models import Citation, Edition, Entry, Place, Relation, Source, Term
from partnership.queries import revision, trees
from partnership.vocabulary import PLURALS, Kind, Status

SPAN = 10_000  # primary keys that one file covers; the protocol allows 50,000 addresses


class Address(NamedTuple):
    path: str
    changed: datetime | None


def files() -> Iterator[str]:
    """The names of all files of the index."""
    yield "pages"
    for name, rows in (("entries", Entry.objects.published()), ("sources", Source.objects.public())):
        first, last = rows.order_by("pk").values_list("pk").first(), rows.order_by("-pk").values_list("pk").first()
        if first and last:
            yield from (f"{name}-{part}" for part in range(first[0] // SPAN, last[0] // SPAN + 1))


def entries(part: int) -> Iterator[Address]:
    """Published entries. A page shows beside its own entry the sources that it cites and the entries joined to it."""
    rows = _span(Entry.objects.published(), part).only("kind", "slug", "changed_at")
    # Those that were withdrawn since are gone from the page, which is a change of it.
    joined = {"subject__published_at__isnull": False, "object__published_at__isnull": False}
    shown = _latest(
        _span(Citation.objects.all(), part, "statement__entry").values_list("statement__entry", "source__changed_at"),
        _span(Relation.objects.filter(**joined), part, "subject").values_list("subject", "object__changed_at"),
        _span(Relation.objects.filter(**joined), part, "object").values_list("object", "subject__changed_at"),
    )
    for row in rows:
        yield Address(row.get_absolute_url(), _last(row.changed_at, shown.get(row.pk)))


def sources(part: int) -> Iterator[Address]:
    """Public sources. A page shows the sentences of the entries that cite it."""
    rows = _span(Source.objects.public(), part).only("slug", "changed_at")
    cited = Citation.objects.filter(statement__entry__published_at__isnull=False)
    shown = _latest(_span(cited, part, "source").values_list("source", "statement__entry__changed_at"))
    for row in rows:
        yield Address(row.get_absolute_url(), _last(row.changed_at, shown.get(row.pk)))


def pages() -> Iterator[Address]:
    """Lists and topics, by what they hold or held; what says nothing of the content has no moment."""
    now = revision.current().changed_at
    known = Entry.objects.filter(published_at__isnull=False).order_by()
    of_kind = dict(known.values_list("kind").annotate(last=Max("changed_at")))
    terms = Edition.objects.filter(term__isnull=False).order_by().values_list("term")
    of_term = dict(terms.annotate(last=Max("made_at")))
    places = Edition.objects.filter(place__in=Place.objects.all()).aggregate(last=Max("made_at"))["last"]
    for path in ("/", "/entries/", "/sources/", "/figures/", "/topics/", "/evidence/", "/about/data/"):
        yield Address(path, now)
    for plural, kind in PLURALS.items():
        yield Address(f"/{plural}/", of_kind.get(kind))
    yield Address("/agreements/tracker/", of_kind.get(Kind.AGREEMENT))
    yield Address("/about/codebook/", _last(places, *of_term.values()))
    yield Address("/about/", None)
    yield from _topics(known, of_term)


def _topics(known: QuerySet[Entry], of_term: dict[int, datetime]) -> Iterator[Address]:
    """Topics with entries on them or on narrower ones."""
    tree = trees.terms("topic")
    own = dict(
        Entry.topics.through.objects.filter(entry__in=known).values_list("term").annotate(last=Max("entry__changed_at"))
    )
    used = set(
        Entry.topics.through.objects.filter(entry__status=Status.PUBLISHED).values_list("term", flat=True).distinct()
    )
    for pk, code in Term.objects.filter(scheme="topic").order_by("pk").values_list("pk", "code"):
        below = tree.below([pk])
        if below & used:
            yield Address(f"/topics/{code}/", _last(of_term.get(pk), *(own.get(each) for each in below)))


def _span(rows: QuerySet[Any], part: int, column: str = "pk") -> QuerySet[Any]:
    return rows.filter(**{f"{column}__gte": part * SPAN, f"{column}__lt": (part + 1) * SPAN}).order_by(column)


def _latest(*pairs: Iterable[tuple[int, datetime | None]]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for each in pairs:
        for row, changed in each:
            if changed and (row not in found or changed > found[row]):
                found[row] = changed
    return found


def _last(*moments: datetime | None) -> datetime | None:
    return max((each for each in moments if each), default=None)
