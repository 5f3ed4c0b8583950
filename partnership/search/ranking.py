"""Which of the entries that hold the words comes first. Ours, and the same on every database. So for sources.

A part of the query counts by the best place in which it stands: the title before a name, that before the summary, a
sentence, a source. Beside this it counts that the words stand together, and that the title says little else. What is
named exactly so, by its title or by an abbreviation, comes before all others.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from partnership.search.query import Phrase, Query
from partnership.search.words import BREAK

# The place in which a word stands. Each is worth more than all that an entry has after it together; only sources have
# makers.
PLACES = {"title": 16.0, "names": 8.0, "makers": 8.0, "summary": 4.0, "statements": 2.0, "sources": 1.0}
LONGER_WORD = 0.6  # of that, where only a longer word begins with it: `ship` in `shipyard`
OTHER_SPELLING = 0.8  # of that, where only an alias, a plural or an abbreviation of it stands there
# The whole query, its words in their order.
IS_TITLE, IS_NAME = 200.0, 150.0
TOGETHER = {"title": 12.0, "names": 8.0, "summary": 4.0, "statements": 2.0}
AT_AN_END_OF_TITLE = 6.0  # people are looked for by the last of their names
# The share of the title's words that were asked for.
NOTHING_ELSE = 8.0
# How often the words stand in summary and sentences: an entry about it beside one that mentions it.
OFTEN, OFTEN_ENOUGH = 0.25, 8

Texts = Mapping[str, str]


def score(query: Query, texts: Texts) -> float:
    """How well an entry answers, from the words of its fields; without a unit, only for comparing."""
    return scoring(query)(texts)


def scoring(query: Query) -> Callable[[Texts], float]:
    """The same for many entries."""
    phrases = {phrase for group in query.groups for option in group.options for phrase in option}
    asked = _Asked(
        [[_Option.of(number, option) for number, option in enumerate(group.options)] for group in query.groups],
        f" {' '.join(query.words)} " if query.words else "",
        [f" {word}" for word in query.words],
        frozenset(word for phrase in phrases for word in phrase.words),
        tuple(phrase.words[-1] for phrase in phrases if phrase.prefix),
    )
    return partial(_score, asked)


class _Option(NamedTuple):
    """What of it the place counts, what that is for the best of places, and its phrases as they stand in a text."""

    factor: float
    most: float
    phrases: Sequence[tuple[str, bool]]

    @classmethod
    def of(cls, number: int, option: Sequence[Phrase]) -> "_Option":
        factor = OTHER_SPELLING if number else 1.0
        phrases = [(f" {' '.join(phrase.words)}", phrase.prefix) for phrase in option]
        return cls(factor, factor * max(PLACES.values()) * len(phrases), phrases)


class _Asked(NamedTuple):
    """A query as it is looked for in texts that have a blank at each end. What begins with one of the `beginnings` was
    asked for, like the `words` of all phrases."""

    groups: Sequence[Sequence[_Option]]
    whole: str
    each: Sequence[str]
    words: frozenset[str]
    beginnings: tuple[str, ...]


def _score(asked: _Asked, texts: Texts) -> float:
    padded = {name: f" {text} " for name in PLACES if (text := texts.get(name))}
    places = [(PLACES[name], text) for name, text in padded.items()]
    total = sum([_best(group, places) for group in asked.groups])
    whole = asked.whole
    if not whole:
        return total
    total += next((worth for name, worth in TOGETHER.items() if whole in padded.get(name, "")), 0.0)
    title = padded.get("title", "")
    if title == whole:
        total += IS_TITLE
    elif "names" in padded and f" {BREAK}{whole}{BREAK} " in f" {BREAK}{padded['names']}{BREAK} ":
        total += IS_NAME
    elif title.startswith(whole) or title.endswith(whole):
        total += AT_AN_END_OF_TITLE
    named = title.split()
    among = [word for word in named if word in asked.words or word.startswith(asked.beginnings)]
    total += NOTHING_ELSE * len(among) / (len(named) or 1)
    often = sum(
        [padded[name].count(word) for name in ("summary", "statements") if name in padded for word in asked.each]
    )
    return total + OFTEN * min(often, OFTEN_ENOUGH)


def _best(group: Sequence[_Option], places: Sequence[tuple[float, str]]) -> float:
    """The worth of the best place for the best option; all phrases of an option count, each in its own best place."""
    found = 0.0
    for factor, most, phrases in group:
        if most > found:
            found = max(found, factor * sum([_place(text, prefix, places) for text, prefix in phrases]))
    return found


def _place(text: str, prefix: bool, places: Sequence[tuple[float, str]]) -> float:
    for worth, place in places:
        if text in place:
            if f"{text} " in place:
                return worth
            if prefix:
                return worth * LONGER_WORD
    return 0.0
