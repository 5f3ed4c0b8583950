"""Bringing in records from elsewhere: one JSON object a line, all of them or none.

A line is a record that says only what it knows. Entries and sources are named by their key, by an identifier
(`scheme:value`) or by their slug, here and wherever a line refers to them; statements and other rows may carry any name
as their key, from which a lasting key is made. What is there is kept: a line adds and sets, it takes nothing away. What
an editor changed after an import is never overwritten.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnership.actions.apply import apply_all
from partnership.actions.editions import edited
from partnership.actions.merging import gains, merged, unknowable
from partnership.actions.naming import Names
from partnership.actions.problems import Invalid, Problem
from partnership.fixtures.lines import once
from partnership.models import Load, User
from partnership.records import FORMS, Row, complete, for_record, form_of, misshapen, record
from partnership.text import sha256_of

VERBS = ("create", "match", "change", "refuse")


@dataclass
class Line:
    """What comes of one line: created, found just so, changed, or refused; `details` say how, or why."""

    number: int
    verb: str = "refuse"
    form: str = ""
    title: str = ""
    details: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        what = " ".join(filter(None, [self.form, f"“{self.title}”" if self.title else ""]))
        return f"{self.number:>5}  {self.verb:<7} {what}" + "".join(f"\n{'':15}{each}" for each in self.details)


@dataclass
class Outcome:
    lines: list[Line]

    @property
    def refused(self) -> bool:
        return any(line.verb == "refuse" for line in self.lines)

    @property
    def summary(self) -> str:
        counts = Counter(line.verb for line in self.lines)
        return ", ".join(f"{verb} {counts[verb]}" for verb in VERBS)


class _Undo(Exception):
    pass


def import_records(text: str, *, by: User | None, reason: str, name: str, dry_run: bool = False) -> Outcome:
    """Writes what the text brings, as one load of that name; a dry run does the same and then undoes it.

    Nothing is written where any line is refused: ask the outcome.
    """
    outcome = Outcome([])
    try:
        with transaction.atomic():
            _import(text, outcome, by, reason, name)
            if dry_run or outcome.refused:
                raise _Undo
    except _Undo:
        pass
    return outcome


def _import(text: str, outcome: Outcome, by: User | None, reason: str, name: str) -> None:
    items: list[dict] = []
    lines: list[Line] = []
    for number, item, wrong in _read(text):
        line = Line(number)
        outcome.lines.append(line)
        if wrong:
            line.details.append(wrong)
        else:
            items.append(item)
            lines.append(line)
    names = Names(items)
    there = _there(names.rows)
    wanted: list[dict] = []
    of: list[Line] = []
    for item, row, line in zip(items, names.rows, lines, strict=True):
        line.form = str(item.get("kind") or "entry") if item["form"] == "entry" else item["form"]
        line.title = str(item.get("title") or item.get("label") or item.get("name") or row or item.get("slug") or "")
        line.details += names.problems(item)
        if line.details:
            continue
        before = there.get((item["form"], row.pk)) if row else None
        found = complete(merged(before, item))
        if before is None:
            line.verb = "create"
        elif complete(before) == found:
            line.verb = "match"
            continue
        else:
            line.details += _edited(row)
            if line.details:
                continue
            line.verb, line.details = "change", gains(before, found)
        wanted.append(found)
        of.append(line)
    if wanted and not outcome.refused:
        _write(wanted, of, text, by, reason, name)


def _write(wanted: list[dict], of: list[Line], text: str, by: User | None, reason: str, name: str) -> None:
    load, _ = Load.objects.get_or_create(name=name, sha256=sha256_of(text), defaults={"loaded_at": timezone.now()})
    try:
        with transaction.atomic():
            apply_all(wanted, by=by, reason=reason, load=load)
    except Invalid as error:
        for problem in error.problems:
            _refuse(of[problem.of], problem)


def _refuse(line: Line, problem: Problem) -> None:
    if line.verb != "refuse":
        line.verb, line.details = "refuse", []
    line.details.append(str(problem))


def _read(text: str) -> Iterator[tuple[int, dict, str]]:
    """Each line's number, its object, and what is wrong with it as a line; empty lines are passed over."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            item: Any = json.loads(line, object_pairs_hook=once)
        except (ValueError, RecursionError) as error:
            yield number, {}, f"This is not one JSON object on one line: {error}."
            continue
        if not isinstance(item, dict) or item.get("form") not in [*FORMS]:
            yield number, {}, f"A record needs a form, one of {', '.join(FORMS)}."
        elif wrong := misshapen(item):
            yield number, {}, f"{wrong[0]}: A list of rows is wanted."
        elif wrong := unknowable(item):
            yield number, {}, wrong[0]
        else:
            yield number, item, ""


def _there(rows: list[Row | None]) -> dict[tuple[str, int], dict]:
    """The records of the rows that are there, by form and number."""
    found = {}
    for form_name, form in FORMS.items():
        wanted = sorted({row.pk for row in rows if row is not None and form_of(row) == form_name})
        for start in range(0, len(wanted), 200):
            chosen = form.model._default_manager.filter(pk__in=wanted[start : start + 200])
            found |= {(form_name, row.pk): record(row) for row in for_record(chosen)}
    return found


def _edited(row: Row) -> list[str]:
    """Why a change would undo an editor's work; nothing where what is there came from a load."""
    last = edited(row)
    if last is None:
        return []
    who = f" by {last.by}" if last.by else ""
    return [f"It was changed{who} since it was loaded (edition {last.number}); importing over that is refused."]
