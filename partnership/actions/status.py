"""From draft to review, to the public, and out of it again."""

from partnership.actions.apply import apply
from partnership.actions.problems import Problem, Refused
from partnership.actions.rules import reasons
from partnership.models import Entry, User
from partnership.records import record, stored
from partnership.vocabulary import Status


def publish(entry: Entry, *, by: User | None, reason: str) -> Entry:
    """Makes it public. Raises Refused with every reason against it."""
    return _move(entry, Status.PUBLISHED, by, reason, set(Status) - {Status.PUBLISHED}, hold_reason="")


def submit(entry: Entry, *, by: User | None, reason: str) -> Entry:
    """Puts a draft before a reviewer."""
    return _move(entry, Status.IN_REVIEW, by, reason, {Status.DRAFT})


def reopen(entry: Entry, *, by: User | None, reason: str) -> Entry:
    """Gives what is in review back to its author."""
    return _move(entry, Status.DRAFT, by, reason, {Status.IN_REVIEW})


def withdraw(entry: Entry, *, by: User | None, reason: str) -> Entry:
    """Takes it out of the public record, or sets a draft aside; nothing is deleted."""
    return _move(entry, Status.WITHDRAWN, by, reason, set(Status) - {Status.WITHDRAWN})


def reasons_against_publishing(entry: Entry) -> list[str]:
    """What publishing would be refused for, in words; empty when nothing is."""
    [fresh] = stored(Entry, [entry.pk])
    return [message for _, message in reasons(fresh)]


def _move(entry: Entry, to: Status, by: User | None, reason: str, allowed: set, **more: object) -> Entry:
    [fresh] = stored(Entry, [entry.pk])
    if Status(fresh.status) not in allowed:
        text = f"It is {Status(fresh.status).label.lower()}; from there it cannot become {to.label.lower()}."
        raise Refused([Problem("status", text)])
    changed = record(fresh) | {"status": str(to)} | more
    return apply(changed, by=by, reason=reason or to.label, expected=fresh.edition)
