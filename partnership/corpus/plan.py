"""What stands where in a corpus of a given size: all of it follows from a number, so that any part can be made alone.

Institutions come first among the entries, then people and systems, then events and agreements, which alone may be
drafts: whatever others name is public. How many statements, citations and relations a row has follows a pattern, so
that the rows below it are numbered without gaps.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
from django.utils.functional import cached_property

from partnership.text import KEY_ALPHABET, KEY_LENGTH

SMALLEST, LARGEST = 20, 10_000_000
CHUNK = 500  # entries that are made together; as many as search reads at a time
_POSSIBLE = len(KEY_ALPHABET) ** KEY_LENGTH
# Odd multipliers that share no factor with 27**10: keys look random, and none occurs twice.
_SCATTER = 97_003_856_243_327
_OFFSETS = {"entry": 11, "source": 2 * 10**13, "statement": 4 * 10**13, "citation": 8 * 10**13}
_OFFSETS |= {"relation": 12 * 10**13, "action": 16 * 10**13}
_LETTERS = np.frombuffer(KEY_ALPHABET.encode(), np.uint8)
_TOGETHER = 256  # keys that are worked out at once: rows are numbered one after the other, and few are named by many


def key_of(form: str, number: int) -> str:
    block, place = divmod(number, _TOGETHER)
    return _keys(form, block)[place]


@lru_cache(maxsize=2_000)
def _keys(form: str, block: int) -> list[str]:
    """The digits of the scattered numbers, to the base of as many letters as keys have."""
    first = (block * _TOGETHER * _SCATTER + _OFFSETS[form]) % _POSSIBLE
    scattered = (first + np.arange(_TOGETHER, dtype=np.int64) * _SCATTER) % _POSSIBLE
    digits = [scattered // len(KEY_ALPHABET) ** place % len(KEY_ALPHABET) for place in reversed(range(KEY_LENGTH))]
    letters = _LETTERS[np.stack(digits, axis=1)].tobytes().decode()
    return [letters[start : start + KEY_LENGTH] for start in range(0, len(letters), KEY_LENGTH)]


class Pattern:
    """How many rows hang on each row of another table, again and again in the same order."""

    def __init__(self, *counts: int) -> None:
        self._counts = counts
        self._before = [0, *accumulate(counts)]

    def first(self, number: int) -> int:
        """The number of the first row that hangs on this one; both count from 1."""
        rounds, place = divmod(number - 1, len(self._counts))
        return rounds * self._before[-1] + self._before[place] + 1

    def count(self, number: int) -> int:
        return self._counts[(number - 1) % len(self._counts)]

    def of(self, number: int) -> range:
        first = self.first(number)
        return range(first, first + self.count(number))


# The lengths share no factor: every combination occurs.
STATEMENTS = Pattern(3, 2, 4, 1, 2, 3, 6, 2, 1, 3, 5, 2, 3, 1, 4, 2, 7, 3, 2)
CITATIONS = Pattern(1, 2, 1, 1, 3, 1, 1, 2, 1, 1, 1)
VALUES = Pattern(2, 0, 1, 0, 1, 2, 0)
RELATIONS = Pattern(2, 1, 3, 1, 2, 0, 2, 1, 4, 2, 1, 2, 1)
PARTS = Pattern(4, 1, 6, 3, 0, 9, 2, 5)


@dataclass(frozen=True)
class Plan:
    entries: int
    seed: int = 1

    @cached_property
    def institutions(self) -> int:
        return max(5, self.entries // 200)

    @cached_property
    def people(self) -> int:
        return max(5, self.entries // 60)

    @cached_property
    def systems(self) -> int:
        return max(5, self.entries // 120)

    @cached_property
    def sources(self) -> int:
        return max(10, self.entries // 20)

    @cached_property
    def publishers(self) -> int:
        return max(4, self.sources // 40)

    def kind(self, number: int) -> str:
        """Of the entries that others name; empty for an event or an agreement, which is drawn."""
        for kind, many in (("institution", self.institutions), ("person", self.people), ("system", self.systems)):
            if number <= many:
                return kind
            number -= many
        return ""

    def nth(self, kind: str, place: int) -> int:
        """The number of the entry that is the institution, person or system at this place, from 0."""
        before = {"institution": 0, "person": self.institutions, "system": self.institutions + self.people}
        return before[kind] + place + 1

    def chunks(self, many: int) -> list[range]:
        return [range(first, min(first + CHUNK, many + 1)) for first in range(1, many + 1, CHUNK)]


class Keys:
    """Keys, and the rows that they are the keys of, as far as they were asked for."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, form: str, number: int) -> str:
        key = key_of(form, number)
        self.numbers[key] = number
        return key
