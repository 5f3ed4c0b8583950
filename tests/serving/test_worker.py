"""The processes of gunicorn share the connections that are kept open."""

import errno
import os
import signal
import statistics
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest

from partnership.worker import EvenWorker
from tests.serving.processes import free_port, gunicorn

SAYS_WHO = """
import os, time

def application(environ, start_response):
    time.sleep(float(environ["QUERY_STRING"] or 0))
    body = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""

_SEEN = 0.3  # seconds until every process has seen who has gone


class Served(NamedTuple):
    port: int
    pid: int
    both: set[int]  # processes that answer, at first


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "says_who.py").write_text(SAYS_WHO)
    port, log = free_port(), tmp_path / "log"
    arguments = ["-b", f"127.0.0.1:{port}", "--pythonpath", str(tmp_path), "says_who:application"]
    with gunicorn(log, *arguments, DATA_DIR=str(tmp_path)) as process:
        both = answering(port)
        assert len(both) == 2, log.read_text()
        yield Served(port, process.pid, both)


@pytest.fixture
def port(served: Served) -> int:
    return served.port


@pytest.fixture
def both(served: Served) -> set[int]:
    return served.both


def answering(port: int, but: Collection[int] = ()) -> set[int]:
    """Two processes that answer, and not these, once they do."""
    found: set[int] = set()
    end = time.monotonic() + 30
    while len(found) < 2 and time.monotonic() < end:
        try:
            with closing(Visitor(port)) as visitor:
                found |= {visitor.ask()} - {*but}
        except OSError:
            pass
        time.sleep(0.02)
    time.sleep(_SEEN)
    return found


class Visitor:
    """Keeps its connection open."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=20)

    def send(self, seconds: float = 0) -> None:
        self._connection.request("GET", f"/?{seconds}")

    def answer(self) -> int:
        return int(self._connection.getresponse().read())

    def ask(self) -> int:
        self.send()
        return self.answer()

    def close(self) -> None:
        self._connection.close()


@contextmanager
def visitors(port: int, number: int, *, at_once: bool = False) -> Iterator[Counter[int]]:
    """How many of so many, who come and stay, each process has answered."""
    with ExitStack() as stack:
        there, answered = [], []
        for _ in range(number):
            there.append(stack.enter_context(closing(Visitor(port))))
            there[-1].send(0.01)
            if not at_once:
                answered.append(there[-1].answer())
        yield Counter(answered or [each.answer() for each in there])


def is_even(counts: Counter[int], processes: Collection[int]) -> bool:
    """But for a few, who came while the other process did not look: on a machine that has much to do, not for long
    enough that one takes whatever comes. By chance, a few more are as likely as not."""
    return {*counts} == {*processes} and max(counts.values()) - min(counts.values()) <= 6


def test_each_process_takes_as_many_of_those_who_stay(port, both):
    for _ in range(5):
        with visitors(port, 60) as counts:
            assert is_even(counts, both)
        time.sleep(_SEEN)


def test_who_comes_alone_waits_for_nobody(port):
    took = []
    for _ in range(20):
        with closing(Visitor(port)) as visitor:
            began = time.monotonic()
            visitor.ask()
            took.append(time.monotonic() - began)
    assert statistics.median(took) < 0.04  # less than the moment that is left to another process


def test_the_others_take_what_one_that_hangs_does_not(port, both):
    hangs, other = both
    with visitors(port, 8):
        os.kill(hangs, signal.SIGSTOP)
        try:
            began = time.monotonic()
            with visitors(port, 100, at_once=True) as more:
                assert {*more} == {other}
            assert time.monotonic() - began < 0.05 * 50  # not a moment for each
        finally:
            os.kill(hangs, signal.SIGCONT)


def test_one_in_the_place_of_one_that_died_takes_its_share(port, both):
    died, lives = both
    with visitors(port, 20) as before:
        os.kill(died, signal.SIGKILL)
        now = answering(port, but={died})
        assert lives in now
        with visitors(port, 60) as more:
            held = more + Counter({lives: before[lives]})
            assert is_even(held, now)


def test_new_processes_share_evenly_while_old_ones_end(port, both, served):
    with visitors(port, 4), closing(Visitor(port)) as slow:
        slow.send(6)
        os.kill(served.pid, signal.SIGHUP)
        new = answering(port, but=both)
        with visitors(port, 60) as counts:
            assert is_even(counts, new)
        assert slow.answer() in both


class Listener:
    """Somebody else has taken who came."""

    asked = 0

    def accept(self) -> None:
        self.asked += 1
        raise BlockingIOError(errno.EAGAIN, "Nobody is there")


def test_who_comes_is_taken_though_no_process_has_looked_for_long():
    """As after all of them were stopped: with the machine, or by a request that lets nothing else run."""
    worker = EvenWorker.__new__(EvenWorker)
    worker.age = 1
    worker.nr_conns = 3
    listener = Listener()
    worker.accept(listener)
    assert listener.asked == 1
