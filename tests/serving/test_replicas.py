"""Which database a request reads from, and what happens when a replica fails.

A second connection to the database of the tests plays the replica: one that is always in step. The real one is in
tests/deploy/test_many_machines.py.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, connections, router
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from partnership import prepared
from partnership.holdings import kept as snapshots
from partnership.models import Entry
from partnership.queries import revision
from partnership.serving import replicas, rest
from partnership.serving.replicas import Replica, Replicas
from tests import factories
from tests.kept import take_back

pytestmark = pytest.mark.django_db

ALIASES = ("replica-1", "replica-2")


@pytest.fixture(scope="module")
def meeting(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Written for good, since another connection has to see it, and taken away after the tests of this file."""
    with django_db_blocker.unblock():
        take_back()
        factories.vocabulary()
        source = factories.saved(factories.source_record())
        factories.saved(factories.entry_record(title="A meeting", source=source))
        get_user_model().objects.create_superuser("editor")
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def aliases(meeting: None, settings: Any) -> Iterator[tuple[str, ...]]:
    """Two replicas, and the site set up to use them."""
    for alias in ALIASES:
        connections[alias] = connection.copy(alias)
    settings.REPLICAS = {alias: connections[alias].settings_dict for alias in ALIASES}
    settings.DATABASE_ROUTERS = ["partnership.serving.replicas.Router"]
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "partnership.serving.replicas.Replicas"]
    yield ALIASES
    for alias in ALIASES:
        connections[alias].close()
        del connections[alias]


class Asked(ExitStack):
    """What each database was asked within the block."""

    def __enter__(self) -> "Asked":
        self._sql: dict[str, list[str]] = {alias: [] for alias in ("default", *ALIASES)}
        for alias in self._sql:
            self.enter_context(connections[alias].execute_wrapper(self._noted))
        return self

    def _noted(self, execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self._sql[context["connection"].alias].append(sql)
        return execute(sql, params, many, context)

    @property
    def replicas(self) -> list[int]:
        return [len(self._sql[alias]) for alias in ALIASES]

    @property
    def primary(self) -> list[str]:
        return self._sql["default"]


def cut(alias: str) -> None:
    """Every further query on the connection fails, as where the server went away."""
    broken = connections[alias]
    if broken.vendor == "sqlite":
        broken.connection.set_authorizer(lambda *_: 1)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [broken.connection.info.backend_pid])


# --- Who is asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["/", "/entries/", "/events/a-meeting/", "/events/a-meeting.json", "/entries.csv", "/search/?q=meeting",
     "/search/suggest/?q=meet", "/api/v1/events/", "/sitemap.xml", "/topics/"],
)  # fmt: skip
def test_what_anybody_may_read_comes_from_a_replica(address: str, aliases: tuple[str, ...]) -> None:
    with Asked() as asked:
        assert Client().get(address).status_code == 200
    assert [("partnership_revision" in sql) for sql in asked.primary] == [True]
    assert sorted(asked.replicas)[0] == 0
    assert sorted(asked.replicas)[1] > 1


def test_what_may_write_is_of_the_primary_alone(aliases: tuple[str, ...]) -> None:
    desk = Client()
    desk.force_login(get_user_model().objects.get())
    with Asked() as asked:
        assert Client().get("/admin/login/").status_code == 200
        assert desk.get("/admin/").status_code == 200
        assert desk.get("/events/a-meeting/").status_code == 200
        assert Client().post("/events/a-meeting/").status_code == 405
        assert Client().get("/readyz").status_code == 200
        assert Client().get("/healthz").status_code == 200
    assert asked.replicas == [0, 0]


def test_nothing_is_asked_of_the_primary_where_the_server_has_read_its_state(aliases: tuple[str, ...]) -> None:
    at = revision.current()
    with Asked() as asked:
        Client().get("/events/a-meeting/", **{replicas.STATE: (at.number, at.changed_at)})
    assert asked.primary == []
    assert sum(asked.replicas) > 0


def test_replicas_are_asked_in_turn(aliases: tuple[str, ...]) -> None:
    client = Client()
    for _ in range(2):
        with Asked() as asked:
            client.get("/about/data/")
            client.get("/about/data/")
        assert asked.replicas[0] == asked.replicas[1] > 0


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_replica_in_any_other_state_than_the_primary_is_not_read(
    off: int, aliases: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind, ahead, or with another write under the same number, as after a restored copy."""
    at = revision.current()
    monkeypatch.setattr(Replica, "_state", lambda _: (at.number + off, None))
    with Asked() as asked:
        assert Client().get("/events/a-meeting/").status_code == 200
    assert asked.replicas == [0, 0]
    assert len(asked.primary) > 1


# --- A replica that fails -------------------------------------------------------------------------


def out_of_reach(alias: str) -> None:
    connections[alias].close()
    connections[alias].settings_dict |= {"NAME": "/no/such/place", "HOST": "/no/such/place"}


def test_a_replica_out_of_reach_is_left_out_and_tried_again_later(
    aliases: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = [1000.0]
    monkeypatch.setattr(rest.time, "monotonic", lambda: now[0])
    tried: list[str] = []
    state = Replica._state
    monkeypatch.setattr(Replica, "_state", lambda self: tried.append(self.alias) or state(self))
    right = dict(connections["replica-1"].settings_dict)
    out_of_reach("replica-1")
    client = Client()
    for _ in range(4):
        assert client.get("/events/a-meeting/").status_code == 200
    assert tried.count("replica-1") == 1
    assert tried.count("replica-2") == 4
    connections["replica-1"].settings_dict |= right
    now[0] += rest.SECONDS
    for _ in range(4):
        assert client.get("/events/a-meeting/").status_code == 200
    assert tried.count("replica-1") >= 3
    said = [record.getMessage() for record in caplog.records if "replica-1" in record.getMessage()]
    assert ["does not answer" in line for line in said] == [True, False]


def test_with_no_replica_left_the_primary_answers(aliases: tuple[str, ...]) -> None:
    for alias in aliases:
        out_of_reach(alias)
    with Asked() as asked:
        assert Client().get("/events/a-meeting/").status_code == 200
    assert len(asked.primary) > 1


def test_a_connection_that_broke_while_it_was_kept_says_nothing_of_the_server(aliases: tuple[str, ...]) -> None:
    Client().get("/events/a-meeting/")
    Client().get("/events/a-meeting/")
    for alias in aliases:
        if connections[alias].connection:
            cut(alias)
    with Asked() as asked:
        Client().get("/events/a-meeting/")
    assert len(asked.primary) == 1


@pytest.mark.parametrize("address", ["/events/a-meeting/", "/api/v1/events/", "/entries.csv", "/search/?q=meeting"])
def test_a_replica_that_fails_in_the_middle_fails_no_request(
    address: str, aliases: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    has = Replica.has

    def and_then_goes(self: Replica, needed: Any) -> bool:
        found = has(self, needed)
        cut(self.alias)
        return found

    whole = Client().get(address)
    monkeypatch.setattr(Replica, "has", and_then_goes)
    with Asked() as asked:
        answer = Client().get(address)
    assert (answer.status_code, len(answer.getvalue())) == (200, len(whole.getvalue()))
    assert len(asked.primary) > 1
    if connection.vendor == "postgresql":
        assert "left out" in caplog.text


def test_what_is_wrong_with_a_query_is_no_fault_of_the_replica(
    aliases: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    def asks_wrongly(_: Any) -> HttpResponse:
        with connections[router.db_for_read(Entry)].cursor() as cursor:
            cursor.execute("SELECT 1 FROM nowhere")
        raise AssertionError

    with pytest.raises(Exception, match="nowhere"):
        Replicas(asks_wrongly)(RequestFactory().get("/"))
    assert "left out" not in caplog.text


# --- What is read while it is sent ----------------------------------------------------------------


def streamed(steps: int) -> tuple[Iterator[bytes], list[str]]:
    """Its pieces, and from where each was read."""
    read: list[str] = []

    def pieces() -> Iterator[bytes]:
        for _ in range(steps):
            entry = Entry.objects.get()
            read.append(str(entry._state.db))
            yield entry.title.encode()

    middleware = Replicas(lambda _: StreamingHttpResponse(pieces()))
    return iter(middleware(RequestFactory().get("/"))), read


def test_a_list_that_is_sent_while_it_is_read_stays_with_its_replica(aliases: tuple[str, ...]) -> None:
    content, read = streamed(3)
    for _ in range(2):
        assert next(content) == b"A meeting"
        assert router.db_for_read(Entry) == "default"  # nothing else in this thread is read from there
    assert list(content) == [b"A meeting"]
    assert read == ["replica-1"] * 3


def test_a_list_goes_on_from_the_primary_when_its_replica_fails(aliases: tuple[str, ...]) -> None:
    content, read = streamed(3)
    next(content)
    cut("replica-1")
    with Asked() as asked:
        assert list(content) == [b"A meeting"] * 2
    assert len(asked.primary) == 2
    assert read[2] == "default"


# --- Rows of a replica ----------------------------------------------------------------------------


def test_a_row_from_a_replica_is_written_and_followed_in_the_primary(aliases: tuple[str, ...]) -> None:
    entry = Entry.objects.using("replica-1").get()
    assert entry.statements.all()[0]._state.db == "default"
    entry.hold_reason = "Checked"
    with Asked() as asked:
        entry.save()
    assert asked.replicas == [0, 0]
    assert router.allow_relation(entry, Entry.objects.get())


def test_replicas_are_never_migrated(aliases: tuple[str, ...]) -> None:
    assert not router.allow_migrate("replica-1", "partnership")
    assert router.allow_migrate("default", "partnership")


@pytest.mark.once
def test_without_replicas_nothing_stands_in_the_way(settings: Any) -> None:
    assert not any("replicas" in each for each in (*settings.MIDDLEWARE, *settings.DATABASE_ROUTERS))


@pytest.mark.parametrize("address", ["/events/a-meeting/", "/events/", "/api/v1/events/", "/search/?q=meeting"])
@pytest.mark.parametrize("lame", [False, True], ids=["gone", "lame"])
def test_a_replica_that_fails_just_before_several_questions_are_asked_fails_no_request(
    aliases: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, address: str, lame: bool
) -> None:
    """Of the primary several are asked at once, and not waited for one by one."""
    monkeypatch.setattr(snapshots, "_snapshots", ())
    whole = Client().get(address)
    monkeypatch.setattr(snapshots, "_snapshots", ())
    failed: list[str] = []
    real = prepared.at_once

    def at_once(alias: str) -> Any:
        if alias in ALIASES and not failed:
            failed.append(alias)
            if lame:  # as one that lacks a table: the server refuses, the connection lives
                with connections[alias].cursor() as cursor:
                    cursor.execute("SET search_path TO pg_catalog" if connection.vendor == "postgresql" else "SELECT 1")
            else:
                cut(alias)
        return real(alias)

    for module in ("prepared.queries", "prepared.rows", "queries.entries"):
        monkeypatch.setattr(f"partnership.{module}.at_once", at_once)
    answer = Client().get(address)
    assert failed
    assert answer.status_code == 200
    assert len(answer.content) == len(whole.content)
