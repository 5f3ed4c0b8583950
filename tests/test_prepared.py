"""Queries that are put together once: what they find is what Django's own way finds, in as few questions."""

import datetime as dt
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from threading import Barrier

import pytest
from django.db import DataError, connection, transaction
from django.db.models import Count, F, Prefetch, Q
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext
from psycopg.pq import PipelineStatus

from partnership.documents import document, line
from partnership.models import Citation, Entry, Revision, Statement
from partnership.prepared import Query, Rows, at_once, together
from partnership.queries import entries, figures, lifecycle, sources
from tests.factories import saved
from tests.kept import kept
from tests.world import full_agreement, records

# Whatever may be asked of rows that are there: each by another part of a queryset.
NARROWED = (
    lambda rows: list(rows.order_by("-pk")),
    lambda rows: list(rows.iterator()),
    lambda rows: rows.aggregate(many=Count("pk")),
    lambda rows: list(rows.model.objects.filter(pk__in=rows).order_by("pk")),
    lambda rows: sorted(rows.filter(pk__gt=0).order_by().values_list("pk") | rows.order_by().values_list("pk")),
    lambda rows: (rows.first(), rows.last(), rows.exists(), rows.count()),
)
WHOLE = {
    "lines": (entries.for_lines, entries.LINES),
    "documents": (entries.for_document, entries.DOCUMENTS),
    "lives": (lifecycle.for_lives, lifecycle.LIVES),
}


@kept
def world():
    saved(*records(), full_agreement(), full_agreement(1) | {"title": "A draft", "status": "draft"})


@pytest.mark.parametrize("name", WHOLE)
def test_rows_have_all_that_django_would_prefetch_without_asking_again(world, name):
    fetch, rows = WHOLE[name]
    said = document if name == "documents" else line
    ids = list(Entry.objects.published().order_by("title").values_list("pk", flat=True))
    expected = [said(each) for each in fetch(Entry.objects.published()).order_by("title")]
    rows(ids)  # put together

    with CaptureQueriesContext(connection) as asked:
        found = rows(ids)
    with CaptureQueriesContext(connection) as of_django:
        list(fetch(Entry.objects.published()))

    assert 0 < len(asked) <= len(of_django)
    assert [said(each) for each in found] == expected
    if name != "documents":  # which ask for what stands beside them
        with CaptureQueriesContext(connection) as more:
            [said(each) for each in found]
        assert not more.captured_queries


def test_threads_that_ask_for_the_first_time_put_it_together_once(monkeypatch):
    """What two had put together at once failed, and was kept: a process that began under load then answered nothing."""
    # Each thread would have its own.
    monkeypatch.setattr("partnership.prepared.queries.connections", {"default": connection})
    whole = entries.for_document(Entry.objects.published())
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for _ in range(5):
            query = Query(lambda wanted: whole.filter(pk__in=wanted).order_by(), wanted=[int])
            start = Barrier(8)

            def ask(query: Query = query, start: Barrier = start) -> object:
                start.wait()
                return query._of(connection)

            with ThreadPoolExecutor(8) as threads:
                found = [each.result() for each in [threads.submit(ask) for _ in range(8)]]
            assert len({*map(id, found)}) == 1
    finally:
        sys.setswitchinterval(interval)


def test_the_order_is_that_of_the_numbers_and_what_is_gone_is_left_out(world):
    ids = list(Entry.objects.published().values_list("pk", flat=True))
    draft = Entry.objects.exclude(status="published").first()
    assert len(ids) > 2
    wanted = [*ids[::-1], draft.pk if draft else 10**6, 10**7]
    assert [each.pk for each in entries.LINES(wanted)] == ids[::-1]
    assert entries.LINES([]) == []


def test_what_was_read_for_many_can_be_narrowed_down_for_one_and_copied(world):
    """As what Django prefetches: a query of the relation of that row, not of all rows there are."""
    numbers = list(Entry.objects.published().values_list("pk", flat=True))
    found = {each.pk: each for each in entries.DOCUMENTS(numbers)}
    narrowed = 0
    for fetched in entries.for_document(Entry.objects.published()):
        mine = found[fetched.pk]
        for name in ("topics", "places", "names", "statements", "relations"):
            ours, theirs = getattr(mine, name).all(), getattr(fetched, name).all()
            for narrow in NARROWED:
                assert narrow(ours) == narrow(theirs)
            narrowed += theirs.count()
        assert mine.statements.update(position=F("position")) == fetched.statements.count()
        copied = deepcopy(mine)
        with CaptureQueriesContext(connection) as asked:
            assert list(copied.statements.all()) == list(fetched.statements.all())
        assert not asked.captured_queries
    assert narrowed > len(numbers)


def test_postgresql_starts_no_helpers_and_compiles_nothing(db):
    if connection.vendor != "postgresql":
        pytest.skip("what PostgreSQL is told")
    with connection.cursor() as cursor:
        for setting, told in (("max_parallel_workers_per_gather", "0"), ("jit", "off")):
            cursor.execute("SELECT setting, source FROM pg_settings WHERE name = %s", [setting])
            assert cursor.fetchone() == (told, "client")


def test_postgresql_plans_once_whatever_is_asked_for(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps its statements by itself")
    called = Query(
        lambda wanted: Entry.objects.filter(slug__in=wanted).order_by("slug").values_list("slug"), wanted=[str]
    )
    slugs = sorted(Entry.objects.values_list("slug", flat=True))
    assert len(slugs) > 3
    for some in ([], slugs[:1], slugs[:3], slugs):
        assert called(wanted=some) == [(slug,) for slug in some]
    with connection.cursor() as cursor:
        # Tests before this one may have left others in the connection.
        this_one = 'SELECT "partnership_entry"."slug" AS %."slug" = ANY(%'
        cursor.execute("SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE %s", [this_one])
        assert cursor.fetchall() == [(3,)], "the first time is for all that are asked only once"


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_since_the_last_request_is_made_anew():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is no server")
    count = Query(lambda wanted: Revision.objects.filter(pk__in=wanted).values_list("number"), wanted=[int])
    for ask in (lambda: count(wanted=[1]), lambda: together([count], [1])[0]):
        there = ask()
        connection.close_at = None  # however long the tests have gone on
        connection.close_if_unusable_or_obsolete()  # as at the beginning of a request
        with connection.copy().cursor() as other:
            other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        assert ask() == there


@pytest.mark.django_db(transaction=True)
def test_what_fails_among_questions_asked_at_once_is_told_as_ever_and_the_next_is_answered():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is asked one question after the other")
    Revision.objects.get_or_create(pk=1)
    rows = Revision.objects.order_by("pk")
    good = Query(lambda wanted: rows.filter(pk__in=wanted).values_list("pk"), wanted=[int])
    bad = Query(
        lambda wanted: rows.filter(pk__in=wanted).values_list(RawSQL("1 / (number - number)", [])),
        wanted=[int],
    )
    assert good(wanted=[1]) == [(1,)]  # the second time it would be planned for all times
    for _ in range(2):
        with pytest.raises(DataError, match="division by zero"):
            together([bad, good], [1])
        assert good(wanted=[1]) == [(1,)]
    with pytest.raises(DataError, match="division by zero"), transaction.atomic():
        together([good, bad, good], [1])
    assert together([good, good], [1]) == [[(1,)], [(1,)]]
    with at_once(good.alias):
        answers = [good.ask(wanted=[1]), good.ask(wanted=[])]
        assert connection.connection.info.pipeline_status == PipelineStatus.ON
    assert connection.connection.info.pipeline_status == PipelineStatus.OFF
    assert [answer() for answer in answers] == [[(1,)], []]


def test_through_a_relation_upwards_as_the_figures_are_read(world):
    ids = list(figures.public().values_list("pk", flat=True))
    assert ids
    for each in figures.LINES(ids):
        with CaptureQueriesContext(connection) as more:
            titles = [citation.source.title for citation in each.statement.citations.all()]
        assert titles
        assert not more.captured_queries


def test_what_is_counted_with_a_row_is_there(world):
    counted = {each.pk: each.taken for each in sources.public()}
    assert any(counted.values())
    assert {each.pk: each.taken for each in sources.LINES(list(counted))} == counted


def test_a_row_leads_back_to_the_one_that_it_was_read_for(world):
    [entry] = Rows(Entry.objects.prefetch_related("statements"))([Entry.objects.published().first().pk])
    assert entry.statements.all()
    with CaptureQueriesContext(connection) as more:
        assert all(each.entry is entry for each in entry.statements.all())
    assert not more.captured_queries


def test_prefetches_within_prefetches_and_under_other_names(world):
    named = Prefetch("citations", Citation.objects.order_by("pk"), to_attr="named")
    within = Prefetch("statements", Statement.objects.order_by("pk").prefetch_related(named), to_attr="said")
    queryset = Entry.objects.order_by("pk").prefetch_related(within)
    ids = [each.pk for each in queryset]
    expected = [[[c.pk for c in s.named] for s in each.said] for each in queryset]
    assert [[[c.pk for c in s.named] for s in each.said] for each in Rows(queryset)(ids)] == expected
    assert any(map(any, expected))


def test_dates_texts_and_numbers_are_asked_as_often_as_one_likes(world):
    asked = Query(
        lambda kind, day, number: (
            Entry.objects.filter(kind=kind, date_earliest__lte=day, pk__gte=number)
            .order_by("pk")
            .values_list("pk", "date_earliest")
        ),
        kind=str,
        day=dt.date,
        number=int,
    )
    for kind in ("event", "agreement", "nothing"):
        for day in (dt.date(1900, 1, 1), dt.date(2100, 1, 1)):
            rows = Entry.objects.filter(kind=kind, date_earliest__lte=day).order_by("pk")
            assert asked(kind=kind, day=day, number=0) == list(rows.values_list("pk", "date_earliest"))
    assert asked.first(kind="agreement", day=dt.date(2100, 1, 1), number=0)
    assert asked.first(kind="nothing", day=dt.date(2100, 1, 1), number=0) is None


def test_lists_are_as_long_as_one_likes_each_time(world):
    """Their texts are kept by how long the lists are; one of the names stands in two places."""
    ids, kinds = list(Entry.objects.order_by("pk").values_list("pk", flat=True)), ["event", "agreement", "person"]
    asked = Query(
        lambda wanted, kinds: (
            Entry.objects.filter(Q(pk__in=wanted) | Q(statements__entry__in=wanted), kind__in=kinds)
            .distinct()
            .order_by("pk")
            .values_list("pk", flat=True)
        ),
        wanted=[int],
        kinds=[str],
    )
    assert len(ids) > 3
    met = set()
    for some in (ids, ids[:1], [], ids[:3], ids[1:2], ids * 20, ids[2:], []):
        for of in (kinds[:1], kinds, [], kinds[1:]):
            rows = Entry.objects.filter(pk__in=some, kind__in=of).order_by("pk")
            assert [pk for (pk,) in asked(wanted=some, kinds=of)] == list(rows.values_list("pk", flat=True))
            met.add(len(rows))
    assert len(met) > 2


def test_a_value_that_the_query_does_not_ask_for_is_a_mistake(db):
    with pytest.raises(ValueError, match="number"):
        Query(lambda kind, number: Entry.objects.filter(kind=kind), kind=str, number=int)(kind="event", number=1)
