"""The store around the site itself: what readers notice is seen at once, what they do not changes nothing."""

import re

import brotli
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from partnership.actions import publish, withdraw
from tests.factories import entry_record, saved, statement
from tests.serving.asking import get

PAGES = [
    "/", "/entries/", "/events/", "/events/visit/", "/events/visit.json", "/entries.json", "/events/by/topic/",
    "/agreements/tracker/", "/statements/zzzzzzzzzz/", "/sources/", "/sources/study/", "/topics/", "/topics/trade/",
    "/figures/", "/search/?q=visit", "/search/suggest/?q=vis", "/search/suggestions.json?q=vis", "/compare/",
    "/evidence/", "/evidence.json", "/about/", "/about/data/", "/about/codebook/", "/robots.txt", "/opensearch.xml",
    "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-entries-0.xml",
]  # fmt: skip
TAKEN = ["/entries.csv", "/entries.ndjson", "/events/visit.bib", "/entries.atom", "/about/data.ttl"]


@pytest.fixture
def plain(source):
    lead = statement("They met.", source, key="zzzzzzzzzz", lead=True)
    return entry_record(title="The visit", slug="visit", statements=[lead], topics=["trade"])


@pytest.fixture
def visit(plain):
    return saved(plain)


def test_every_public_page_is_kept(visit, site, django):
    for path in PAGES:
        first, again = get(site, path), get(site, path)
        assert first.status == 200, path
        assert again == first, path
        assert "ETag" in first.headers, path
        assert get(site, path, if_none_match=first.headers["ETag"]).status == 304, path
    assert len(django.asked) == len(PAGES)


def test_a_head_request_is_answered_as_the_page_is(visit, site, reader):
    """It may be the one that fills the store."""
    for path in PAGES:
        site.pages._kept.clear()
        head = get(site, path, "HEAD")
        stored = get(site, path)
        site.pages._kept.clear()
        assert (head.headers, stored.body) == (stored.headers, get(site, path).body), path


def test_pages_are_the_same_for_whoever_asks(visit, django):
    """Else one reader's page could be given to another."""
    editor = get_user_model().objects.create_superuser(username="somebody", password="x")
    known, unknown = Client(), Client()
    known.force_login(editor)
    for path in PAGES:
        mine, theirs = known.get(path, HTTP_ACCEPT_LANGUAGE="tr", HTTP_HX_REQUEST="true"), unknown.get(path)
        assert mine.content == theirs.content, path
        assert "Cookie" not in mine.get("Vary", ""), path
        assert not mine.cookies, path


@pytest.mark.parametrize("path", TAKEN)
def test_what_is_taken_away_keeps_its_own_tag(visit, site, django, path):
    first = get(site, path, accept_encoding="br")
    assert first.status == 200
    assert first.headers["ETag"].startswith('W/"')
    assert "Content-Encoding" not in first.headers
    assert get(site, path, if_none_match=first.headers["ETag"]).status == 304
    assert django.asked == [path, path]


def test_a_page_keeps_the_headers_that_make_it_safe(visit, site):
    for _ in range(2):
        headers = get(site, "/events/visit/", accept_encoding="br").headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_nothing_holds_up_the_first_paint(visit, site):
    """Of what a page waits for there are styles only, of its own; every script comes after."""
    for path in PAGES:
        answer = get(site, path)
        if answer.headers["Content-Type"].startswith("text/html"):
            page = answer.body.decode()
            assert not [tag for tag in re.findall(r"<script[^>]*>", page) if " defer" not in tag], path
            assert not re.findall(r'rel="stylesheet" href="(?!/static/)', page), path


def test_an_edit_is_seen_by_the_next_request(plain, visit, site):
    before = get(site, "/entries/", accept_encoding="br")
    assert b"The visit" in brotli.decompress(before.body)
    saved(plain | {"title": "Another name"})
    after = get(site, "/entries/", accept_encoding="br", if_none_match=before.headers["ETag"])
    assert after.status == 200
    assert b"Another name" in brotli.decompress(after.body)


def test_the_save_of_a_draft_moves_no_tag_and_renders_nothing(plain, visit, site, django, source):
    draft = entry_record(title="A draft", source=source, status="draft")
    saved(draft)
    before = get(site, "/entries/")
    saved(draft | {"title": "Another draft"})
    assert get(site, "/entries/") == before
    assert get(site, "/entries/", if_none_match=before.headers["ETag"]).status == 304
    assert len(django.asked) == 1


def test_what_is_withdrawn_is_gone_at_once_for_who_has_it_too(visit, site):
    had = {path: get(site, path).headers["ETag"] for path in ("/events/visit/", "/statements/zzzzzzzzzz/", "/entries/")}
    withdraw(visit, by=None, reason="Wrong")
    for path, tag in had.items():
        answer = get(site, path, if_none_match=tag)
        assert answer.status == (200 if path == "/entries/" else 410)
        assert b"The visit" not in answer.body
        assert answer.headers.get("ETag") != tag
    publish(visit, by=None, reason="Right")
    assert get(site, "/events/visit/").status == 200


def test_a_write_while_a_page_is_rendered_is_not_hidden_by_it(plain, visit, site, django):
    """The page was read before the write and finished after it."""
    rendered = django.site

    def slow(environ, start_response):
        answer = rendered(environ, start_response)
        saved(plain | {"title": "Another name"})
        return answer

    django.site = slow
    old = get(site, "/events/visit/")
    assert b"The visit" in old.body
    assert "ETag" not in old.headers
    django.site = rendered
    assert b"Another name" in get(site, "/events/visit/").body
