"""Where the statements of one entry disagree, and what they establish."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from partnership.models import Statement, Term, Value
from partnership.vocabulary import Rank, Stance


@dataclass
class Option:
    """One of several values, with the statements that say it."""

    value: Value
    statements: list[Statement] = dataclasses.field(default_factory=list)

    @property
    def preferred(self) -> bool:
        return any(each.rank == Rank.PREFERRED for each in self.statements)

    @property
    def deprecated(self) -> bool:
        return all(each.rank == Rank.DEPRECATED for each in self.statements)

    @property
    def reason(self) -> str:
        return " ".join(dict.fromkeys(each.rank_reason for each in self.statements if each.rank_reason))


@dataclass
class Rival:
    """All values given for one field or measure (and one time); a disagreement where there are two or more."""

    field: str
    measure: Term | None
    as_of: str
    options: list[Option] = dataclasses.field(default_factory=list)

    @property
    def disagree(self) -> bool:
        return len(self.options) > 1

    @property
    def standing(self) -> list[Option]:
        """The options that are still believed: the preferred ones, else those that nobody deprecated."""
        live = [option for option in self.options if not option.deprecated]
        return [option for option in live if option.preferred] or live

    @property
    def settled(self) -> bool:
        return len(self.standing) == 1


def said(statements: Iterable[Statement], many: frozenset[str] = frozenset({"place"})) -> list[Rival]:
    """What each field and measure is given as, in the order of the statements; fields of `many` values are left out.

    Reads `statement.values` with `measure` and `unit`; fetch them beforehand.
    """
    groups: dict[tuple, Rival] = {}
    for statement in statements:
        for value in statement.given:
            if value.field in many:
                continue
            group = groups.setdefault(
                (value.field, value.measure_id, value.as_of), Rival(value.field, value.measure, value.as_of)
            )
            for option in group.options:
                if _same(option.value, value):
                    option.statements.append(statement)
                    break
            else:
                group.options.append(Option(value, [statement]))
    return list(groups.values())


def rivals(statements: Iterable[Statement]) -> list[Rival]:
    """Only what the statements disagree on."""
    return [group for group in said(statements) if group.disagree]


def disputed(statements: Iterable[Statement]) -> list[Statement]:
    """The statements, still believed, that a source disputes. Reads their citations; fetch them beforehand."""
    return [
        statement
        for statement in statements
        if statement.rank != Rank.DEPRECATED and any(citation.stance == Stance.DISPUTES for citation in statement.cited)
    ]


def established(statements: Iterable[Statement]) -> dict[str, str]:
    """For each field that is given and settled: the value that stands."""
    return {group.field: group.standing[0].value.value for group in said(statements) if group.field and group.settled}


def _same(a: Value, b: Value) -> bool:
    return (a.value, a.low, a.high, a.unit_id) == (b.value, b.low, b.high, b.unit_id)
