"""The rules of publication."""

from collections.abc import Iterator

from partnership.actions.problems import Problem
from partnership.models import Entry
from partnership.queries.rivals import rivals
from partnership.records import Row
from partnership.vocabulary import Status, fields


def against_change(row: Row | None, record: dict, of: int) -> list[Problem]:
    """What stands against turning an existing entry into this record."""
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
    if entry.kind == "agreement":
        for place, action in enumerate(entry.agreement.actions.all()):
            if not action.evidence.all():
                yield f"actions[{place}].evidence", f"“{action}” names no statement as its evidence."
