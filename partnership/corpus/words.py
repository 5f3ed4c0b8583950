"""Made-up words, drawn by Zipf's law: the word of rank r is met about 1/r times as often as the first.

Zipf, G. K. (1949), "Human Behavior and the Principle of Least Effort". The larger the corpus, the more words it has.
"""

from functools import cache
from itertools import accumulate
from random import Random

_SYLLABLES = [
    consonant + vowel
    for consonant in ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "ş", "ç", "y", "j", "tr")
    for vowel in "aeiou"
]
_TWO = len(_SYLLABLES) ** 2
_PLAIN = str.maketrans("şç", "sc")


def size(entries: int) -> int:
    """How many words a corpus of so many entries knows."""
    return max(4_000, entries // 5)


def word(rank: int) -> str:
    """The word of this rank, from 0: the frequent ones have two syllables, the others three."""
    base = len(_SYLLABLES)
    scattered = rank * 7919 % _TWO  # 7919 is prime: each pair of syllables occurs once
    text = _SYLLABLES[scattered // base] + _SYLLABLES[scattered % base]
    return text if rank < _TWO else text + _SYLLABLES[(rank // _TWO - 1 + scattered) % base]


@cache
def _vocabulary(many: int) -> tuple[list[str], list[str], list[float]]:
    listed = [word(rank) for rank in range(many)]
    weights = list(accumulate(1 / (rank + 1) for rank in range(many)))
    return listed, [each.capitalize() for each in listed], weights


class Speaker:
    """Draws sentences and titles."""

    def __init__(self, rng: Random, entries: int) -> None:
        self._draw = rng.choices
        self._rng = rng.random
        self._words, self._capital, self._weights = _vocabulary(size(entries))

    def title(self, least: int, most: int) -> str:
        """Every word begins with a capital, so that no style of reference writes it otherwise."""
        many = least + int(self._rng() * (most - least + 1))
        return " ".join(self._draw(self._capital, cum_weights=self._weights, k=many))

    def sentence(self, named: str = "") -> str:
        listed = self._draw(self._words, cum_weights=self._weights, k=8 + int(self._rng() * 12))
        if named:
            listed.insert(2, named)
        listed[0] = listed[0].capitalize()
        return f"{' '.join(listed)}."


def slug(title: str, number: int) -> str:
    """Of a title of made-up words, none twice."""
    return f"{title[:60].lower().translate(_PLAIN).replace(' ', '-').strip('-')}-{number}"
