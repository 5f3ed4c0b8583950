"""Editors of one file are served in the order in which they came, whichever process they reach."""

import subprocess
import sys
import threading
import time

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from partnership.serving import turns
from partnership.serving.turns import InTurn, Turns

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


def test_only_what_may_write_waits(file, monkeypatch):
    ours, waited = Turns(file), []

    def view(request: HttpRequest) -> HttpResponse:
        waited.extend([request.method] * len(ours._queue))
        return HttpResponse()

    site = InTurn(view)
    monkeypatch.setattr(site, "_turns", ours)
    for method in ("get", "head", "options", "post", "put", "patch", "delete"):
        site(getattr(RequestFactory(), method)("/"))
    assert waited == ["POST", "PUT", "PATCH", "DELETE"]
