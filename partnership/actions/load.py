"""Loading fixtures: all of what is asked for, or nothing."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from partnership.actions.apply import apply_all
from partnership.actions.editions import edited
from partnership.actions.layers import stands_over
from partnership.actions.problems import Invalid
from partnership.fixtures import BadFixture, Read, read
from partnership.models import Load
from partnership.records import FORMS, NAMED_BY, Row, complete, for_record, misshapen, record, row_at
from partnership.text import has_control, sha256_of


class NotLoaded(Exception):
    """The fixture was refused as a whole; `lines` says each thing that is wrong, with its file and line."""

    def __init__(self, lines: list[str]):
        self.lines = lines
        super().__init__("\n".join(lines))


class Edited(NotLoaded):
    """Nothing is wrong with the fixture, but loading it would undo what was done to the content since."""


@transaction.atomic
def load(files: dict[str, str], *, reason: str = "") -> int:
    """Loads the texts of fixtures, by name, in their order; answers how many records were new or changed.

    Records that are there already as the fixture has them are passed over. One that somebody edited since it was
    loaded refuses the whole: an editor's work is never overwritten. Raises NotLoaded.
    """
    written = 0
    for name, text in files.items():
        try:
            found = read(text)
        except BadFixture as error:
            raise NotLoaded([f"{name}.json, line {error.line}: {error.message}"]) from error
        if not found.records:
            continue
        wanted = _wanted(name, found)
        sha256 = sha256_of(text)
        loaded, _ = Load.objects.get_or_create(name=name, sha256=sha256, defaults={"loaded_at": timezone.now()})
        try:
            apply_all(wanted, by=None, reason=reason or f"Loaded from {name}", load=loaded)
        except Invalid as error:
            lines = []
            for problem in error.problems:
                row, column = row_at(wanted[problem.of], problem.path)
                lines.append(f"{name}.json, line {found.line_of(row, column)}: {problem.message}")
            raise NotLoaded(lines) from error
        written += len(wanted)
    return written


def _wanted(name: str, found: Read) -> list[dict]:
    """The records that the database does not have just so; raises NotLoaded for those that were edited meanwhile."""
    there = _there(found.records)
    wanted, undone = [], []
    for item in found.records:
        row = there.get(_name(item))
        if row is not None:
            if not misshapen(item) and complete(item) == record(row):
                continue
            if over := stands_over(name, row):
                later, mine = over
                if misshapen(item) or complete(item) != complete(mine):
                    text = f"“{row}” is carried further by {later}.json: change it there."
                    undone.append(f"{name}.json, line {found.line_of(item, '')}: {text}")
                continue
            if last := edited(row):
                who = f" by {last.by}" if last.by else ""
                text = f"“{row}” was changed since it was loaded (edition {last.number}{who}); loading would undo that."
                undone.append(f"{name}.json, line {found.line_of(item, '')}: {text}")
                continue
        wanted.append(item)
    if undone:
        raise Edited(undone)
    return wanted


def _name(item: dict) -> tuple:
    return (item["form"], *(str(item.get(part)) for part in NAMED_BY[item["form"]]))


def _there(records: list[dict]) -> dict[tuple, Row]:
    """The rows that the records name, by form and name."""
    names: dict[str, set[str]] = defaultdict(set)
    for item in records:
        name = str(item.get(NAMED_BY[item["form"]][-1]))
        if not has_control(name):  # no engine can be asked for such a name
            names[item["form"]].add(name)
    found: dict[tuple, Row] = {}
    for form, wanted in names.items():
        lookup, listed = NAMED_BY[form][-1], sorted(wanted)
        for start in range(0, len(listed), 200):
            some = {f"{lookup}__in": listed[start : start + 200]}
            for row in for_record(FORMS[form].model._default_manager.filter(**some)):
                found[form, *(getattr(row, part) for part in NAMED_BY[form])] = row
    return found
