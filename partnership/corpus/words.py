"""Made-up words, drawn by Zipf's law: the word of rank r is met about 1/r times as often as the first.

Zipf, G. K. (1949), "Human Behavior and the Principle of Least Effort". The larger the corpus, the more words it has.
"""

from functools import cache
from random import Random

from partnership.search.words import LONGEST, words

_BEGINNINGS = "b d f g h k l m n p r s t v z ş ç y j tr".split()
_SYLLABLES = [consonant + vowel for consonant in _BEGINNINGS for vowel in "aeiou"]
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
def _vocabulary(many: int) -> tuple[list[str], list[str]]:
    listed = [word(rank) for rank in range(many)]
    return listed, [each.capitalize() for each in listed]


class Speaker:
    """Draws sentences and titles."""

    def __init__(self, rng: Random, entries: int) -> None:
        self._draw = rng.random
        self._words, self._capital = _vocabulary(size(entries))
        self._many = len(self._words)

    def title(self, least: int, most: int) -> str:
        """Every word begins with a capital, so that no style of reference writes it otherwise."""
        return " ".join(self._some(self._capital, least + int(self._draw() * (most - least + 1))))

    def sentence(self) -> str:
        return f"{' '.join(self._some(self._words, 8 + int(self._draw() * 12))).capitalize()}."

    def _some(self, listed: list[str], many: int) -> list[str]:
        """A power of the number of words, evenly drawn: the logarithm of the rank is even, and that is Zipf's law."""
        draw, size = self._draw, self._many
        return [listed[int(size ** draw()) - 1] for _ in range(many)]


class Folded(dict[str, str]):
    """What search makes of each run of characters between blanks; there are few, and each is looked at once.

    Plain letters are one word, in small letters: nothing else has to be found out about them.
    """

    def __missing__(self, raw: str) -> str:
        bare = raw.rstrip(".")
        plain = bare.isascii() and bare.isalpha() and len(bare) <= LONGEST
        self[raw] = found = bare.lower() if plain else " ".join(words(raw))
        return found


def slug(title: str, number: int) -> str:
    """Of a title of made-up words, none twice."""
    return f"{title[:60].lower().translate(_PLAIN).replace(' ', '-').strip('-')}-{number}"
