"""Which rows hold a word, as bitmaps: single words are looked up here, where an engine would name row after row. What
stands next to what (phrases) only the engines know.

Each row stands with the first label in which it has the word; labels are in the order of their weight (engine.Index).
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from numpy.typing import NDArray
from pyroaring import BitMap

from partnership.bulk import put, uncollected
from partnership.models import Posting
from partnership.search.query import Phrase

PART = 16  # bits of a number that stand within one part: 8 KiB for each label at most, which a write writes anew
LABELS = "abcd"
_WORD = PART + 2  # bits of a label and of a number within its part, where they stand behind a word
_CHUNK = 200  # rows asked for at once
_TABLE = Posting._meta.db_table
_COLUMNS = ("of", "word", "part", *LABELS)
_LISTED = ", ".join(_COLUMNS)
_BEHIND = "\U0010ffff"  # after whatever begins with what stands before it

_WHOLE = ""  # no word: stands for an index of which all words are here

Places = Mapping[str, set[str]]  # by label: the words that it is the first to have
Words = Iterable[tuple[str, Sequence[str]]]  # all that a row has, by label


def rows(database: BaseDatabaseWrapper, of: str, words: Sequence[Phrase], labels: str) -> list[BitMap]:
    """The rows that hold each of these, in one of the labels; phrases of one word each."""
    from_, to = (">=", "<") if database.vendor == "sqlite" else ("~>=~", "~<~")  # the order of bytes, as in the index
    asked, values = [], []
    for place, phrase in enumerate(words):
        [word] = phrase.words
        named = f"word {from_} %s AND word {to} %s" if phrase.prefix else "word = %s"
        asked.append(f"SELECT {place}, {', '.join(labels)} FROM {_TABLE} WHERE of = %s AND {named}")  # noqa: S608
        values += [of, word, *([word + _BEHIND] if phrase.prefix else [])]
    found: list[list[BitMap]] = [[] for _ in words]
    with database.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), values)
        for place, *parts in cursor.fetchall():
            found[place] += map(_bitmap, filter(None, parts))
    return [BitMap.union(*some) if some else BitMap() for some in found]


def clear(of: str) -> None:
    Posting.objects.filter(of=of).delete()


def is_whole(of: str) -> bool:
    """Whether all words of the index are here, and not only those of what was written since an update."""
    return Posting.objects.filter(of=of, word=_WHOLE).exists()


def change(of: str, before: Mapping[int, Places], after: Mapping[int, Places]) -> None:
    """From what these rows held to what they hold now; whoever writes them has locked the number of the content, so
    that nobody else does."""
    gone: dict[tuple[str, int], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    new: dict[tuple[str, int], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in before.keys() | after.keys():
        old, now = _labels(before.get(row, {})), _labels(after.get(row, {}))
        for word in old.keys() | now.keys():
            was, label = old.get(word), now.get(word)
            if was == label:
                continue
            if was:
                gone[word, row >> PART][was].append(row)
            if label:
                new[word, row >> PART][label].append(row)
    touched = sorted(gone.keys() | new.keys())
    there = _there(of, touched)
    for key in touched:
        posting = there.setdefault(key, Posting(of=of, word=key[0], part=key[1]))
        for label in gone[key].keys() | new[key].keys():  # what is gone from one label may come to another
            held = _bitmap(getattr(posting, label)) - BitMap(gone[key][label]) | BitMap(new[key][label])
            setattr(posting, label, held.serialize() if held else b"")
    _keep(there.values())


def _labels(places: Places) -> dict[str, str]:
    return {word: label for label, words in places.items() for word in words}


def _keep(postings: Iterable[Posting]) -> None:
    kept, empty = [], []
    for posting in postings:
        if any(getattr(posting, label) for label in LABELS):
            posting.pk = None  # what is there is known by its word
            kept.append(posting)
        else:
            empty.append(posting.pk)
    Posting.objects.bulk_create(
        kept, batch_size=100, update_conflicts=True, unique_fields=["of", "word", "part"], update_fields=[*LABELS]
    )
    for start in range(0, len(empty), _CHUNK):
        Posting.objects.filter(pk__in=empty[start : start + _CHUNK]).delete()


def _there(of: str, touched: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Posting]:
    words, parts = sorted({word for word, _ in touched}), {part for _, part in touched}
    wanted = {*touched}
    found = {}
    for start in range(0, len(words), _CHUNK):
        for posting in Posting.objects.filter(of=of, word__in=words[start : start + _CHUNK], part__in=parts):
            if (key := (posting.word, posting.part)) in wanted:
                found[key] = posting
    return found


class Anew:
    """Everything from nothing; rows are added in the order of their numbers, so that one part is in memory at a time.

    In the table they then stand word by word: what is asked for together lies together.
    """

    def __init__(self, of: str) -> None:
        self._of, self._fresh = of, f"fresh_postings_{of}"
        self._known = defaultdict[str, int]()  # the numbers of words
        self._known.default_factory = self._known.__len__
        self._part = 0
        self._begin()
        clear(of)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {self._fresh}")  # of one that failed
            cursor.execute(f"CREATE TEMPORARY TABLE {self._fresh} AS SELECT {_LISTED} FROM {_TABLE} WHERE 1 = 0")  # noqa: S608

    def add(self, rows: Iterable[tuple[int, Words]]) -> None:
        number_of = self._known.__getitem__
        for row, listed in rows:
            if row >> PART != self._part:
                self._put()
                self._part = row >> PART
            for label, of_label in listed:
                self._words.extend(map(number_of, of_label))
                self._places.append(LABELS.index(label) << PART | row % 2**PART)
                self._many.append(len(of_label))

    def finish(self) -> None:
        self._put()
        order = "word" if connection.vendor == "sqlite" else 'word COLLATE "C"'
        with connection.cursor() as cursor:
            whole = f"SELECT {_LISTED} FROM {self._fresh} ORDER BY {order}, part"  # noqa: S608 -- names of ours
            cursor.execute(f"INSERT INTO {_TABLE} ({_LISTED}) {whole}")
            cursor.execute(f"DROP TABLE {self._fresh}")
        Posting.objects.create(of=self._of, word=_WHOLE, part=0)
        self._known.clear()

    def _begin(self) -> None:
        self._words, self._places, self._many = array("I"), array("I"), array("I")

    def _put(self) -> None:
        if not self._places:
            return
        held = _sorted(self._words, self._places, self._many)
        self._begin()
        put(connection, self._fresh, _COLUMNS, _of_part(self._of, self._part, held, [*self._known]))


@uncollected()
def rebuild(of: str, rows: Iterable[tuple[int, Words]]) -> None:
    anew = Anew(of)
    anew.add(rows)
    anew.finish()


def _sorted(words: "array[int]", places: "array[int]", many: "array[int]") -> NDArray[np.uint64]:
    """Which word stands under which label in which row of a part, in this order: all three in one number. `many` is how
    many of the words stand in each place.

    Some ten million of them are sorted in a second; to put each into a list of its own takes ten.
    """
    found = np.frombuffer(words, np.uint32).astype(np.uint64) << np.uint64(_WORD)
    found |= np.repeat(np.frombuffer(places, np.uint32), np.frombuffer(many, np.uint32))
    found.sort()
    return found


def _of_part(of: str, part: int, held: NDArray[np.uint64], words: Sequence[str]) -> Iterator[tuple]:
    """`held` is used up: it is as large as the part in memory."""
    low = held.astype(np.uint16).astype(np.uint32)  # PART bits
    low += part << PART
    rows = array("I", low.tobytes())
    held >>= PART
    begins = np.ones(len(held), np.bool_)
    np.not_equal(held[1:], held[:-1], out=begins[1:])
    starts, named = np.flatnonzero(begins), held[begins]
    spans = pairwise([*starts.tolist(), len(rows)])
    listed = zip((named >> (_WORD - PART)).tolist(), (named % len(LABELS)).tolist(), spans, strict=True)
    for word, of_word in groupby(listed, itemgetter(0)):
        kept, met = [b""] * len(LABELS), BitMap()
        for _, label, (start, end) in of_word:
            if first := BitMap(rows[start:end]) - met:
                kept[label] = first.serialize()
                met |= first
        yield of, words[word], part, *kept


def _bitmap(kept: bytes | memoryview) -> BitMap:
    return BitMap.deserialize(bytes(kept)) if kept else BitMap()
