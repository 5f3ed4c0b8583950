"""Which of the entries that hold the words comes first. Ours, and the same on every database. So for sources.

A part of the query counts by the best place in which it stands: the title before a name, that before the summary, a
sentence, a source. Beside this it counts that the words stand together, and that the title says little else. What is
named exactly so, by its title or by an abbreviation, comes before all others.
"""

from collections.abc import Callable, Mapping
from functools import partial

from partnership.search.query import Group, Phrase, Query
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
    words = frozenset(word for phrase in phrases for word in phrase.words)
    beginnings = tuple(phrase.words[-1] for phrase in phrases if phrase.prefix)
    return partial(_score, query, words, beginnings)


def _score(query: Query, words: frozenset[str], beginnings: tuple[str, ...], texts: Texts) -> float:
    """`words` are those of all phrases; what begins with one of the `beginnings` was asked for as well."""
    padded = {name: f" {texts.get(name, '')} " for name in PLACES}
    total = sum(_best(group, padded) for group in query.groups)
    asked = query.words
    if not asked:
        return total
    whole = f" {' '.join(asked)} "
    total += max((worth for name, worth in TOGETHER.items() if whole in padded[name]), default=0.0)
    if padded["title"] == whole:
        total += IS_TITLE
    elif f" {BREAK}{whole}{BREAK} " in f" {BREAK}{padded['names']}{BREAK} ":
        total += IS_NAME
    elif padded["title"].startswith(whole) or padded["title"].endswith(whole):
        total += AT_AN_END_OF_TITLE
    title = texts.get("title", "").split()
    total += NOTHING_ELSE * sum(word in words or word.startswith(beginnings) for word in title) / (len(title) or 1)
    often = sum(padded[name].count(f" {word}") for name in ("summary", "statements") for word in asked)
    return total + OFTEN * min(often, OFTEN_ENOUGH)


def _best(group: Group, padded: Texts) -> float:
    """The worth of the best place for the best option; all phrases of an option count, each in its own best place."""
    found = 0.0
    for number, option in enumerate(group.options):
        factor = 1.0 if number == 0 else OTHER_SPELLING
        found = max(found, factor * sum(_place(phrase, padded) for phrase in option))
    return found


def _place(phrase: Phrase, padded: Texts) -> float:
    text = f" {' '.join(phrase.words)}"
    for name, worth in PLACES.items():
        if f"{text} " in padded[name]:
            return worth
        if phrase.prefix and text in padded[name]:
            return worth * LONGER_WORD
    return 0.0
