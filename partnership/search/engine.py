"""The index itself: SQLite's FTS5 or PostgreSQL's tsvector, and bitmaps of single words beside them (postings.py).

All are given words that are folded and split already (words.py), and asked for words and phrases in fields; they
answer with the rows that hold them. What is best among those is no business of theirs (ranking.py).
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.expressions import RawSQL
from pyroaring import BitMap

from partnership.models import Word
from partnership.search import postings
from partnership.search.query import SHORTEST_PREFIX, Group, Option, Phrase, Query
from partnership.search.words import BREAK, MOST
from partnership.vocabulary import Held

Texts = Mapping[str, str]  # by field: words with blanks between them
_NAMES = """ts_filter(words, '{a}'::"char"[])"""  # of PostgreSQL: the words of the fields with its first label
_ASKED = 500  # rows that are asked for at once
_AT_ONCE = 2_000  # rows whose texts are there at once, of all


@dataclass(frozen=True)
class Index:
    """A table of words, of the entries or of the sources. `fields` are in the order of their weight; each has one of
    PostgreSQL's four labels."""

    table: str
    of: Held
    fields: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.fields)

    @property
    def steps(self) -> list[tuple[str, ...]]:
        """The first fields, then those of the next label as well, and so on: which of two fields of one label a word
        stands in, PostgreSQL does not know."""
        labels = [label for _, label in self.fields]
        return [
            self.names[:place]
            for place in range(1, len(labels) + 1)
            if labels[place : place + 1] != labels[place - 1 : place]
        ]

    def create(self, database: BaseDatabaseWrapper) -> None:
        """`ascii` takes every sign beyond ASCII as part of a word, so the blanks alone divide."""
        columns = ", ".join(self.names)
        if database.vendor == "sqlite":
            self._run(
                database,
                f"CREATE VIRTUAL TABLE {self.table} USING fts5({columns}, tokenize='ascii', columnsize=0)",
            )
            return
        texts = ", ".join(f"{name} text NOT NULL" for name in self.names)
        self._run(
            database,
            f"CREATE TABLE {self.table} (id bigint PRIMARY KEY, {texts}, words tsvector NOT NULL)",
            f"CREATE INDEX {self.table}_words ON {self.table} USING gin (words)",
        )
        self.create_of_names(database)

    def create_of_names(self, database: BaseDatabaseWrapper) -> None:
        """Which label a word has stands in no index of PostgreSQL: to look for it in the first fields alone, all rows
        that have it anywhere would be read. Those fields have an index of their own."""
        if database.vendor == "postgresql":
            self._run(database, f"CREATE INDEX IF NOT EXISTS {self.table}_names ON {self.table} USING gin ({_NAMES})")

    def drop_of_names(self, database: BaseDatabaseWrapper) -> None:
        if database.vendor == "postgresql":
            self._run(database, f"DROP INDEX IF EXISTS {self.table}_names")

    def drop(self, database: BaseDatabaseWrapper) -> None:
        self._run(database, f"DROP TABLE IF EXISTS {self.table}")

    def clear(self) -> None:
        self._run(connection, f"DELETE FROM {self.table}")  # noqa: S608 -- the name is ours
        postings.clear(self.of)

    def empty(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self._id} FROM {self.table} LIMIT 1")  # noqa: S608
            return cursor.fetchone() is None

    def write(self, rows: Mapping[int, Texts], *, without: Iterable[int] = ()) -> None:
        """Puts the texts of these rows in the place of what was there, and takes others away; whoever writes has locked
        the number of the content."""
        there = self._read(connection, {*rows, *without})
        before = {row: self._places(kept) for row, *kept in there}
        with connection.cursor() as cursor:
            listed = [(row,) for row in before]
            cursor.executemany(f"DELETE FROM {self.table} WHERE {self._id} = %s", listed)  # noqa: S608
        self.put(rows)
        after = {row: self._places(self._kept(texts)) for row, texts in rows.items()}
        postings.change(self.of, before, after)

    def put(self, rows: Mapping[int, Texts]) -> None:
        """The texts alone, of rows that are not there: `post` follows when all are."""
        marks = ["%s::tsvector" if column == "words" else "%s" for column in self.columns]
        statement = f"INSERT INTO {self.table} ({', '.join(self.columns)}) VALUES ({', '.join(marks)})"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(statement, [self.row(number, texts) for number, texts in rows.items()])

    def post(self) -> None:
        """Single words, from all the texts that are there."""
        postings.rebuild(self.of, self._all_words())

    @property
    def columns(self) -> list[str]:
        return [self._id, *self.names, *(["words"] if connection.vendor == "postgresql" else [])]

    def row(self, number: int, texts: Texts) -> list[Any]:
        """What the columns hold for a row with these texts."""
        kept = self._kept(texts)
        return [number, *kept, *([self._vector(kept)] if connection.vendor == "postgresql" else [])]

    def matching(self, query: Query, *, fields: Sequence[str] = (), pk: str = "pk") -> Q:
        """The rows of a model, by the column that names them, that hold what is looked for in these fields, or in any.

        Nothing excluded may stand in any field at all.
        """
        found = Q()
        if query.groups:
            found &= Q(**{f"{pk}__in": self._asked(query.groups, fields or self.names)})
        if query.excluded:
            found &= ~Q(**{f"{pk}__in": self._asked((_unwanted(query),), self.names)})
        return found or Q(**{f"{pk}__in": []})

    def rows(self, query: Query, every: BitMap, *, fields: Sequence[str] = ()) -> BitMap:
        """The same as numbers; `every` are those of which a query that only excludes leaves the rest."""
        if query.empty:
            return BitMap()
        found = self._numbers(query.groups, fields or self.names) if query.groups else every
        return found - self._numbers((_unwanted(query),), self.names) if query.excluded else found

    @property
    def _labels(self) -> dict[str, str]:
        """Of each field, as the bitmaps are called."""
        return {name: label.lower() for name, label in self.fields}

    def _places(self, kept: Sequence[str]) -> postings.Places:
        """Of each label the words that it is the first to have."""
        found: dict[str, set[str]] = {}
        met: set[str] = set()
        for (_, label), text in zip(self.fields, kept, strict=True):
            fresh = {*_words(text)} - met
            met |= fresh
            found.setdefault(label.lower(), set()).update(fresh)
        return found

    def _all_words(self) -> Iterator[tuple[int, postings.Words]]:
        last = -1
        while True:
            with connection.cursor() as cursor:
                cursor.execute(f"{self._select} WHERE {self._id} > %s ORDER BY {self._id} LIMIT {_AT_ONCE}", [last])
                some = cursor.fetchall()
            if not some:
                return
            yield from self.words_of(some)
            last = some[-1][0]

    def words_of(self, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, postings.Words]]:
        """Of rows as their columns hold them."""
        labels = self._labels.values()
        for row, *kept in rows:
            yield row, zip(labels, map(_words, kept[: len(labels)]), strict=True)

    @property
    def _select(self) -> str:
        return f"SELECT {', '.join((self._id, *self.names))} FROM {self.table}"  # noqa: S608 -- names of ours

    def texts(self, rows: Iterable[int]) -> dict[int, dict[str, str]]:
        """What was written for these rows."""
        names = self.names
        return {row: dict(zip(names, texts, strict=True)) for row, *texts in self._read(_reading(), rows)}

    def _read(self, database: BaseDatabaseWrapper, rows: Iterable[int]) -> Iterator[Sequence[Any]]:
        """Of each of these rows that is there its number and its texts."""
        whole = iter(rows)
        while some := [*islice(whole, _ASKED)]:
            marks = ", ".join(["%s"] * len(some))
            with database.cursor() as cursor:
                cursor.execute(f"{self._select} WHERE {self._id} IN ({marks})", some)
                yield from cursor.fetchall()

    def key(self, database: BaseDatabaseWrapper) -> str:
        return "rowid" if database.vendor == "sqlite" else "id"

    @property
    def _id(self) -> str:
        return self.key(connection)

    def _run(self, database: BaseDatabaseWrapper, *statements: str) -> None:
        with database.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def _kept(self, texts: Texts) -> list[str]:
        """The texts by field, as many words of them as both databases can hold."""
        if sum(map(len, texts.values())) <= MOST:  # letters, so words as well
            return [texts.get(name, "") for name in self.names]
        room, kept = MOST, []
        for name in self.names:
            listed = texts.get(name, "").split(" ", room)[:room] if room else []
            room -= len(listed)
            kept.append(" ".join(listed))
        return kept

    def _vector(self, kept: list[str]) -> str:
        """A tsvector as PostgreSQL reads it: each word with its places, each place with its field's label."""
        places: dict[str, list[str]] = {}
        place = 0
        for (_, label), text in zip(self.fields, kept, strict=True):
            for word in text.split():
                place += 1
                places.setdefault(word, []).append(f"{place}{label}")
            place += 1  # no phrase reaches from one field into the next
        return " ".join(f"'{word}':{','.join(found[:256])}" for word, found in places.items())

    def _numbers(self, groups: Sequence[Group], fields: Sequence[str]) -> BitMap:
        """Bitmaps tell where single words stand, and in the first so many labels; anything else the engine does."""
        if tuple(fields) in self.steps and all(map(_is_single, _phrases(groups))):
            return self._of_single_words(groups, fields)
        return self._of_engine(groups, fields)

    def _of_single_words(self, groups: Sequence[Group], fields: Sequence[str]) -> BitMap:
        wanted = [*dict.fromkeys(_phrases(groups))]
        labels = "".join(dict.fromkeys(self._labels[name] for name in fields))
        held = dict(zip(wanted, postings.rows(_reading(), self.of, wanted, labels), strict=True))
        any_of = (
            [BitMap.intersection(*(held[phrase] for phrase in option)) for option in group.options] for group in groups
        )
        return BitMap.intersection(*(BitMap.union(*found) for found in any_of))

    def _of_engine(self, groups: Iterable[Group], fields: Sequence[str]) -> BitMap:
        """All in one value: row by row they would take four times as long to come over as to be found. SQLite's is read
        without numbers of Python's own, which for a common word take a hundred times the memory of their bitmap."""
        asked = self._asked(groups, fields)
        collect = f"group_concat({self._id})" if connection.vendor == "sqlite" else f"array_agg({self._id})"
        with _reading().cursor() as cursor:
            cursor.execute(f"SELECT {collect} FROM ({asked.sql}) found", asked.params)  # noqa: S608
            found = cursor.fetchone()[0]
        if not isinstance(found, str):
            return BitMap(found or ())
        # An array of Python's is taken over whole, one of numpy number by number.
        return BitMap(array("I", np.fromstring(found, dtype=np.uint32, sep=",").tobytes()))

    def _asked(self, groups: Iterable[Group], fields: Sequence[str]) -> RawSQL:
        if connection.vendor == "sqlite":
            text = " AND ".join(_any(group, _fts5, " AND ", " OR ") for group in groups)
            if {*fields} != {*self.names}:  # to name all takes FTS5 half as long again as to name none
                text = f"{{{' '.join(fields)}}} : ({text})"
            sql = f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s"  # noqa: S608
            return RawSQL(sql, [text])  # noqa: S611 -- words of letters and digits only
        wanted, known = ({label for name, label in self.fields if name in names} for names in (fields, self.names))
        column = _NAMES if wanted == {"A"} else "words"
        labels = "" if column is _NAMES or wanted == known else "".join(sorted(wanted))
        text = " & ".join(_any(group, lambda phrase: _tsquery(phrase, labels), " & ", " | ") for group in groups)
        return RawSQL(f"SELECT id FROM {self.table} WHERE {column} @@ %s::tsquery", [text])  # noqa: S608, S611


def _words(text: str) -> list[str]:
    """Those of a text that stands in the index."""
    return text.replace(BREAK, " ").split()


def _unwanted(query: Query) -> Group:
    """Everything excluded, as parts of which one is enough."""
    return Group(tuple(option for group in query.excluded for option in group.options))


def _reading() -> BaseDatabaseWrapper:
    """Of the database that this request reads from, which `connection` is not always."""
    return connections[router.db_for_read(Word)]


def _phrases(groups: Iterable[Group]) -> Iterator[Phrase]:
    return (phrase for group in groups for option in group.options for phrase in option)


def _is_single(phrase: Phrase) -> bool:
    """A word, or the beginning of one that not too many words have."""
    return len(phrase.words) == 1 and not (phrase.prefix and len(phrase.words[0]) < SHORTEST_PREFIX)


def _any(group: Group, written: Callable[[Phrase], str], both: str, either: str) -> str:
    def all_of(option: Option) -> str:
        return "(" + both.join(written(phrase) for phrase in option) + ")"

    return "(" + either.join(all_of(option) for option in group.options) + ")"


def _fts5(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{" *" if phrase.prefix else ""}'


def _tsquery(phrase: Phrase, labels: str) -> str:
    """Without labels, a word is answered by the index alone."""
    last = len(phrase.words) - 1
    marks = [("*" if phrase.prefix and place == last else "") + labels for place in range(last + 1)]
    words = (f"'{word}':{mark}" if mark else f"'{word}'" for word, mark in zip(phrase.words, marks, strict=True))
    return f"({' <-> '.join(words)})"


ENTRIES = Index(
    "search_entry",
    Held.ENTRIES,
    (("title", "A"), ("names", "A"), ("summary", "B"), ("statements", "C"), ("sources", "D")),
)
SOURCES = Index("search_source", Held.SOURCES, (("title", "A"), ("makers", "B")))
INDEXES = (ENTRIES, SOURCES)
