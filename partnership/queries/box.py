"""What the fact box of an entry holds, and which statements say so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from partnership import dates
from partnership.models import Entry, Place, Statement
from partnership.queries.grades import supporting
from partnership.vocabulary import Field, Rank, fields


def held(entry: Entry, field: Field) -> list[tuple[str, str]]:
    """What the columns hold for a field: the canonical text and how it reads; nothing where they are empty."""
    if field.name == "place":
        return [(each.code, each.name) for each in entry.along("places")]
    value: Any = getattr(entry if hasattr(entry, field.name) else entry.own, field.name)
    if value in (None, ""):
        return []
    if isinstance(value, Place):
        return [(value.code, value.name)]
    if field.form == "term":
        return [(value.code, value.label)]
    return [(str(value), dates.parse(value).display if field.form == "edtf" else str(value))]


def establishing(statements: Iterable[Statement]) -> Mapping[tuple[str, str], list[Statement]]:
    """Which statements, not deprecated, give a field a value: by the field and the text."""
    found: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.rank != Rank.DEPRECATED:
            for given in dict.fromkeys((value.field, value.value) for value in statement.given):
                found[given].append(statement)
    return found


def sourced(statements: Iterable[Statement]) -> bool:
    """Whether a source supports one of them."""
    return any(supporting(each.cited) for each in statements)


def unsourced(entry: Entry, statements: list[Statement]) -> int:
    """How many values the box shows without a source. Parties are not among them: a public one has its evidence."""
    saying = establishing(statements)
    return sum(
        not sourced(saying[field.name, text])
        for field in fields(entry.kind).values()
        if field.boxed
        for text, _ in held(entry, field)
    )
