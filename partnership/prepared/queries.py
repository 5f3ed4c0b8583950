"""A query, and what asks several of them together."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from threading import RLock
from typing import Any, cast

from django.conf import settings
from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import cached_property

_CHUNK = 500  # values asked for at once; well below the 999 that SQLite takes in one query
_IN = " IN ("
# Django puts a query together in the queryset itself: two threads that did so at once would leave one that fails, and
# that is kept for as long as the process lives.
_PUTTING_TOGETHER = RLock()
_SIZES = 50  # of its lists for which a query's text is kept
_PLANS = 500  # that a connection keeps: a query has another one for each size of the numbers that it is asked with
# What stands for a value until it is known: such as no column holds. Numbers fit the smallest columns of numbers that
# are looked for here (four bytes), where Django would leave a comparison with anything larger out of the query.
_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 2_147_000_000 + place,
    str: lambda place: f"\uf8ff{place}",
    dt.date: lambda place: dt.date(9998, 1, 1 + place),
}


class Query:
    """A query with values that are named, each by its kind: `int`, `str`, `date`, or a list of one of them for `__in`.

    `build` takes them by name. A queryset of models gives models, one of `values_list` tuples. What `prefetch_related`
    would add is not read.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **kinds: Any) -> None:
        self._build, self._kinds = build, kinds
        self._kept: dict[tuple[str, str], _Kept] = {}

    def __call__(self, **values: Any) -> list[Any]:
        database = connections[self.alias]
        return self._of(database).rows(database, values)

    def ask(self, **values: Any) -> Callable[[], list[Any]]:
        """Asks, and gives what reads the answer: within `at_once` PostgreSQL is not waited for in between."""
        database = connections[self.alias]
        return self._of(database).ask(database, values)

    def _of(self, database: Any) -> "_Kept":
        where = database.alias, database.vendor  # a move has two under one name, in turn
        if where not in self._kept:
            with _PUTTING_TOGETHER:
                if where not in self._kept:
                    self._kept[where] = _Kept(self._queryset, database, self._marks)
        return self._kept[where]

    @property
    def alias(self) -> str:
        """Of the database that is read from, which may be another in each request."""
        return self._queryset.db

    def first(self, **values: Any) -> Any | None:
        return next(iter(self(**values)), None)

    @property
    def _marks(self) -> dict[str, Any]:
        return {
            name: [_MARKS[kind[0]](place)] if isinstance(kind, list) else _MARKS[kind](place)
            for place, (name, kind) in enumerate(self._kinds.items())
        }

    @cached_property
    def _queryset(self) -> QuerySet[Any, Any]:
        return self._build(**self._marks)


class _Kept:
    """A query as one database takes it: its text, cut where the values go."""

    def __init__(self, queryset: QuerySet[Any, Any], database: Any, marks: Mapping[str, Any]) -> None:
        alias = database.alias
        self._compiler: SQLCompiler = queryset.query.get_compiler(using=alias)
        sql, params = self._compiler.as_sql()
        self._pieces = sql.split("%s")
        self._dated = database.ops.adapt_datefield_value
        names = {self._adapted(each[0] if isinstance(each, list) else each): name for name, each in marks.items()}
        self._lists = [name for name, each in marks.items() if isinstance(each, list)]
        self._values = [(names.get(each) if isinstance(each, Hashable) else None, each) for each in params]
        met = {name for name, _ in self._values if name}
        if len(self._pieces) != len(params) + 1 or met != set(marks):
            raise ValueError(f"{sorted(set(marks) - met)} stand nowhere in {sql}")
        self._planned_once = database.vendor == "postgresql"
        if self._planned_once:
            self._take_lists_as_arrays()
        self._text = lru_cache(_SIZES)(self._put_together)
        select = self._compiler.select or []
        self._converters = self._compiler.get_converters([each[0] for each in select])
        of_models = queryset._iterable_class is ModelIterable
        self._model = _Models(self._compiler, alias) if of_models else None

    def rows(self, database: Any, values: Mapping[str, Any]) -> list[Any]:
        text, given = self._written(values)
        # What a move to a file writes to is Django's own SQLite, which has no such way.
        if read := getattr(database, "read", None):
            return self._read(read(text, given))
        with self._cursor(database) as cursor:
            cursor.execute(text, given)
            return self._read(cursor.fetchall())

    def ask(self, database: Any, values: Mapping[str, Any]) -> Callable[[], list[Any]]:
        if not self._planned_once:
            rows = self.rows(database, values)
            return lambda: rows
        cursor = self._cursor(database)
        cursor.execute(*self._written(values))

        def read() -> list[Any]:
            with cursor:
                return self._read(cursor.fetchall())

        return read

    def _written(self, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        given: list[Any] = []
        for name, value in self._values:
            if name is None:
                given.append(value)
            elif name not in self._lists:
                given.append(self._adapted(values[name]))
            elif self._planned_once:
                given.append([*values[name]])
            else:
                given += values[name]
        return self._text(() if self._planned_once else tuple([len(values[name]) for name in self._lists])), given

    def _put_together(self, sizes: tuple[int, ...]) -> str:
        """With as many places as each of the lists is long, where they are not arrays."""
        places: dict[str | None, str] = {
            name: ",".join(["%s"] * size) for name, size in zip(self._lists, sizes, strict=False)
        }
        text = [self._pieces[0]]
        for (name, _), piece in zip(self._values, self._pieces[1:], strict=True):
            text += places.get(name, "%s"), piece
        return "".join(text)

    def _read(self, rows: Iterable[Sequence[Any]]) -> list[Any]:
        if self._converters:
            rows = self._compiler.apply_converters(rows, self._converters)  # each as a list
        if self._model:
            return [self._model.row(each) for each in rows]
        return [tuple(each) for each in rows] if self._converters else list(rows)

    def _take_lists_as_arrays(self) -> None:
        """So that the text is one, however long the lists are."""
        for place, (name, _) in enumerate(self._values):
            if name in self._lists:
                before, after = self._pieces[place : place + 2]
                if not (before.endswith(_IN) and after.startswith(")")):
                    raise ValueError(f"{name} is not within IN (…): {before}%s{after}")
                self._pieces[place] = before.removesuffix(_IN) + " = ANY("

    def _cursor(self, database: Any) -> CursorWrapper:
        """PostgreSQL takes up to four times as long to plan such a query as to answer it. What Django's own cursor asks
        is planned each time, what this one asks only at first (`database.PLANNED_ONCE`)."""
        if not self._planned_once:
            return cast(CursorWrapper, database.cursor())
        from django.db.backends.postgresql import base  # only where there is PostgreSQL

        # As Django's own `cursor` does, which knows no other kind.
        database.close_if_health_check_failed()
        database.ensure_connection()
        with database.wrap_database_errors:
            database.connection.prepared_max = _PLANS
            cursor = base.ServerBindingCursor(database.connection)  # type: ignore[call-arg]
        return cast(CursorWrapper, database._prepare_cursor(cursor))

    def _adapted(self, value: Any) -> Any:
        return self._dated(value) if isinstance(value, dt.date) else value


class _Models:
    """How the columns of a row become a model with those that it was joined to: as in Django's own ModelIterable."""

    def __init__(self, compiler: SQLCompiler, alias: str) -> None:
        info, select = compiler.klass_info, compiler.select
        self._alias, self._type = alias, info["model"]
        fields = info["select_fields"]
        self._columns = slice(fields[0], fields[-1] + 1)
        self._names = [each[0].target.attname for each in select[self._columns]]
        # The stubs are of a newer Django, which takes one argument more.
        self._joined = get_related_populators(info, select, alias)  # type: ignore[call-arg]
        self._more = compiler.annotation_col_map or {}

    def row(self, columns: Sequence[Any]) -> Any:
        found = self._type.from_db(self._alias, self._names, columns[self._columns])
        for each in self._joined:
            each.populate(columns, found)
        for name, place in self._more.items():
            setattr(found, name, columns[place])
        return found


@contextmanager
def at_once(alias: str) -> Iterator[None]:
    """Within it PostgreSQL is asked one question after the other without waiting for the answers, which are read after
    it: each would else take the way there and back, which is as long as most of these answers take. Not of a replica:
    a question that one does not answer is asked elsewhere, and for that it has to be waited for."""
    database: Any = connections[alias]
    if database.vendor != "postgresql" or alias in settings.REPLICAS:
        yield
        return
    database.close_if_health_check_failed()
    database.ensure_connection()
    try:
        with database.wrap_database_errors, database.connection.pipeline():
            yield
    except BaseException:
        # The driver takes what was asked after the failure for prepared, which it is not. A rollback tells it so.
        if not database.in_atomic_block:
            database.close()
        raise


def together(queries: Sequence[Query], wanted: Sequence[Any]) -> list[list[Any]]:
    """The rows of some queries of one database that take what is `wanted` as their one list, query by query."""
    if not wanted:
        return [[] for _ in queries]
    with at_once(queries[0].alias):
        answers = [ask_in_chunks(query, wanted) for query in queries]
    return [answer() for answer in answers]


def ask_in_chunks(query: Query, wanted: Sequence[Any]) -> Callable[[], list[Any]]:
    """As `Query.ask`, of a query that takes what is `wanted` as its one list, however many they are."""
    answers = [query.ask(wanted=wanted[start : start + _CHUNK]) for start in range(0, len(wanted), _CHUNK)]
    return lambda: [row for answer in answers for row in answer()]


def by_first(rows: Iterable[Any]) -> Mapping[Any, list[Any]]:
    """Tuples by what stands first in them; none for what stands first in none."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def in_chunks(query: Callable[..., list[Any]], wanted: Sequence[Any], size: int = _CHUNK) -> Iterator[Any]:
    """The rows of a query that takes what is `wanted` as its one list, however many they are."""
    for start in range(0, len(wanted), size):
        yield from query(wanted=wanted[start : start + size])
