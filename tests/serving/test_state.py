"""The state is that of the last commit, whoever made it, and nothing else."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from partnership.actions import revision
from partnership.models import Revision
from partnership.queries.revision import current
from partnership.serving import state
from partnership.serving.state import NONE_YET, OfSQLite, Reader

pytestmark = pytest.mark.django_db(transaction=True)


def test_before_anything_was_published_it_is_nought(reader):
    assert reader() == NONE_YET == (0, None)


def test_it_is_what_was_committed_last(reader):
    for number in (1, 2, 3):
        revision.bump()
        assert reader() == (number, current().changed_at)
    assert reader() is not None


def test_what_is_not_committed_is_not_seen(reader):
    revision.bump()
    with transaction.atomic():
        revision.bump()
        assert reader().number == 1
    assert reader().number == 2


def test_a_revision_counted_anew_after_a_restore_is_another_state(reader):
    revision.bump()
    before = reader()
    Revision.objects.all().delete()
    assert reader() == NONE_YET
    revision.bump()
    assert reader().number == before.number
    assert reader() != before


def test_each_thread_reads_for_itself(reader):
    together = threading.Barrier(3, timeout=10)

    def read(_):
        try:
            reader()
            together.wait()
            if together.wait() == 0:
                revision.bump()
                connection.close()
            together.wait()
            return reader().number
        finally:
            reader.close()

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(read, range(3))) == [1, 1, 1]


def test_a_connection_that_broke_is_made_again_at_once(reader):
    revision.bump()
    assert reader().number == 1
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dost state'"
                " AND datname = current_database()"
            )
    else:
        reader._kept.read.close()
    revision.bump()
    assert reader().number == 2


def test_a_database_that_does_not_answer_is_left_alone_for_a_moment(tmp_path, monkeypatch):
    tried = []

    def opened():
        tried.append(True)
        return OfSQLite(str(tmp_path / "none.sqlite3"))

    now = [100.0]
    monkeypatch.setattr(state.time, "monotonic", lambda: now[0])
    reader = Reader(opened, sqlite3.Error)
    assert [reader(), reader()] == [None, None]
    assert len(tried) == 1
    now[0] += state.AGAIN
    assert reader() is None
    assert len(tried) == 2
    assert not list(tmp_path.iterdir()), "reading makes no database"
