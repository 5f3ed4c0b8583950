"""Reading from streaming replicas of PostgreSQL (DATABASE_REPLICA_URLS): what anybody may read, and nothing else.

A request that cannot write and carries no log-in reads from a replica whose content has the very revision that the
primary has at the start of the request; where none has, from the primary. A replica that fails is left out, and its
query is asked of the primary in its place, so that the answer goes on: also one whose beginning is sent already.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from itertools import count
from typing import Any

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.queries import revision
from partnership.serving.rest import Rest

STATE = "dost.state"  # where a server's environment has the primary's state, if something read it already

AT_ONCE = 1.0  # seconds for a replica to tell its state, which it has in memory
PATIENTLY = 30.0  # for anything else; the primary is asked after that

State = tuple[int, dt.datetime | None]  # the moment as well: another history may count to the same number


class Replica:
    def __init__(self, alias: str) -> None:
        self.alias = alias
        where = settings.REPLICAS[alias]
        self.rest = Rest(f"{alias} ({where['HOST'] or 'localhost'}:{where['PORT'] or 5432})")

    def has(self, needed: State) -> bool:
        """Whether it has exactly this state. One that is ahead, by a write of this moment or because it belongs to
        another history, is not looked into further: the primary is there. Asking shows also whether it is alive."""
        if not self.rest.over():
            return False
        try:
            found = self._state()
        except Error as error:
            self.left(error)
            return False
        self.rest.end()
        return found == needed

    def left(self, error: Exception) -> None:
        connections[self.alias].close()
        self.rest.begin(error)

    def _state(self) -> State:
        """A connection that broke while it was kept says nothing of the server; a new one does."""
        was_open = connections[self.alias].connection is not None
        try:
            return self._asked()
        except Error:
            if not was_open:
                raise
            connections[self.alias].close()
            return self._asked()

    def _asked(self) -> State:
        connections[self.alias].ensure_connection()
        self._wait_at_most(AT_ONCE)
        with Reading(self).here():
            found = _present()
        self._wait_at_most(PATIENTLY)
        return found

    def _wait_at_most(self, seconds: float) -> None:
        """For an answer. A server that hangs ends neither a connection nor, by a time-out of its own, a query."""
        opened = connections[self.alias].connection
        if isinstance(opened, psycopg.Connection):
            opened.wait = partial(psycopg.Connection.wait, opened, timeout=seconds)  # type: ignore[method-assign]


class Reading:
    """The reading of one request: from a replica, and from the primary once that has failed."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self.alias = replica.alias

    @contextmanager
    def here(self) -> Iterator[None]:
        """Within it, whatever reads without naming a database reads from this one."""
        token = _reading.set(self)
        try:
            yield
        finally:
            _reading.reset(token)

    @contextmanager
    def safely(self) -> Iterator[None]:
        """The same, and a query that fails is asked of the primary."""
        with self.here(), connections[self._replica.alias].execute_wrapper(self._asked):
            yield

    def pieces(self, content: Iterable[bytes]) -> Iterator[bytes]:
        """What is read while it is sent, after the request is over as far as Django is concerned."""
        rest = iter(content)
        while True:
            with self.safely():
                try:
                    piece = next(rest)
                except StopIteration:
                    return
            yield piece

    def _asked(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """An execution wrapper of Django's. The rows are then fetched from the cursor of the primary.

        Not only a lost connection: a replica also ends queries that stand in the way of what it has to replay, and it
        may still lack a column that was just added. What is wrong with the query itself, the primary says again.
        """
        try:
            return execute(sql, params, many, context)
        except Error as error:
            self.alias = DEFAULT_DB_ALIAS
            if not context["connection"].is_usable():
                self._replica.left(error)
        cursor = connections[DEFAULT_DB_ALIAS].cursor()
        context["cursor"].cursor = cursor.cursor
        return cursor.execute(sql, params)


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def _present() -> State:
    at = revision.current()
    return at.number, at.changed_at


class Router:
    """Django's question for every query that names no database itself."""

    def db_for_read(self, model: type[Model], instance: Model | None = None, **hints: Any) -> str | None:
        """A row that outlives its request leads back to the primary; other databases' rows to their own."""
        reading = _reading.get()
        if reading:
            return reading.alias
        return DEFAULT_DB_ALIAS if instance is not None and instance._state.db in settings.REPLICAS else None

    def db_for_write(self, model: type[Model], instance: Model | None = None, **hints: Any) -> str | None:
        of_replica = instance is not None and instance._state.db in settings.REPLICAS
        return DEFAULT_DB_ALIAS if of_replica or _reading.get() else None

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool | None:
        """The same row, wherever it was read."""
        same = {DEFAULT_DB_ALIAS, *settings.REPLICAS}
        return True if {one._state.db, other._state.db} <= same else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db in settings.REPLICAS else None


class Replicas:
    """The middleware. Last of all, so that what it decides holds for the view and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._replicas = [Replica(alias) for alias in settings.REPLICAS]
        self._turn = count()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        replica = self._chosen(request) if self._may_ask(request) else None
        if replica is None:
            return self._get_response(request)
        reading = Reading(replica)
        with reading.safely():
            response = self._get_response(request)
        if isinstance(response, StreamingHttpResponse):
            content = response.streaming_content
            assert isinstance(content, Iterator)  # noqa: S101 -- nothing here is asynchronous
            response.streaming_content = reading.pieces(content)
        return response

    def _may_ask(self, request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not request.path_info.startswith(self._of_the_primary)
        )

    @cached_property
    def _of_the_primary(self) -> tuple[str, ...]:
        return tuple(reverse(name) for name in ("admin:index", "healthz", "readyz"))

    def _chosen(self, request: HttpRequest) -> Replica | None:
        """In turn, so that each has its share."""
        needed = request.META.get(STATE) or _present()
        start = next(self._turn)
        for place in range(len(self._replicas)):
            replica = self._replicas[(start + place) % len(self._replicas)]
            if replica.has(tuple(needed)):
                return replica
        return None
