"""Pages in Redis: what one process has rendered the others have, and without Redis nobody notices."""

import logging
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from partnership.serving import shared as module
from partnership.serving.shared import Shared
from partnership.serving.state import State
from tests.serving.asking import Saying, get, store
from tests.serving.processes import free_port

pytestmark = pytest.mark.once


class Server:
    """A Redis that is started on a socket of its own, and may be killed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "redis.sock"
        self.url = f"unix://{self.path}"
        command = ["redis-server", "--port", "0", "--unixsocket", str(self.path), "--dir", str(folder), "--save", ""]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(200):
            if self.path.exists():
                return
            time.sleep(0.05)
        raise AssertionError("Redis did not start")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    if not shutil.which("redis-server") and os.environ.get("CI") != "1":
        pytest.skip("Redis is missing")
    found = Server(tmp_path)
    yield found
    found.kill()


def test_what_one_process_rendered_the_others_have_in_every_coding(server):
    one, other = Saying(X_Revision="1"), Saying(X_Revision="1")
    first = store(one, shared=Shared(server.url))
    second = store(other, shared=Shared(server.url))
    for coding in ("", "br", "gzip"):
        assert get(first, "/a/", accept_encoding=coding) == get(second, "/a/", accept_encoding=coding)
    assert (one.asked, other.asked) == (["/a/"], [])


def test_a_page_of_an_older_state_is_not_found_there(server):
    one, other = Saying("old"), Saying("new")
    get(store(one, shared=Shared(server.url)), "/a/")
    newer = store(other, state=lambda: State(2, None), shared=Shared(server.url))
    assert get(newer, "/a/").body == b"new"


def test_pages_go_from_there_by_themselves(server):
    get(store(Saying(), shared=Shared(server.url)), "/a/")
    client = redis.Redis.from_url(server.url)
    (key,) = client.keys("dost:page:*")
    assert 0 < client.ttl(key) <= module.KEPT


@pytest.mark.parametrize("change", [lambda value: value[:-1], lambda value: b"{}\n", lambda value: b"\xff", None])
def test_what_is_not_whole_or_not_this_page_is_passed_over(server, change):
    get(store(Saying(), shared=Shared(server.url)), "/a/")
    client = redis.Redis.from_url(server.url)
    (key,) = client.keys("dost:page:*")
    if change:
        client.set(key, change(client.get(key)))
    else:  # another page under the name of this one
        get(store(Saying("other"), shared=Shared(server.url)), "/b/")
        (another,) = set(client.keys("dost:page:*")) - {key}
        client.set(key, client.get(another))
    django = Saying("anew")
    assert get(store(django, shared=Shared(server.url)), "/a/").body == b"anew"


def test_a_redis_that_is_gone_costs_no_answer_and_one_line(server, caplog, monkeypatch):
    site = store(Saying(), shared=Shared(server.url))
    get(site, "/a/")
    server.kill()
    with caplog.at_level(logging.WARNING):
        for path in ("/b/", "/c/", "/d/"):
            assert get(site, path).status == 200
    assert [each.name for each in caplog.records] == ["partnership.serving.shared"]


def test_a_redis_that_is_back_is_asked_again_after_some_seconds(tmp_path, server, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    site = store(Saying(), shared=Shared(server.url))
    server.kill()
    get(site, "/a/")
    server.path.unlink(missing_ok=True)
    again = Server(tmp_path)
    try:
        client = redis.Redis.from_url(again.url)
        get(site, "/b/")
        assert client.keys() == []
        now[0] += module.AGAIN + 1
        get(site, "/c/")
        assert len(client.keys("dost:page:*")) == 1
    finally:
        again.kill()


def test_a_redis_that_hangs_holds_up_one_answer_for_a_moment(caplog):
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        site = store(Saying(), shared=Shared(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"))
        for path, limit in (("/a/", 20 * module.PATIENCE), ("/b/", module.PATIENCE)):
            started = time.monotonic()
            assert get(site, path).status == 200
            assert time.monotonic() - started < limit


def test_a_redis_that_never_was_there_is_no_hindrance():
    assert get(store(Saying(), shared=Shared(f"redis://127.0.0.1:{free_port()}/0")), "/a/").status == 200
