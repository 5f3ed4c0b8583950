"""Where the words stand in a text: the words marked, and the part of a long text around them."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from partnership.search.query import Phrase, Query
from partnership.search.words import found, words

LONGEST = 220  # characters of a snippet, about three lines


class Segment(NamedTuple):
    text: str
    hit: bool


class Hit(NamedTuple):
    """The characters from `start` up to `end` answer the part of the query that has this number."""

    start: int
    end: int
    group: int


def finding(query: Query) -> Callable[[str], list[Hit]]:
    """What finds, in one text after the other, every place where a phrase of the query stands, in the order of the
    text."""
    phrases = [
        (number, phrase)
        for number, group in enumerate(query.groups)
        for phrase in {phrase for option in group.options for phrase in option}
    ]
    whole = frozenset(phrase.words[0] for _, phrase in phrases)
    beginnings = tuple(phrase.words[0] for _, phrase in phrases if phrase.prefix and len(phrase.words) == 1)
    return partial(_hits, phrases, whole, beginnings)


def _hits(
    phrases: Sequence[tuple[int, Phrase]], whole: frozenset[str], beginnings: tuple[str, ...], text: str
) -> list[Hit]:
    """`whole` and `beginnings` are the words with which a phrase begins: most texts hold none of them, and then it does
    not matter where their words stand."""
    listed = words(text)
    if whole.isdisjoint(listed) and not (beginnings and any(word.startswith(beginnings) for word in listed)):
        return []
    placed = list(found(text))
    return sorted(
        Hit(placed[place].start, placed[place + len(phrase.words) - 1].end, number)
        for number, phrase in phrases
        for place in _places(phrase, listed)
    )


def _places(phrase: Phrase, listed: Sequence[str]) -> Iterator[int]:
    first, *others = phrase.words
    if not others:
        for place, word in enumerate(listed):
            if word == first or (phrase.prefix and word.startswith(first)):
                yield place
        return
    *between, last = others
    size = len(phrase.words)
    for place in range(len(listed) - size + 1):
        if listed[place] == first and listed[place + 1 : place + size - 1] == between:
            word = listed[place + size - 1]
            if word == last or (phrase.prefix and word.startswith(last)):
                yield place


def marked(text: str, listed: Sequence[Hit], start: int = 0, end: int | None = None) -> list[Segment]:
    """The text from `start` up to `end`, cut into what was looked for and what stands between."""
    end = len(text) if end is None else end
    segments: list[Segment] = []
    place = start
    for hit in listed:
        if hit.end <= place or hit.start >= end:
            continue
        begin = max(hit.start, place)
        if begin > place:
            segments.append(Segment(text[place:begin], hit=False))
        if segments and segments[-1].hit and begin == place:
            segments[-1] = Segment(segments[-1].text + text[begin : hit.end], hit=True)
        else:
            segments.append(Segment(text[begin : hit.end], hit=True))
        place = hit.end
    if place < end:
        segments.append(Segment(text[place:end], hit=False))
    return segments


def snippet(text: str, listed: Sequence[Hit]) -> list[Segment]:
    """The text, or of a long one the part that answers most of the query; dots say that something was left out."""
    if len(text) <= LONGEST or not listed:
        return marked(text, listed)
    first = max(listed, key=lambda hit: (_answers(listed, hit.start), -hit.start)).start
    start = _blank(text, max(0, first - LONGEST // 4))
    end = _blank(text, min(len(text), max(start + LONGEST, min(hit.end for hit in listed if hit.start >= first))))
    segments = marked(text, listed, start, end)
    before = [Segment("… ", hit=False)] if start else []
    after = [Segment(" …", hit=False)] if end < len(text) else []
    return [*before, *segments, *after]


def _answers(listed: Sequence[Hit], start: int) -> int:
    return len({hit.group for hit in listed if start <= hit.start < start + LONGEST * 3 // 4})


def _blank(text: str, place: int) -> int:
    """The end of the word in which the place lies, past the blank after it where it is a beginning."""
    if place in (0, len(text)):
        return place
    blank = text.find(" ", place)
    return blank + 1 if 0 <= blank < len(text) else len(text)
