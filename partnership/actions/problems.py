from dataclasses import dataclass

from partnership.models import Edition


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: `path` leads into the record ("statements[2].citations[0].source", "" for all of it).

    `of` names the record in a batch: its place there, from 0.
    """

    path: str
    message: str
    of: int = 0

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class Invalid(Exception):
    """A record cannot be written; nothing was. All that is wrong is listed, not the first thing only."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))

    @property
    def messages(self) -> list[str]:
        return [problem.message for problem in self.problems]


class Refused(Invalid):
    """The record is well formed, but what was asked is against the rules of publication."""


class Stale(Exception):
    """Somebody saved a newer edition than the one that was edited; nothing was written."""

    def __init__(self, current: Edition | None):
        self.current = current
        super().__init__(f"A newer edition ({current.number}) exists." if current else "It exists already.")
