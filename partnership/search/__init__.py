"""Search: which entries and sources hold what a reader typed, which of them comes first, and where it stands.

The databases only find candidates (engine.py). What a word is (words.py), what was asked (query.py), what else means
the same (spellings.py) and which answer is best (ranking.py) is decided here, so that both databases give the same
results in the same order.
"""

from partnership.search.query import Query, parse
from partnership.search.spellings import widened

__all__ = ["Query", "parse", "understood"]


def understood(typed: str) -> Query:
    """What was typed, with everything that means the same."""
    return widened(parse(typed))
