"""The rules of publication."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from partnership.actions.problems import Problem
from partnership.models import AgreementAction, Entry, Place, Source, Statement, Term
from partnership.queries.rivals import rivals
from partnership.records import Row
from partnership.vocabulary import Stance, Status, fields

_ABOVE: dict[type, str] = {Term: "broader", Place: "within", Source: "origin"}


def against_change(row: Row | None, record: dict, of: int) -> list[Problem]:
    """What stands against turning an existing entry into this record."""
    published = isinstance(row, Entry) and row.status == Status.PUBLISHED
    if record["form"] == "entry" and record["status"] == Status.PUBLISHED and record["hold_reason"] and not published:
        text = f"It is held back: {record['hold_reason'].rstrip('.')}. Empty the reason to publish it."
        return [Problem("hold_reason", text, of)]
    if not isinstance(row, Entry):
        return []
    if row.kind != record["kind"]:
        return [Problem("kind", f"It is recorded as {row.kind}; the kind of an entry does not change.", of)]
    if row.published_at and record["status"] in (Status.DRAFT, Status.IN_REVIEW):
        return [Problem("status", "What was once published is withdrawn, or published again; it is no draft.", of)]
    if row.status == Status.PUBLISHED and record["status"] == Status.WITHDRAWN:
        relying = row.claims.filter(entry__status=Status.PUBLISHED).exclude(entry=row)
        titles = sorted(set(relying.values_list("entry__title", flat=True)))
        if titles:
            return [Problem("status", f"It is named as the claimant of statements about {', '.join(titles)}.", of)]
        if titles := _resting_on(row):
            return [Problem("status", f"Only it has the evidence for steps of {', '.join(titles)}.", of)]
    return []


def _resting_on(entry: Entry) -> list[str]:
    """Published agreements of which a step would have no public evidence without this entry."""
    steps = AgreementAction.objects.filter(agreement__status=Status.PUBLISHED).exclude(agreement=entry.pk)
    others = Statement.objects.filter(entry__status=Status.PUBLISHED).exclude(entry=entry)
    resting = steps.filter(evidence__entry=entry).exclude(pk__in=steps.filter(evidence__in=others).values("pk"))
    return sorted(set(resting.values_list("agreement__title", flat=True)))


def against_circles(row: Row, of: int) -> list[Problem]:
    """Whether a term, place or source has come to stand above itself, however many steps away."""
    name = _ABOVE.get(type(row))
    seen = {row.pk}
    above = getattr(row, f"{name}_id") if name else None
    while above is not None:
        if above in seen:
            return [Problem(str(name), f"“{row}” would stand above itself.", of)]
        seen.add(above)
        above = type(row).objects.filter(pk=above).values_list(f"{name}_id", flat=True).first()
    return []


def against_publishing(entry: Row, of: int = 0) -> list[Problem]:
    """Why a published entry may not stand as it is; nothing for any other row."""
    if not isinstance(entry, Entry) or entry.status != Status.PUBLISHED:
        return []
    return [Problem(path, message, of) for path, message in reasons(entry)]


def reasons(entry: Entry) -> Iterator[tuple[str, str]]:
    """Everything that stands against the entry's being public, each with its path in the record."""
    statements = list(entry.statements.all())
    if not statements:
        yield "statements", "It has no statement."
    elif not any(each.lead for each in statements):
        yield "statements", "No statement leads; mark the sentence that sums it up."
    for place, statement in enumerate(statements):
        path = f"statements[{place}]"
        if not statement.citations.all():
            yield path, f"“{statement}” has no citation."
        elif all(each.stance == Stance.DISPUTES for each in statement.citations.all()):
            yield path, f"“{statement}” has only citations that dispute it."
        claimant = statement.claimant
        if claimant and claimant.pk != entry.pk and claimant.status != Status.PUBLISHED:
            yield f"{path}.claimant", f"“{claimant}”, named as a claimant, is not published."
    known = fields(entry.kind)
    for rival in rivals(statements):
        if not rival.settled:
            label = known[rival.field].label if rival.field else str(rival.measure)
            yield "statements", f"{label}: the statements disagree and none is preferred, or more than one is."
    for place, relation in enumerate(entry.relations.all()):
        if relation.object.status == Status.PUBLISHED and not relation.evidence.all():
            yield f"relations[{place}].evidence", f"“{relation}” names no statement as its evidence."
    for relation in entry.inverse_relations.filter(subject__status=Status.PUBLISHED, evidence=None):
        text = f"“{relation.subject}” is joined to it (“{relation.role}”) without a statement as evidence"
        yield "relations", f"{text}; mend that first."
    if entry.kind == "agreement":
        seen = _evidenced(entry.agreement.actions.all(), entry)
        for place, action in enumerate(entry.agreement.actions.all()):
            if action.pk not in seen:
                yield f"actions[{place}].evidence", f"“{action}” names no public statement as its evidence."


def _evidenced(actions: QuerySet, entry: Entry) -> set[int]:
    """The steps that a statement of the agreement itself, or of another published entry, is evidence for."""
    public = Q(evidence__entry=entry.pk) | Q(evidence__entry__status=Status.PUBLISHED)
    return set(actions.filter(public).values_list("pk", flat=True))
