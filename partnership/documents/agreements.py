"""Agreements as they stood on a day."""

import datetime as dt
from collections.abc import Mapping

from partnership.documents.brief import Document, brief_or_withheld, date
from partnership.documents.lines import line
from partnership.models import AgreementAction, Entry
from partnership.queries.lifecycle import Days, Pending, awaited_of_types, life
from partnership.queries.rivals import disputed
from partnership.vocabulary import Action, Kind


def standing(entry: Entry, day: dt.date, audience: str, awaited: Mapping[int, Action] | None = None) -> Document | None:
    """How far an agreement has come by the day, and what is awaited; nothing for other kinds.

    `awaited` is what each type leads to, where it was asked for already.
    """
    if entry.kind != Kind.AGREEMENT:
        return None
    if awaited is None:
        awaited = awaited_of_types()
    found = life(entry, day, awaited.get(entry.type_id or 0))
    return {
        "stage": {"code": found.stage.value, "label": found.stage.label},
        "uncertain": found.uncertain,
        "pending": [_pending(each, audience) for each in found.pending],
    }


def agreement_line(agreement: Entry, day: dt.date, awaited: Action | None) -> Document:
    """A line of the tracker; the agreement came through `for_lives`."""
    found = life(agreement, day, awaited)
    common = [each for each in found.steps if each.party_id is None]
    return line(agreement) | {
        "stage": {"code": found.stage.value, "label": found.stage.label},
        "uncertain": found.uncertain,
        "since_signature": _days(found.since_signature),
        "steps": [_step(each) for each in common],
        "by_party": _by_party(found.steps),
        "pending": [_pending(each, "public") for each in found.pending],
    }


def _by_party(steps: list[AgreementAction]) -> list[Document]:
    """The steps of each party; those who did the same on the same days stand together."""
    own: dict[int, list[AgreementAction]] = {}
    for each in steps:
        if each.party_id is not None:
            own.setdefault(each.party_id, []).append(each)
    alike: dict[tuple, list[list[AgreementAction]]] = {}
    for rows in own.values():
        alike.setdefault(tuple((row.action, row.date) for row in rows), []).append(rows)
    return [
        {
            "parties": [brief_or_withheld(rows[0].party, "public") for rows in group],
            "steps": [_step(each) for each in group[0]],
        }
        for group in alike.values()
    ]


def _step(row: AgreementAction) -> Document:
    return {
        "action": row.action,
        "label": Action(row.action).label,
        "date": date(row.date),
        "disputed": bool(disputed(row.evidence.all())),
    }


def _days(found: Days | None) -> Document | None:
    if found is None:
        return None
    exact = found.least == found.most
    display = f"{found.least:,}" if exact else f"{found.least:,} to {found.most:,}"
    return {"least": found.least, "most": found.most, "display": f"c. {display}" if found.about else display}


def _pending(found: Pending, audience: str) -> Document:
    return {
        "action": found.action.value,
        "label": found.action.label,
        "party": brief_or_withheld(found.party, audience),
    }
