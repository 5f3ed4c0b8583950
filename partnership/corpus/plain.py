"""The public rows of a corpus once more, as the plain SQLite file that somebody would make to browse it with Datasette.

Column names and values are for people: labels in place of numbers, a year to count by. Whatever is asked for is
indexed, and words are found by FTS5 over title, summary and sentences.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from operator import itemgetter
from pathlib import Path
from typing import Any

from partnership.corpus.sheets import Ledger
from partnership.models import Citation, Entry, Place, Relation, Source, Statement, Term
from partnership.vocabulary import Status

_TABLES = """
CREATE TABLE topics (id INTEGER PRIMARY KEY, code TEXT, label TEXT);
CREATE TABLE places (id INTEGER PRIMARY KEY, code TEXT, name TEXT);
CREATE TABLE sources (id INTEGER PRIMARY KEY, key TEXT, title TEXT, type TEXT, publisher TEXT, tier TEXT, date TEXT,
    year INTEGER, language TEXT, address TEXT);
CREATE TABLE entries (id INTEGER PRIMARY KEY, key TEXT, kind TEXT, type TEXT, title TEXT, slug TEXT, summary TEXT,
    date TEXT, date_from TEXT, date_to TEXT, year INTEGER, country TEXT, category TEXT, evidence TEXT,
    sources_differ INTEGER);
CREATE TABLE entry_topics (entry_id INTEGER REFERENCES entries(id), topic_id INTEGER REFERENCES topics(id));
CREATE TABLE entry_places (entry_id INTEGER REFERENCES entries(id), place_id INTEGER REFERENCES places(id));
CREATE TABLE statements (id INTEGER PRIMARY KEY, key TEXT, entry_id INTEGER REFERENCES entries(id), position INTEGER,
    text TEXT, voice TEXT, date TEXT, evidence TEXT);
CREATE TABLE citations (id INTEGER PRIMARY KEY, statement_id INTEGER REFERENCES statements(id),
    source_id INTEGER REFERENCES sources(id), locator TEXT, quote TEXT, stance TEXT);
CREATE TABLE relations (id INTEGER PRIMARY KEY, subject_id INTEGER REFERENCES entries(id), role TEXT,
    object_id INTEGER REFERENCES entries(id), detail TEXT);
CREATE VIRTUAL TABLE entries_fts USING fts5(title, summary, statements, content='');
"""
_INDEXES = {
    "sources": ("title", "publisher", "tier", "year"),
    "entries": ("kind", "type", "evidence", "year", "country", "date_from", "title", "slug"),
    "entry_topics": ("topic_id, entry_id", "entry_id, topic_id"),
    "entry_places": ("place_id, entry_id", "entry_id, place_id"),
    "statements": ("entry_id",),
    "citations": ("statement_id", "source_id"),
    "relations": ("subject_id", "object_id"),
}


class Plain:
    """A file that is filled chunk by chunk, beside the database itself; it appears whole or not at all.

    When no more rows come, its indexes are made by another thread while the database gets its own.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._part = path, path.with_suffix(".part")
        self._part.unlink(missing_ok=True)
        self._file = sqlite3.connect(self._part, isolation_level=None, check_same_thread=False)
        self._file.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES} BEGIN;")
        self._labels: dict[int | None, str] = {}
        self._places: dict[int | None, str] = {}
        self._beside = ThreadPoolExecutor(1)
        self._finished: Future[None] | None = None

    def write(self, ledger: Ledger) -> None:
        if not self._labels:
            self._vocabulary()
        rows = _Rows(ledger)
        public = {each[0] for each in rows.of(Entry, "id", "status") if each[1] == Status.PUBLISHED}
        self._entries(rows, public)
        said = {number: entry for number, entry in rows.of(Statement, "id", "entry_id") if entry in public}
        statements = rows.of(Statement, "id", "key", "entry_id", "position", "text", "voice", "date", "grade")
        self._put("statements", (row for row in statements if row[2] in public))
        citations = rows.of(Citation, "id", "statement_id", "source_id", "locator", "quote", "stance")
        self._put("citations", (row for row in citations if row[1] in said))
        relations = rows.of(Relation, "id", "subject_id", "role_id", "object_id", "detail")
        self._put("relations", (_with(row, {2: self._labels.__getitem__}) for row in relations if row[1] in public))
        for table, through, other in (
            ("entry_topics", Entry.topics.through, "term_id"),
            ("entry_places", Entry.places.through, "place_id"),
        ):
            self._put(table, (row for row in rows.of(through, "entry_id", other) if row[0] in public))
        columns = (
            "id",
            "key",
            "title",
            "csl_type",
            "publisher",
            "tier_id",
            "date",
            "date_earliest",
            "language",
            "address",
        )
        self._put(
            "sources",
            (_with(row, {5: self._labels.__getitem__, 7: _year}) for row in rows.of(Source, *columns)),
        )

    def finish(self) -> None:
        """No more rows come; returns at once."""
        self._finished = self._beside.submit(self._finish)

    def _finish(self) -> None:
        for table, indexes in _INDEXES.items():
            for columns in indexes:
                name = f"{table}_{columns.replace(', ', '_')}"
                self._file.execute(f"CREATE INDEX {name} ON {table} ({columns})")
        self._file.execute("COMMIT")
        self._file.execute("ANALYZE")

    def close(self) -> None:
        """Waits until it is finished."""
        finished = self._finished or self._beside.submit(self._finish)
        finished.result()
        self._file.close()
        self._part.replace(self._path)

    def discard(self) -> None:
        """What is not whole goes."""
        if self._finished and not self._finished.done():
            self._file.interrupt()
        self._beside.shutdown()
        self._file.close()
        self._part.unlink(missing_ok=True)

    def _vocabulary(self) -> None:
        topics = Term.objects.filter(scheme="topic").values_list("pk", "code", "label")
        self._put("topics", topics)
        self._put("places", Place.objects.values_list("pk", "code", "name"))
        self._labels = {None: "", **dict(Term.objects.values_list("pk", "label"))}
        self._places = {None: "", **dict(Place.objects.values_list("pk", "name"))}

    def _entries(self, rows: "_Rows", public: set[int]) -> None:
        names = ("id", "key", "kind", "type_id", "title", "slug", "summary", "date", "date_earliest", "date_latest",
                 "date_earliest", "country_id", "category_id", "grade", "in_conflict")  # fmt: skip
        shown: dict[int, Callable[[Any], Any]] = {
            3: self._labels.__getitem__,
            10: _year,
            11: self._places.__getitem__,
            12: self._labels.__getitem__,
        }
        listed = [_with(row, shown) for row in rows.of(Entry, *names) if row[0] in public]
        self._put("entries", listed)
        further: dict[int, list[str]] = {}
        for entry, lead, text in rows.of(Statement, "entry_id", "lead", "text"):
            if not lead:
                further.setdefault(entry, []).append(text)
        self._put(
            "entries_fts (rowid, title, summary, statements)",
            ((row[0], row[4], row[6], "\n".join(further.get(row[0], ()))) for row in listed),
            columns=4,
        )

    def _put(self, table: str, rows: Iterable[tuple], columns: int = 0) -> None:
        listed = list(rows)
        if listed:
            marks = ", ".join("?" * (columns or len(listed[0])))
            self._file.executemany(f"INSERT INTO {table} VALUES ({marks})", listed)  # noqa: S608 -- ours


class _Rows:
    """The rows of a ledger by the columns that are wanted."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, model: Any, *columns: str) -> Iterator[tuple]:
        table = model._meta.db_table
        rows = self._ledger.rows.get(table)
        if not rows:
            return iter(())
        at = self._ledger.columns[table]
        return map(itemgetter(*(at.index(column) for column in columns)), rows)


def _with(row: tuple, shown: Mapping[int, Callable[[Any], Any]]) -> tuple:
    return tuple(shown[place](value) if place in shown else value for place, value in enumerate(row))


def _year(day: str | None) -> int | None:
    return int(day[:4]) if day else None
