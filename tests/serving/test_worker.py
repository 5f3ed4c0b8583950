"""The processes of gunicorn share the connections that are kept open."""

import os
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

from tests.serving.processes import environment, free_port

SAYS_WHO = """
import os, time

def application(environ, start_response):
    time.sleep(float(environ["QUERY_STRING"] or 0))
    body = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""

_SEEN = 0.3  # seconds until every process has seen who has gone


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "says_who.py").write_text(SAYS_WHO)
    number = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "-b", f"127.0.0.1:{number}"]
    log = (tmp_path / "log").open("w+")
    process = subprocess.Popen(
        [*command, "--pythonpath", str(tmp_path), "says_who:application"],
        cwd=settings.BASE_DIR,
        env=environment(DATA_DIR=str(tmp_path)),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        both = set()
        for _ in range(600):
            assert process.poll() is None, (tmp_path / "log").read_text()
            try:
                with closing(Visitor(number)) as visitor:
                    both.add(visitor.ask())
            except OSError:
                pass
            if len(both) == 2:
                break
            time.sleep(0.05)
        assert len(both) == 2
        time.sleep(_SEEN)
        yield number
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


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
def visitors(port: int, number: int) -> Iterator[Counter[int]]:
    """How many of so many, who come at once and stay, each process has answered."""
    there = [Visitor(port) for _ in range(number)]
    try:
        for each in there:
            each.send(0.01)
        yield Counter(each.answer() for each in there)
    finally:
        for each in there:
            each.close()


def test_each_process_takes_as_many_of_those_who_come_at_once_and_stay(port):
    for _ in range(5):
        with visitors(port, 8) as first:
            assert sorted(first.values()) == [4, 4]
            with visitors(port, 3) as more:
                assert sorted((first + more).values()) == [5, 6]
        time.sleep(_SEEN)


def test_who_comes_alone_waits_for_nobody(port):
    took = []
    for _ in range(20):
        with closing(Visitor(port)) as visitor:
            began = time.monotonic()
            visitor.ask()
            took.append(time.monotonic() - began)
    assert statistics.median(took) < 0.01


def test_the_others_take_what_one_that_hangs_does_not(port):
    with visitors(port, 2) as both:
        hangs = next(iter(both))
        os.kill(hangs, signal.SIGSTOP)
        try:
            began = time.monotonic()
            with visitors(port, 40) as more:
                assert set(more) == {*both} - {hangs}
            assert time.monotonic() - began < 0.05 * 20  # not a moment for each
        finally:
            os.kill(hangs, signal.SIGCONT)


def test_one_in_the_place_of_one_that_died_takes_its_share(port):
    with visitors(port, 6) as both:
        died = next(iter(both))
        os.kill(died, signal.SIGKILL)
        time.sleep(0.5)
        with visitors(port, 3) as more:
            assert set(more).isdisjoint(both)
