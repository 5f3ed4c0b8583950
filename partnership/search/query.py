"""What a reader typed, understood. Anything at all can be typed: what is no word, is passed over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnership.search.words import words
from partnership.text import readable, tidy, unmarked

MOST = 20  # words and phrases that are looked for; the first ones
SHORTEST_PREFIX = 4  # letters from which on a word also finds longer words that begin with it
_PIECE = re.compile(r'(?P<not>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<run>[^\s"]+))')
_AFTER_NAME = re.compile(r"(?<=\w{3})['’ʼ]\w+")


@dataclass(frozen=True)
class Phrase:
    """Words that stand next to each other; with `prefix` the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False


Option = tuple[Phrase, ...]  # all of these


@dataclass(frozen=True)
class Group:
    """A part of what was typed; any of its options will do. The first is as typed, the others mean the same."""

    options: tuple[Option, ...]
    quoted: bool = False

    @property
    def typed(self) -> Option:
        return self.options[0]


@dataclass(frozen=True)
class Query:
    """All of `groups`, and none of `excluded`. Without either it finds nothing: no text holds no word."""

    text: str = ""
    groups: tuple[Group, ...] = ()
    excluded: tuple[Group, ...] = ()
    cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def empty(self) -> bool:
        return not (self.groups or self.excluded)

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that is looked for, in the order typed."""
        return tuple(word for group in self.groups for phrase in group.typed for word in phrase.words)


def parse(typed: str) -> Query:
    """`"…"` is a phrase, `-` excludes, `*` lets a word go on; AND, a lone quotation mark and the like are text."""
    text = tidy(unmarked(readable(typed)))
    groups: list[Group] = []
    excluded: list[Group] = []
    for negated, quoted, phrase in _phrases(text):
        if len(groups) + len(excluded) == MOST:
            return Query(text, tuple(groups), tuple(excluded), cut=True)
        if negated:
            excluded.append(Group(((phrase,),), quoted))
        else:
            groups.append(Group(tuple(_options(phrase, quoted=quoted)), quoted))
    return Query(text, tuple(groups), tuple(excluded))


def _phrases(text: str) -> Iterator[tuple[bool, bool, Phrase]]:
    """Each phrase or word; whether it is excluded, and whether it stands in quotation marks."""
    for piece in _PIECE.finditer(text):
        negated = bool(piece["not"])
        if piece["phrase"] is not None:
            if found := words(piece["phrase"]):
                yield negated, True, Phrase(tuple(found))
            continue
        run = _AFTER_NAME.sub("", piece["run"])
        found = words(run)
        starred = run.endswith("*")
        # `F-16` and `T129` are one thing; `north-south` are two.
        together = [found] if any(word.isdigit() for word in found) or negated else [[word] for word in found]
        for each in together:
            if each:
                last = each is together[-1]
                yield negated, False, Phrase(tuple(each), prefix=(starred and last) or (not negated and goes_on(each)))


def goes_on(found: Sequence[str]) -> bool:
    """Whether the last word also finds longer ones, without being asked to. What is excluded is meant exactly."""
    return len(found[-1]) >= SHORTEST_PREFIX and found[-1].isalpha()


def _options(phrase: Phrase, *, quoted: bool) -> Iterator[Option]:
    """A word, and its singular or plural in English."""
    yield (phrase,)
    if quoted or len(phrase.words) > 1:
        return
    word = phrase.words[0]
    if word.endswith("ies") and len(word) >= 6:
        yield (Phrase((f"{word[:-3]}y",)),)
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > SHORTEST_PREFIX:
        yield (Phrase((word[:-1],), prefix=phrase.prefix and len(word) > SHORTEST_PREFIX + 1),)
    elif word.endswith("y") and len(word) >= 5 and word[-2] not in "aeiou":
        yield (Phrase((f"{word[:-1]}ies",)),)
