"""Editors of one file are served in the order in which they came, whichever process they reach."""

import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from types import SimpleNamespace

import pytest
from django.db import Error, connection, transaction

from partnership import turns
from partnership.models import Load
from partnership.sqlite3 import base
from partnership.turns import Turns

HOLDING = """
import fcntl, sys
with open(sys.argv[1], "a") as file:
    fcntl.flock(file, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "writing"


def queued(of: Turns, many: int) -> None:
    while len(of._queue) < many:
        time.sleep(0.001)


def test_first_come_first_served_one_at_a_time(file):
    ours, events = Turns(file), []

    def write(number: int) -> None:
        with ours.mine():
            events.append((number, "begins"))
            time.sleep(0.005)
            events.append((number, "ends"))

    threads = []
    with ours.mine():
        for number in range(6):
            threads.append(threading.Thread(target=write, args=(number,)))
            threads[-1].start()
            queued(ours, number + 2)
    for thread in threads:
        thread.join()
    assert events == [(number, what) for number in range(6) for what in ("begins", "ends")]
    assert not ours._queue


def test_another_process_is_waited_for(file):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "held\n"
        done = threading.Event()

        def write() -> None:
            with Turns(file).mine():
                done.set()

        thread = threading.Thread(target=write)
        thread.start()
        assert not done.wait(0.2)
        other.stdin.close()
        assert done.wait(5)
        thread.join()


def test_after_a_turn_the_others_may_go_first(file, monkeypatch):
    monkeypatch.setattr(turns, "_GIVE_WAY", 0.4)
    monkeypatch.setattr(turns, "_LOOK", 0.1)
    ours, theirs, order = Turns(file), Turns(file), []

    def write(of: Turns, name: str) -> None:
        with of.mine():
            order.append(name)

    waiting = [threading.Thread(target=write, args=each) for each in ((ours, "ours"), (theirs, "theirs"))]
    with ours.mine():
        for thread in waiting:
            thread.start()
        queued(ours, 2)
        queued(theirs, 1)
        time.sleep(0.05)  # so that it has looked once, in vain
    for thread in waiting:
        thread.join()
    assert order == ["theirs", "ours"]


def test_who_has_waited_long_enough_goes_on_and_leaves_the_queue(file):
    ours = Turns(file, patience=0.05)
    with ours.mine(), ours.mine():
        pass
    assert not ours._queue
    with Turns(file).mine(), Turns(file, patience=0.05).mine():
        pass


def test_a_failure_ends_the_turn(file):
    ours = Turns(file)
    with pytest.raises(ZeroDivisionError), ours.mine():
        raise ZeroDivisionError
    with ours.mine():
        pass
    assert not ours._queue


def test_where_no_file_can_be_locked_one_goes_on(file, caplog):
    file.mkdir()
    ours = Turns(file)
    for _ in range(2):
        with ours.mine():
            pass
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_is_a_turn_from_its_beginning_to_its_end(monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL knows an order of those who wait")
    events = []

    @contextmanager
    def mine():
        events.append("begins")
        assert turns.at_work._at_work is None  # others work while one waits for the file
        yield
        events.append("ends")

    monkeypatch.setattr(base, "turns_of", lambda _: SimpleNamespace(mine=mine))
    Load.objects.count()
    assert events == []
    with transaction.atomic():
        with transaction.atomic():
            Load.objects.count()
        assert events == ["begins"]
    assert events == ["begins", "ends"]
    with suppress(ZeroDivisionError), turns.at_work.turn(), transaction.atomic():
        assert turns.at_work._at_work is not None
        raise ZeroDivisionError
    assert events == ["begins", "ends"] * 2
    with suppress(Error), transaction.atomic():
        connection.close()
    assert events == ["begins", "ends"] * 3
