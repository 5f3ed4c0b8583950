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
        key = 0
        while (found := rows.filter(pk__gte=key).order_by("pk").values_list("pk", flat=True).first()) is not None:
            yield f"{name}-{found // SPAN}"
            key = (found // SPAN + 1) * SPAN


def entries(part: int) -> Iterator[Address]:
    """Published entries. A page shows beside its own record the sources that it cites, and the entries that name it.

    Not covered: the titles of the entries that it names itself, and the labels of terms.
    """
    rows = _span(Entry.objects.published(), part).only("kind", "slug", "changed_at")
    joined = {"subject__status": Status.PUBLISHED, "object__status": Status.PUBLISHED}
    shown = _latest(
        _span(Citation.objects.all(), part, "statement__entry").values_list("statement__entry", "source__changed_at"),
        _span(Relation.objects.filter(**joined), part, "object").values_list("object", "subject__changed_at"),
    )
    # An entry that was withdrawn is gone from the pages of those that it named, since that moment.
    left = withdrawn()
    gone = _span(Relation.objects.filter(subject__in=left), part, "object").values_list("object", "subject")
    shown = _latest(shown.items(), ((named, left[by]) for named, by in gone))
    for row in rows:
        yield Address(row.get_absolute_url(), _last(row.changed_at, shown.get(row.pk)))


def withdrawn() -> dict[int, datetime]:
    """The entries that were public once and are no longer, with the moment of that: what was done to them since is
    nobody's business."""
    found: dict[int, datetime] = {}
    editions = Edition.objects.filter(entry__published_at__isnull=False).exclude(entry__status=Status.PUBLISHED)
    was = {}
    for entry, status, made_at in editions.order_by("number").values_list("entry", "status", "made_at"):
        if was.get(entry) == Status.PUBLISHED and status != Status.PUBLISHED:
            found[entry] = made_at
        was[entry] = status
    return found


def sources(part: int) -> Iterator[Address]:
    """Public sources. A page shows the sentences of the entries that cite it."""
    rows = _span(Source.objects.public(), part).only("slug", "changed_at")
    cited = Citation.objects.filter(statement__entry__status=Status.PUBLISHED)
    left = withdrawn()
    gone = Citation.objects.filter(statement__entry__in=left)
    shown = _latest(
        _span(cited, part, "source").values_list("source", "statement__entry__changed_at"),
        ((source, left[by]) for source, by in _span(gone, part, "source").values_list("source", "statement__entry")),
    )
    for row in rows:
        yield Address(row.get_absolute_url(), _last(row.changed_at, shown.get(row.pk)))


def pages() -> Iterator[Address]:
    """Lists and topics, by what they hold or held; what says nothing of the content has no moment."""
    now = revision.current().changed_at
    public = Entry.objects.published().order_by()
    left = withdrawn()
    of_kind = _latest(
        public.values_list("kind").annotate(last=Max("changed_at")),
        ((kind, left[pk]) for pk, kind in Entry.objects.filter(pk__in=left).values_list("pk", "kind")),
    )
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
    yield from _topics(left, of_term)


def _topics(left: dict[int, datetime], of_term: dict[int, datetime]) -> Iterator[Address]:
    """Topics with entries on them or on narrower ones."""
    tree = trees.terms("topic")
    pairs = Entry.topics.through.objects
    public = pairs.filter(entry__status=Status.PUBLISHED).order_by().values_list("term")
    used = dict(public.annotate(last=Max("entry__changed_at")))
    gone = pairs.filter(entry__in=left).values_list("term", "entry")
    own = _latest(used.items(), ((term, left[entry]) for term, entry in gone))
    for pk, code in Term.objects.filter(scheme="topic").order_by("pk").values_list("pk", "code"):
        below = tree.below([pk])
        if below & used.keys():
            yield Address(f"/topics/{code}/", _last(of_term.get(pk), *(own.get(each) for each in below)))


def _span(rows: QuerySet[Any], part: int, column: str = "pk") -> QuerySet[Any]:
    return rows.filter(**{f"{column}__gte": part * SPAN, f"{column}__lt": (part + 1) * SPAN}).order_by(column)


def _latest(*pairs: Iterable[tuple[Any, datetime | None]]) -> dict[Any, datetime]:
    found: dict[Any, datetime] = {}
    for each in pairs:
        for row, changed in each:
            if changed and (row not in found or changed > found[row]):
                found[row] = changed
    return found


def _last(*moments: datetime | None) -> datetime | None:
    return max((each for each in moments if each), default=None)
