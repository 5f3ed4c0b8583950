"""Entries as pages and lists read them: with their rows at a constant number of queries, in an order, in time."""

from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from partnership.models import AgreementAction, Citation, Entry, Name, Relation, Statement, Value
from partnership.search.contents import for_index
from partnership.vocabulary import Status


def for_document(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """All rows that a document is made of."""
    evidence = Statement.objects.select_related("entry")
    return entries.select_related(
        "type__broader", "country", "category", "event", "agreement", "institution__seat", "person", "system"
    ).prefetch_related(
        "topics",
        "places",
        "identifiers",
        Prefetch("names", Name.objects.select_related("statement")),
        Prefetch("statements", Statement.objects.select_related("claimant").order_by("position", "id")),
        Prefetch("statements__values", Value.objects.select_related("measure", "unit").order_by("position")),
        Prefetch(
            "statements__citations",
            Citation.objects.select_related("source__tier", "part").order_by("position", "id"),
        ),
        Prefetch("relations", Relation.objects.select_related("role", "object").order_by("position", "id")),
        Prefetch("relations__evidence", evidence),
        Prefetch("inverse_relations", Relation.objects.select_related("role", "subject").order_by("id")),
        Prefetch("inverse_relations__evidence", evidence),
        Prefetch(
            "agreement__actions",
            AgreementAction.objects.select_related("party", "person").order_by("position", "id"),
        ),
        Prefetch("agreement__actions__evidence", evidence),
    )


def for_lines(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """All rows that a line in a list shows. `parties` holds the public principal relations."""
    principal = Relation.objects.filter(role__principal=True, object__status=Status.PUBLISHED)
    return entries.select_related("type", "country").prefetch_related(
        "topics",
        "places",
        Prefetch(
            "relations",
            principal.select_related("role", "object").order_by("role__order", "position", "id"),
            to_attr="parties",
        ),
    )


def for_results(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """All rows that a line shows together with where in the entry words were found."""
    return for_index(for_lines(entries))


class Neighbours(NamedTuple):
    earlier: Entry | None
    later: Entry | None


def neighbours(entry: Entry) -> Neighbours:
    """The published entries of the same kind just before and after in time; none where the entry has no date."""
    if entry.date_earliest is None:
        return Neighbours(None, None)
    others = Entry.objects.published().filter(kind=entry.kind, date_earliest__isnull=False).exclude(pk=entry.pk)
    day, number = entry.date_earliest, entry.pk
    before = others.filter(Q(date_earliest__lt=day) | Q(date_earliest=day, pk__lt=number))
    after = others.filter(Q(date_earliest__gt=day) | Q(date_earliest=day, pk__gt=number))
    return Neighbours(
        before.order_by("-date_earliest", "-pk").first(),
        after.order_by("date_earliest", "pk").first(),
    )


SORTS = {"-date": "Newest first", "date": "Oldest first", "title": "By title"}
# The same orders for `walk`, and the order in which entries changed.
ORDERS = {"-date": ("-date_earliest", "-pk"), "date": ("date_earliest", "pk"), "title": ("title", "pk")}
CHANGED = ("-changed_at", "-pk")


def at_slug(entries: QuerySet[Entry], slug: str) -> Entry | None:
    """The entry that has this slug, else the one that once had it."""
    return entries.filter(slug=slug).first() or entries.filter(redirects__slug=slug).first()
