"""What joins an entry to others: relations both ways, and the steps of an agreement."""

from collections.abc import Iterable

from partnership import dates
from partnership.documents.brief import Document, brief, brief_or_withheld, date, period, visible
from partnership.documents.evidence import Notes
from partnership.models import Agreement, AgreementAction, Entry, Relation, Statement
from partnership.vocabulary import Action, Kind

_HAPPEN = (Kind.EVENT, Kind.AGREEMENT)  # a date beside another's name says when it happened


def relations(entry: Entry, notes: Notes, audience: str) -> list[Document]:
    """Those of the entry itself first; a relation is shown only where its other end may be seen."""
    own = [_relation(each, each.object, False, notes, audience) for each in entry.along("relations")]
    others = [_relation(each, each.subject, True, notes, audience) for each in entry.along("inverse_relations")]
    found = [each for each in (*own, *others) if each is not None]
    return sorted(found, key=lambda each: (each["inverse"], each["order"], each["label"]))


def _relation(relation: Relation, other: Entry, inverse: bool, notes: Notes, audience: str) -> Document | None:
    if not visible(other, audience):
        return None
    role = relation.role
    shown = [each for each in relation.along("evidence") if visible(each.entry, audience)]
    return {
        "key": relation.key,
        "role": role.code,
        "label": (role.inverse_label or role.label) if inverse else role.label,
        "inverse": inverse,
        "principal": role.principal,
        "order": role.order,
        "entry": brief(other) | {"date": date(other.date)["display"] if other.kind in _HAPPEN else ""},
        "from": relation.valid_from,
        "to": relation.valid_to,
        "period": period(relation.valid_from, relation.valid_to),
        "detail": relation.detail,
        **_evidence(shown, notes),
    }


def _evidence(statements: Iterable[Statement], notes: Notes) -> Document:
    """A statement of another entry has no number on this page; its address leads to it."""
    listed = list(statements)
    keys = [each.key for each in listed]
    return {
        "statements": keys,
        "evidence": [{"id": each.key, "url": each.get_absolute_url()} for each in listed],
        "notes": notes.supporting(keys),
    }


def actions(entry: Entry, notes: Notes, audience: str) -> list[Document]:
    """The steps of an agreement in time, those of one day in the editors' order; other kinds have none."""
    own = entry.own
    rows = own.actions.all() if isinstance(own, Agreement) else []
    in_time = sorted(rows, key=lambda each: (each.date_earliest or dates.LAST, each.date_latest or dates.LAST))
    return [_action(each, notes, audience) for each in in_time]


def _action(row: AgreementAction, notes: Notes, audience: str) -> Document:
    return {
        "key": row.key,
        "action": row.action,
        "label": Action(row.action).label,
        "party": brief_or_withheld(row.party, audience),
        "date": date(row.date),
        "person": brief_or_withheld(row.person, audience),
        **_evidence((each for each in row.along("evidence") if visible(each.entry, audience)), notes),
    }
