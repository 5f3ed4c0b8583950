"""Rows without a database, with what the functions that derive read of them: grades, disagreement, words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any


class Rows(list[Any]):
    """Rows that hang on another: `.all()` as of a related manager."""

    def all(self) -> "Rows":
        return self


NONE = Rows()


@dataclass(slots=True, eq=False)
class Source:
    pk: int
    key: str
    title: str
    authors: list[dict[str, str]]
    publisher: str
    weak: bool
    tier: SimpleNamespace
    origin: "Source | None" = None
    origin_id: int | None = None


@dataclass(slots=True)
class Citation:
    source: Source
    stance: str


@dataclass(slots=True)
class Value:
    field: str
    measure_id: str | None  # the code: all that matters is whether two are the same
    value: str
    low: str | None
    high: str | None
    unit_id: str | None
    as_of: str

    @property
    def measure(self) -> None:
        """Only its name, which nobody asks for here."""


@dataclass(slots=True)
class Statement:
    text: str
    lead: bool
    voice: str
    rank: str
    given: Rows
    cited: Rows
    grade: str = ""
    rank_reason: str = ""


@dataclass(slots=True)
class Entry:
    title: str
    summary: str
    names: Rows
    statements: Rows = field(default_factory=Rows)


def named(texts: Iterable[str]) -> Rows:
    return Rows(SimpleNamespace(text=text) for text in texts)
