"""What a word is: the same for what is written and for what is looked for, and the same on every database.

A word is a run of letters or a run of digits, folded (text.fold); `T129` and `T-129` are both t, 129. The databases
are given words with blanks between them and split nothing themselves.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from partnership.text import fold

LONGEST = 60  # letters of a word that count
MOST = 16_000  # words of an entry that are indexed: PostgreSQL numbers no more than 16,383 positions
BREAK = "\ue000"  # stands between sentences and between names, so that no phrase reaches across; nobody can type it

# Vowel signs and accents that are written as letters of their own, and joiners: inside a word they do not end it.
_MARKS = "".join(chr(code) for code in range(0x300, 0x1900) if unicodedata.category(chr(code)).startswith("M"))
_RAW = re.compile(f"[^\\W_][^\\W_{re.escape(_MARKS)}\u200c\u200d]*(?:[{re.escape(_MARKS)}\u200c\u200d]+[^\\W_]*)*")
_PARTS = re.compile(r"\d+|[^\W\d_]+")


class Found(NamedTuple):
    """A word, and the characters of the text from `start` up to `end` that it stands in."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=100_000)
def _parts(raw: str) -> tuple[str, ...]:
    return tuple(part[:LONGEST] for part in _PARTS.findall(fold(raw)))


def found(text: str) -> Iterator[Found]:
    """Every word in its place; those that one run of characters holds have its place together."""
    for match in _RAW.finditer(text):
        for word in _parts(match[0]):
            yield Found(word, match.start(), match.end())


def words(text: str) -> list[str]:
    return [part for raw in _RAW.findall(text) for part in _parts(raw)]


def natural(text: str) -> Iterator[tuple[str, str]]:
    """Each word that is a run of characters by itself, folded and as it is written."""
    for raw in _RAW.findall(text):
        parts = _parts(raw)
        if len(parts) == 1:
            yield parts[0], raw
