"""The site on many machines, for real: nginx, two instances, PostgreSQL with a streaming replica, and Redis.

One test after the other on the same machines: each takes one more away. None of them comes back.
"""

import os
import time
from collections.abc import Iterator

import pytest
import requests

from tests.deploy import machines
from tests.deploy.content import TITLE
from tests.deploy.load import Editor, Readers, shown
from tests.deploy.machines import MISSING, Site, wait_for

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(
        bool(MISSING) and os.environ.get("CI") != "1", reason=f"not on this machine: {', '.join(MISSING)}"
    ),
]

THREADS = 4
PAGE = f"/events/{TITLE.lower().replace(' ', '-')}"
ADDRESSES = (f"{PAGE}/", "/entries/", f"{PAGE}.json", "/search/?q=edited", "/api/v1/events/", "/entries.csv")
BACK = "SELECT number, changed_at FROM partnership_revision"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with machines.started() as site:
        yield site


@pytest.fixture(scope="module")
def editor(site: Site) -> Editor:
    """Works through nginx, as everybody does."""
    (entry,) = site.asked(site.primary, "SELECT id FROM partnership_entry")
    editor = Editor(site.edge, entry)
    editor.log_in()
    return editor


def read(address: str) -> int:
    answer = requests.get(address, timeout=20)
    assert answer.status_code == 200, (address, answer.status_code)
    return shown(answer.text)


def in_step(site: Site) -> bool:
    return site.asked(site.replica, BACK) == site.asked(site.primary, BACK)


def test_what_is_edited_on_one_instance_is_on_the_next_request_of_another(site: Site, editor: Editor) -> None:
    one, other = site.instances
    there = Editor(one, editor.entry)
    there.log_in()
    for _ in range(3):
        number = there.edit()
        for address in ADDRESSES:
            assert read(f"{other}{address}") == number, address
            assert read(f"{site.edge}{address}") == number, address
    editor._next = editor.acknowledged = there.acknowledged


def test_readers_are_answered_from_the_replica(site: Site) -> None:
    """With pages that nobody has asked for yet: `meeting` finds the entry, and no other word is to be found."""
    wait_for(lambda: in_step(site), "the replica, in step")
    before = site.statements("primary"), site.statements("replica")
    for number in range(10):
        assert read(f"{site.instances[0]}/search/?q=meeting+-nothing{number}") == 3
    primary, replica = (
        [
            each
            for each in site.statements(name)[len(already) :]
            if "search_entry" in each or "partnership_entry" in each
        ]
        for name, already in zip(("primary", "replica"), before, strict=True)
    )
    assert len(replica) >= 10
    assert not primary


def test_a_replica_that_lags_is_not_asked(site: Site, editor: Editor) -> None:
    site.asked(site.replica, "SELECT pg_wal_replay_pause()::text")
    number = editor.edit()
    assert not in_step(site)
    for address in ADDRESSES:
        for instance in site.instances:
            assert read(f"{instance}{address}") == number, address
    site.asked(site.replica, "SELECT pg_wal_replay_resume()::text")
    wait_for(lambda: in_step(site), "the replica, in step")


def test_a_replica_that_hangs_is_not_waited_for(site: Site, editor: Editor) -> None:
    wait_for(lambda: in_step(site), "the replica, in step")
    for number, instance in enumerate(site.instances * 5):  # so that there are connections which it hangs on
        read(f"{instance}/entries/?to={2030 + number}")
    with site.hanging("replica"):
        number = editor.edit()
        for instance in site.instances:
            for address in ADDRESSES:
                assert read(f"{instance}{address}") == number, address
    wait_for(lambda: in_step(site), "the replica, in step")


def test_no_reader_notices_when_servers_go(site: Site, editor: Editor) -> None:
    """First an instance is killed, then the replica, then Redis, in the middle of what they do."""
    readers = Readers(site.edge, ADDRESSES, expected=lambda: editor.acknowledged)
    refused: list[Exception] = []
    broken_off = 0

    def edited_for(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                editor.edit()
            except (AssertionError, requests.RequestException) as error:
                refused.append(error)
            time.sleep(0.1)

    before = editor.acknowledged
    with readers.reading(THREADS):
        edited_for(1.5)
        assert not readers.broken_off
        for name in ("instance-0", "replica", "redis"):
            site.end(name)
            reached = editor.acknowledged, readers.answered
            edited_for(2)
            assert editor.acknowledged > reached[0], (name, refused)
            assert readers.answered > reached[1], name
            # At most what was on its way when the instance was killed, and nothing for any of the others.
            broken_off = readers.broken_off if name == "instance-0" else broken_off
            assert readers.broken_off == broken_off <= THREADS
    assert not readers.failures, (len(readers.failures), readers.answered, readers.failures[:5])
    assert editor.acknowledged >= before + 4
    # The one form that the killed instance held may be lost: nobody may send it twice.
    assert len(refused) <= 1, refused


def test_without_any_instance_readers_see_what_the_proxy_kept(site: Site) -> None:
    address = f"{site.edge}/api/v1/events/"
    last = read(address)
    site.end("instance-1")
    answer = requests.get(address, timeout=20)
    assert (answer.status_code, shown(answer.text)) == (200, last)
    assert answer.headers["Cache-Status"] == "nginx; detail=STALE"
