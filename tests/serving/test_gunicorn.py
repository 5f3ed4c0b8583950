"""The site as it is really served: two processes of four threads each, asked by many while somebody writes."""

import re
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.factories import entry_record, saved, statement
from tests.serving.processes import free_port, gunicorn

WRITES = 8
READERS = 6
TITLE = re.compile(r"<h1[^>]*>\s*Visit v(\d+)")


@pytest.fixture
def port(transactional_db, tmp_path: Path) -> Iterator[int]:
    number, log = free_port(), tmp_path / "log"
    with gunicorn(log, PORT=str(number)) as process:
        for _ in range(600):
            assert process.poll() is None, log.read_text()
            try:
                asked(number, "/healthz")
            except OSError:
                time.sleep(0.1)
            else:
                break
        yield number


def asked(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_every_process_and_thread_shows_what_was_written_before_it_was_asked(source, port):
    plain = entry_record(slug="visit", statements=[statement("They met.", source, lead=True)])
    written = 0
    saved(plain | {"title": "Visit v0"})
    stop = threading.Event()
    wrong: list[str] = []
    read: list[int] = []

    def reading() -> None:
        tag, had = "", 0
        while not stop.is_set():
            least = written
            status, headers, body = asked(port, "/events/visit/", If_None_Match=tag)
            found = TITLE.search(body.decode())
            seen = had if status == 304 else int(found[1]) if found else -1
            if seen < least:
                wrong.append(f"{status}: v{seen} where v{least} was written")
            if headers.get("ETag"):
                tag, had = headers["ETag"], seen
            read.append(status)

    readers = [threading.Thread(target=reading) for _ in range(READERS)]
    for each in readers:
        each.start()
    for number in range(1, WRITES + 1):
        saved(plain | {"title": f"Visit v{number}"})
        written = number
        time.sleep(0.2)
    stop.set()
    for each in readers:
        each.join()
    assert wrong == []
    assert set(read) == {200, 304}


def test_a_head_and_a_304_leave_the_connection_in_order(source, port):
    saved(entry_record(slug="visit", source=source))
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/events/visit/", headers={"Accept-Encoding": "br"})
    first = connection.getresponse()
    body, tag = first.read(), first.headers["ETag"]
    for method, headers, status in (
        ("HEAD", {}, 200),
        ("GET", {"If-None-Match": tag}, 304),
        ("HEAD", {"If-None-Match": tag}, 304),
        ("GET", {}, 200),
    ):
        connection.request(method, "/events/visit/", headers={"Accept-Encoding": "br", **headers})
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (status, body if (method, status) == ("GET", 200) else b"")
        assert answer.headers["ETag"] == tag
    connection.close()
