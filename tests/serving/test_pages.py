"""Pages take no more room than they may, and those of an older state take none."""

import gzip

import brotli
import pytest

from partnership.serving.pages import Page, Pages

pytestmark = pytest.mark.once

TEXT = b"words and words " * 200
ADDRESS = ("http", "example.org", "", "/", "")


def page(text: bytes = TEXT, coding: str = "") -> Page:
    return Page.packed([("Content-Type", "text/html"), ("Content-Length", "7"), ("Vary", "x")], coding, text, "tag")


@pytest.mark.parametrize("first", ["br", "gzip", ""])
def test_every_coding_is_made_of_the_one_that_is_there(first):
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    found = page(coding=first)
    tags = set()
    for coding, opening in opened.items():
        headers, body = found.sent(coding)
        assert opening(body) == TEXT
        assert dict(headers)["Content-Length"] == str(len(body))
        assert dict(headers).get("Content-Encoding", "") == coding
        assert dict(headers)["Vary"] == "Accept-Encoding"
        tags.add(dict(headers)["ETag"])
        assert len(headers) == len(dict(headers))
    assert len(tags) == 3


def test_packing_gives_the_same_bytes_each_time():
    for coding in ("br", "gzip"):
        assert page(coding=coding).body == page(coding=coding).body


def test_the_page_asked_for_longest_ago_makes_room():
    size = page().size + 5
    kept = Pages(room=size * 8 + 7)
    for number in range(8):
        kept.put("mark", (f"/{number:04}",), page())
    assert kept.size == size * 8
    assert kept.get("mark", ("/0000",), "")
    kept.put("mark", ("/0008",), page())
    assert kept.get("mark", ("/0000",), "")
    assert kept.get("mark", ("/0001",), "") is None
    assert (len(kept), kept.size) == (8, size * 8)


def test_another_form_of_a_page_counts_too():
    kept = Pages(room=100_000)
    kept.put("mark", ADDRESS, page())
    before = kept.size
    found = kept.get("mark", ADDRESS, "br")
    assert kept.size == before + len(found.sent("br")[1])
    assert kept.get("mark", ADDRESS, "br") is found
    assert kept.size == before + len(found.sent("br")[1])


def test_one_page_never_takes_most_of_the_room():
    kept = Pages(room=10_000)
    kept.put("mark", ADDRESS, page(b"x" * 5000))
    assert (len(kept), kept.size) == (0, 0)


def test_a_new_state_drops_every_page_of_the_old_one():
    kept = Pages(room=100_000)
    kept.put("old", ADDRESS, page())
    assert kept.get("new", ADDRESS, "") is None
    kept.put("new", ("/other",), page())
    assert len(kept) == 1
    assert kept.get("old", ADDRESS, "") is None
