"""The rules of keeping, around an application that says what each test wants."""

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import StreamingHttpResponse

from partnership import program
from partnership.serving import store as module
from partnership.serving.state import State
from tests.serving.asking import Saying, get, store

pytestmark = pytest.mark.once


def test_a_page_is_rendered_once_and_sent_as_it_was():
    django = Saying(Content_Security_Policy="default-src 'none'", X_Revision="7")
    site = store(django)
    first, second = get(site, "/a/"), get(site, "/a/")
    assert first == second
    assert first.body == django.text.encode()
    assert first.headers["Content-Security-Policy"] == "default-src 'none'"
    assert first.headers["X-Revision"] == "7"
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert django.asked == ["/a/"]


def test_addresses_hosts_and_schemes_are_pages_of_their_own():
    django = Saying()
    site = store(django)
    tags = {get(site, path).headers["ETag"] for path in ("/a/", "/b/", "/a/?page=2", "/a/?page=3")}
    tags.add(get(site, "/a/", host="other.example").headers["ETag"])
    assert len(tags) == 5
    assert len(django.asked) == 5


def test_who_has_the_page_is_told_so_without_looking_it_up():
    django = Saying()
    tag = get(store(django), "/a/").headers["ETag"]
    for asked in (tag, f"W/{tag}", f'"other", {tag}'):
        answer = get(store(django), "/a/", if_none_match=asked)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers == {"ETag": tag, "Cache-Control": "public, no-cache", "Vary": "Accept-Encoding"}
    assert django.asked == ["/a/"]
    assert get(store(django), "/a/", if_none_match=tag, accept_encoding="br").status == 200, "another coding"
    assert get(store(django), "/b/", if_none_match=tag).status == 200, "another address"


def test_any_copy_will_do_only_where_there_is_a_page():
    assert get(store(Saying()), "/a/", if_none_match="*").status == 304
    assert get(store(Saying(status="404 Not Found")), "/a/", if_none_match="*").status == 404


def test_a_head_request_says_what_the_page_would_and_may_come_first():
    django = Saying()
    site = store(django)
    head = get(site, "/a/", "HEAD", accept_encoding="br")
    whole = get(site, "/a/", accept_encoding="br")
    assert head.body == b""
    assert whole.body
    assert head.headers == whole.headers
    assert django.asked == ["/a/"]


def test_a_part_of_a_page_is_not_given():
    whole = get(store(Saying()), "/a/", range="bytes=0-3")
    assert (whole.status, whole.body) == (200, Saying().text.encode())


@pytest.mark.parametrize(
    "headers",
    [
        {"Set_Cookie": "a=b"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Encoding, Cookie"},
        {"ETag": 'W/"own"'},
        {"Cache_Control": "no-store"},
        {"Content_Encoding": "gzip"},
    ],
)
def test_what_is_not_the_same_for_all_or_has_its_own_rule_is_left_as_it_is(headers):
    django = Saying(**headers)
    site = store(django)
    assert get(site, "/a/").headers == django.headers
    get(site, "/a/")
    assert len(django.asked) == 2
    assert len(site.pages) == 0


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "301 Moved", "500 Oops", "400 Bad Request"])
def test_only_a_page_that_is_there_is_kept(status):
    django = Saying(status=status)
    site = store(django)
    assert [get(site, "/a/").headers for _ in range(2)] == [django.headers] * 2
    assert len(django.asked) == 2


@pytest.mark.parametrize("path", ["/admin/", "/api/v1/entries/", "/static/x.css", "/healthz", "/readyz"])
def test_what_is_no_public_page_never_reaches_the_store(path):
    def state():
        raise AssertionError("nobody needs to know")

    django = Saying()
    assert get(store(django, state=state), path).headers == django.headers


def test_nothing_but_reading_is_answered_from_the_store():
    django = Saying()
    site = store(django)
    get(site, "/a/")
    assert get(site, "/a/", "POST").headers == django.headers
    assert django.asked == ["/a/", "/a/"]


@pytest.mark.django_db  # the end of the answer is the end of a request, with which Django looks after its connections
def test_what_is_written_while_it_is_sent_is_left_alone():
    pieces = iter([b"one", b"two"])

    def django(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/csv")])
        return StreamingHttpResponse(pieces)

    site = store(django)
    assert get(site, "/a.csv") == (200, {"Content-Type": "text/csv"}, b"onetwo")
    assert len(site.pages) == 0


def test_each_state_day_and_version_of_the_program_has_its_own_page(monkeypatch):
    now = {"state": State(1, None), "day": dt.date(2026, 1, 1)}
    monkeypatch.setattr(module.timezone, "localdate", lambda: now["day"])
    django = Saying()
    site = store(django, state=lambda: now["state"])
    tags = [get(site, "/a/").headers["ETag"]]
    for changed in (
        {"state": State(2, None)},
        {"state": State(2, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))},
        {"day": dt.date(2026, 1, 2)},
    ):
        now |= changed
        tags.append(get(site, "/a/").headers["ETag"])
    monkeypatch.setattr(program, "fingerprint", lambda: "another")
    module._mark.cache_clear()
    tags.append(get(site, "/a/").headers["ETag"])
    module._mark.cache_clear()
    assert len(set(tags)) == len(tags) == len(django.asked)


def test_a_page_during_whose_rendering_somebody_wrote_is_sent_and_not_kept():
    now = [State(1, None)]
    django = Saying()
    django.first = lambda: now.append(State(2, None)) if len(now) == 1 else None
    site = store(django, state=lambda: now[-1])
    mixed = get(site, "/a/", accept_encoding="br")
    assert mixed.status == 200
    assert "ETag" not in mixed.headers
    assert len(site.pages) == 0
    assert "ETag" in get(site, "/a/", accept_encoding="br").headers
    assert len(django.asked) == 2


def test_without_a_state_django_answers_alone():
    django = Saying()
    site = store(django, state=lambda: None)
    assert get(site, "/a/").headers == django.headers
    assert len(site.pages) == 0


def test_django_is_told_the_state_that_was_read():
    seen = []

    def django(environ, start_response):
        seen.append(environ["dost.state"])
        return Saying()(environ, start_response)

    get(store(django, state=lambda: State(5, None)), "/a/")
    assert seen == [(5, None)]


def test_one_renders_for_all_who_ask_at_once():
    together = threading.Barrier(8, timeout=10)
    go = threading.Event()
    django = Saying()
    django.first = lambda: go.wait(10)
    site = store(django)

    def ask(_):
        together.wait()
        return get(site, "/a/")

    with ThreadPoolExecutor(8) as threads:
        answers = [threads.submit(ask, number) for number in range(8)]
        while not django.asked:
            pass
        threading.Timer(0.2, go.set).start()
        assert {each.result().body for each in answers} == {django.text.encode()}
    assert django.asked == ["/a/"]


def test_who_waited_for_one_that_failed_renders_itself():
    django = Saying()
    failed = []

    def fail_once():
        if not failed:
            failed.append(True)
            waiting.wait(10)
            raise RuntimeError

    waiting = threading.Event()
    django.first = fail_once
    site = store(django)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(get, site, "/a/")
        while not failed:
            pass
        second = threads.submit(get, site, "/a/")
        threading.Timer(0.2, waiting.set).start()
        assert second.result().status == 200
        with pytest.raises(RuntimeError):
            first.result()
    assert get(site, "/a/").status == 200
    assert len(django.asked) == 2


def test_one_page_is_rendered_after_the_other():
    rendering, most, django = [], [], Saying()

    def render():
        rendering.append(1)
        most.append(len(rendering))
        time.sleep(0.01)
        rendering.pop()

    django.first = render
    site = store(django)
    with ThreadPoolExecutor(6) as threads:
        answers = [*threads.map(lambda number: get(site, f"/{number}/"), range(6))]
    assert [each.status for each in answers] == [200] * 6
    assert most == [1] * 6
