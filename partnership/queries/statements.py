"""One statement with all that its page shows, at a constant number of queries."""

from contextlib import closing
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from partnership.models import AgreementAction, Citation, Edition, Name, Relation, Source, Statement, Value
from partnership.queries.rivals import Rival, said
from partnership.vocabulary import Status

_VALUES = Value.objects.select_related("measure", "unit").order_by("position")
_CITATIONS = Citation.objects.select_related("source__tier", "source__origin__origin", "part").order_by(
    "position", "id"
)


def for_card(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """All rows that a card is made of; of relations and steps only those that the public sees."""
    joined = Relation.objects.filter(subject__status=Status.PUBLISHED, object__status=Status.PUBLISHED)
    steps = AgreementAction.objects.filter(agreement__status=Status.PUBLISHED)
    return statements.select_related("entry__type", "claimant").prefetch_related(
        Prefetch("values", _VALUES),
        Prefetch("citations", _CITATIONS.prefetch_related("source__copies")),
        Prefetch("names", Name.objects.select_related("entry").order_by("id")),
        Prefetch("evidenced_relations", joined.select_related("role", "subject", "object").order_by("id")),
        Prefetch("evidenced_actions", steps.select_related("agreement", "party", "person").order_by("position", "id")),
    )


def disputes(statement: Statement) -> list[Rival]:
    """For each field or measure that it gives and on which its entry's statements differ: all that they say."""
    mine = list(statement.given)
    same = Q(values__field__in={each.field for each in mine if each.field})
    same |= Q(values__measure__in={each.measure_id for each in mine if each.measure_id})
    if not mine:
        return []
    others = Statement.objects.filter(same, entry=statement.entry_id).distinct().order_by("position", "id")
    told = others.prefetch_related(
        Prefetch("values", _VALUES), Prefetch("citations", Citation.objects.select_related("source", "part"))
    )
    given = {(each.field, each.measure_id, each.as_of) for each in mine}
    return [
        group
        for group in said(told)
        if group.disagree and (group.field, group.measure.pk if group.measure else None, group.as_of) in given
    ]


def siblings(statement: Statement) -> list[Statement]:
    """All statements of its entry, with what orders and names them."""
    rows = Statement.objects.filter(entry=statement.entry_id).order_by("position", "id")
    return list(rows.only("key", "lead", "voice", "text"))


def public_among(sources: list[Source | None]) -> set[int]:
    """Of these sources, the numbers of those that the public may see."""
    named = {each.pk for each in sources if each}
    return set(Source.objects.public().filter(pk__in=named).values_list("pk", flat=True)) if named else set()


class Change(NamedTuple):
    edition: int
    at: datetime


def last_change(statement: Statement) -> Change | None:
    """The edition of its entry that brought the statement into its present form.

    Reads back from the newest edition, in one query, only as far as the statement stays the same. Where only its place
    among others is new, nothing has changed.
    """
    editions = Edition.objects.filter(entry=statement.entry_id).order_by("-number")
    since: Change | None = None
    known: dict | None = None
    # Closed at once: what is left half read would be closed by the garbage collector in the middle of another command.
    read: Any = editions.values_list("number", "made_at", "record__statements").iterator(chunk_size=10)
    with closing(read) as rows:
        for number, made_at, statements in rows:
            then = next((each for each in statements or () if each["key"] == statement.key), None)
            if since is not None and then != known:
                break
            since, known = Change(number, made_at), then
    return since
