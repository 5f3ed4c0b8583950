"""Entries as pages and lists read them: with their rows at a constant number of queries, in an order, in time."""

import datetime as dt
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, Prefetch, QuerySet
from django.db.models.constants import LOOKUP_SEP

from partnership.models import (
    AgreementAction,
    Citation,
    Entry,
    Name,
    Place,
    Redirect,
    Relation,
    Source,
    Statement,
    Term,
    Value,
)
from partnership.prepared import Query, Rows, at_once
from partnership.vocabulary import Status

Row = TypeVar("Row", bound=Model)
# What nothing shows of a row that is only named beside another one, by a link or a label.
_UNNAMED: dict[type[Model], list[str]] = {
    Entry: "summary hold_reason grade in_conflict unsourced_fields cited_as edition changed_at published_at".split(),
    Term: "definition origin subject_kinds object_kinds".split(),
    Source: ["cited_as"],
}


def in_name(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Rows that are only named: without the columns that nothing shows then."""
    return rows.defer(*_unnamed(rows.model))


def _unnamed(model: type[Model]) -> list[str]:
    return next((names for each, names in _UNNAMED.items() if issubclass(model, each)), [])


def naming(rows: QuerySet[Row], *paths: str) -> QuerySet[Row]:
    """With the rows at the end of these paths, but for the columns that nothing shows of what is only named."""
    left_out = []
    for path in paths:
        model: Any = rows.model
        steps = path.split(LOOKUP_SEP)
        for place, step in enumerate(steps, start=1):
            model = model._meta.get_field(step).related_model
            left_out += [LOOKUP_SEP.join([*steps[:place], name]) for name in _unnamed(model)]
    return rows.select_related(*paths).defer(*left_out)


def for_document(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """All rows that a document is made of."""
    evidence = naming(Statement.objects.all(), "entry")
    steps = AgreementAction.objects.order_by("position", "id")
    return (
        naming(entries, "type__broader", "category")
        .select_related("country", "event", "agreement", "institution__seat", "person", "system")
        .prefetch_related(
            Prefetch("topics", Term.objects.only("code", "label")),
            "places",
            "identifiers",
            Prefetch("names", Name.objects.select_related("statement").order_by("id")),
            Prefetch("statements", naming(Statement.objects.order_by("position", "id"), "claimant")),
            Prefetch("statements__values", naming(Value.objects.order_by("position"), "measure", "unit")),
            Prefetch(
                "statements__citations",
                naming(Citation.objects.order_by("position", "id"), "source__tier", "part"),
            ),
            Prefetch("relations", naming(Relation.objects.order_by("position", "id"), "role", "object")),
            Prefetch("relations__evidence", evidence),
            Prefetch("inverse_relations", naming(Relation.objects.order_by("id"), "role", "subject")),
            Prefetch("inverse_relations__evidence", evidence),
            Prefetch("agreement__actions", naming(steps, "party", "person")),
            Prefetch("agreement__actions__evidence", evidence),
        )
    )


def for_lines(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """All that a line in a list shows, and no more of the rows. `parties` holds the public principal relations."""
    principal = Relation.objects.filter(role__principal=True, object__status=Status.PUBLISHED)
    named = principal.select_related("object").only("subject", "object__title")
    return (
        entries.select_related("type", "country")
        .defer("cited_as", "hold_reason")
        .prefetch_related(
            Prefetch("topics", Term.objects.only("code", "label")),
            Prefetch("places", Place.objects.only("code", "name")),
            Prefetch("relations", named.order_by("role__order", "position", "id"), to_attr="parties"),
        )
    )


# What is read by the numbers of public entries: a line, all of it.
LINES = Rows(for_lines(Entry.objects.published()))


class LineRow(NamedTuple):
    """The columns of an entry that a line shows."""

    pk: int
    key: str
    kind: str
    slug: str
    title: str
    summary: str
    date: str
    grade: str
    in_conflict: bool
    changed_at: dt.datetime | None
    type_id: int | None
    country_id: int | None


# The same of a line without models, which take as long to make as all the rest of it: its columns, and by the number of
# the entry its topics, its places, and the titles of its public principal relations in their order.
IN_LINES = Query(
    lambda wanted: Entry.objects.published().filter(pk__in=wanted).order_by().values_list(*LineRow._fields),
    wanted=[int],
)
TOPICS = Query(
    lambda wanted: Entry.topics.through.objects.filter(entry__in=wanted).values_list("entry_id", "term_id"),
    wanted=[int],
)
PLACES = Query(
    lambda wanted: Entry.places.through.objects.filter(entry__in=wanted).values_list("entry_id", "place_id"),
    wanted=[int],
)
PARTIES = Query(
    lambda wanted: (
        Relation.objects.filter(subject__in=wanted, role__principal=True, object__status=Status.PUBLISHED)
        .order_by("role__order", "position", "pk")
        .values_list("subject_id", "object__title")
    ),
    wanted=[int],
)
DOCUMENTS = Rows(for_document(Entry.objects.published()))


class Said(NamedTuple):
    """A sentence, as far as what stands in it is looked for."""

    entry: int
    pk: int
    key: str
    text: str
    lead: bool
    voice: str


# What search reads of entries beside title and summary, without models as well: names with the number of the entry and
# the kind, sentences, and of sentences by their numbers the slug of what they cite, and what search reads of it.
NAMES = Query(
    lambda wanted: (
        Name.objects.filter(entry__in=wanted, entry__status=Status.PUBLISHED)
        .order_by("pk")
        .values_list("entry_id", "kind", "text")
    ),
    wanted=[int],
)
SAID = Query(
    lambda wanted: (
        Statement.objects.filter(entry__in=wanted, entry__status=Status.PUBLISHED)
        .order_by("position", "pk")
        .values_list("entry_id", *Said._fields[1:])
    ),
    wanted=[int],
)
CITED = Query(
    lambda wanted: (
        Citation.objects.filter(statement__in=wanted, statement__entry__status=Status.PUBLISHED)
        .order_by("position", "pk")
        .values_list("statement_id", "source__slug", "source__title", "source__authors", "source__publisher")
    ),
    wanted=[int],
)


class Neighbours(NamedTuple):
    earlier: Entry | None
    later: Entry | None


def neighbours(entry: Entry) -> Neighbours:
    """The published entries of the same kind just before and after in time; none where the entry has no date.

    Those of the same day first, then those of other days: each is found where it stands in an index, while one question
    for both would read all that lies in between.
    """
    day = entry.date_earliest
    if day is None:
        return Neighbours(None, None)
    here = {"kind": entry.kind, "day": day}
    with at_once(_DAY_BEFORE.alias):
        answers = [each.ask(**here, number=entry.pk) for each in (_SAME_DAY_BEFORE, _SAME_DAY_AFTER)]
        answers += [each.ask(**here) for each in (_DAY_BEFORE, _DAY_AFTER)]
    before, after, day_before, day_after = (next(iter(answer()), None) for answer in answers)
    return Neighbours(before or day_before, after or day_after)


def _beside(order: str, compared: str) -> tuple[Query, Query]:
    def rows(kind: str) -> QuerySet[Entry]:
        return in_name(Entry.objects.published()).filter(kind=kind).order_by(f"{order}date_earliest", f"{order}pk")

    def same_day(kind: str, day: dt.date, number: int) -> QuerySet[Entry]:
        return rows(kind).filter(date_earliest=day, **{f"pk__{compared}": number})[:1]

    def other_day(kind: str, day: dt.date) -> QuerySet[Entry]:
        return rows(kind).filter(**{f"date_earliest__{compared}": day})[:1]

    here = {"kind": str, "day": dt.date}
    return Query(same_day, **here, number=int), Query(other_day, **here)


_SAME_DAY_BEFORE, _DAY_BEFORE = _beside("-", "lt")
_SAME_DAY_AFTER, _DAY_AFTER = _beside("", "gt")


SORTS = {"-date": "Newest first", "date": "Oldest first", "title": "By title"}
# The same orders for `walk`, and the order in which entries changed.
ORDERS = {"-date": ("-date_earliest", "-pk"), "date": ("date_earliest", "pk"), "title": ("title", "pk")}
CHANGED = ("-changed_at", "-pk")


def at_slug(slug: str) -> Entry | None:
    """The entry that has this slug, else the one that once had it, with all that its document is made of."""
    found = _BY_SLUG.one(slug)
    if found is None and (moved := Redirect.objects.filter(slug=slug).first()):
        found = with_number(moved.entry_id)
    return found


def with_key(key: str) -> Entry | None:
    return _BY_KEY.one(key)


def with_number(number: int) -> Entry | None:
    return _BY_NUMBER.one(number)


# Whatever their status: who may see them is for others to say.
_WHOLE = for_document(Entry.objects.all())
_BY_SLUG, _BY_KEY, _BY_NUMBER = Rows(_WHOLE, "slug", str), Rows(_WHOLE, "key", str), Rows(_WHOLE)
