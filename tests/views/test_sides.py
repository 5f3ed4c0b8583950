"""What stands beside a list is worked out and written once for all its pages, and never after it has changed."""

import re

import pytest

from partnership.documents import lines
from partnership.holdings import kept as kept_by_process
from partnership.listings import parts
from partnership.models import Entry
from partnership.queries.relevance import Ranked
from partnership.search import engine
from tests.factories import entry_record, saved, source_record, vocabulary
from tests.kept import kept


@kept
def thirty():
    vocabulary()
    source = saved(source_record())
    saved(*(entry_record("event", f"Event {each}", source, date=f"20{each:02}") for each in range(30)))
    return source


@pytest.fixture
def counted(monkeypatch):
    """How often facets were counted."""
    monkeypatch.setattr(kept_by_process, "_snapshots", ())  # nothing that another test asked for
    calls, real = [], parts.facets_of

    def facets_of(asked, facets):
        calls.append(asked.address.plain)
        return real(asked, facets)

    monkeypatch.setattr(parts, "facets_of", facets_of)
    return calls


def beside(client, address):
    html = client.get(address).content.decode()
    [facets] = re.findall(r"<aside.*?</aside>", html, re.DOTALL)
    return facets, *re.findall(r'<figure class="years".*?</figure>', html, re.DOTALL)


def test_the_pages_of_a_list_share_it(client, thirty, counted):
    first = beside(client, "/events/")
    assert len(first) == 2
    assert beside(client, "/events/?page=2") == first
    assert counted == ["/events/"]


@pytest.mark.parametrize("other", ["/entries/", "/events/?from=2010", "/events/?sort=title", "/search/?q=event"])
def test_another_list_has_its_own(client, thirty, counted, other):
    assert beside(client, "/events/")[0] != beside(client, other)[0]
    assert len(counted) == 2


def test_a_write_is_seen_at_once(client, thirty, counted):
    before = beside(client, "/events/")[0]
    saved(entry_record("event", "Event more", thirty, date="2031"))
    after = beside(client, "/events/")[0]
    assert ">30<" in before
    assert ">31<" in after
    assert len(counted) == 2


def test_the_best_of_what_was_found_are_weighed_once(client, thirty, monkeypatch):
    monkeypatch.setattr(kept_by_process, "_snapshots", ())
    weighed, real = [], Ranked._weighed
    monkeypatch.setattr(Ranked, "_weighed", lambda ranked: (weighed.append(ranked.model), real(ranked))[1])
    titles = [
        re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", client.get(f"/entries/?{more}q=event").content.decode(), re.DOTALL)
        for more in ("", "page=2&")
    ]
    assert [len(each) for each in titles] == [25, 5]
    assert len({*titles[0], *titles[1]}) == 30
    assert len(weighed) == 1


@pytest.mark.parametrize("of", ["entries", "sources"])
def test_the_next_page_of_what_was_found_asks_neither_for_words_nor_for_numbers(client, thirty, monkeypatch, of):
    """Also when what was written of the facets is not kept any more."""
    if of == "sources":
        papers = saved(*(source_record(f"Event paper {each}", slug=f"of-{each}") for each in range(30)))
        saved(*(entry_record("event", f"Talk {each}", paper) for each, paper in enumerate(papers)))
    monkeypatch.setattr(kept_by_process, "_snapshots", ())
    monkeypatch.setattr(kept_by_process, "SIDES", 1)
    first = beside(client, f"/{of}/?q=event")
    beside(client, "/events/?from=2011")
    asked, real = [], engine.Index._numbers
    monkeypatch.setattr(engine.Index, "_numbers", lambda *more: (asked.append(more), real(*more))[1])
    monkeypatch.setattr(parts, "_numbers", None)
    assert beside(client, f"/{of}/?page=2&q=event") == first
    assert asked == []


def test_a_line_is_read_and_written_once_in_whichever_list_it_stands(client, thirty, monkeypatch):
    monkeypatch.setattr(kept_by_process, "_snapshots", ())
    read, real = [], lines._line
    monkeypatch.setattr(lines, "_line", lambda row, *more: (read.append(row.title), real(row, *more))[1])
    first = client.get("/events/?page=2").content.decode()
    again = client.get("/entries/?sort=date").content.decode()
    found = client.get("/search/?q=event").content.decode()
    assert len(read) == len({*read}) == 30
    assert [re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", page)[-1] for page in (first, again)] == ["Event 0", "Event 24"]
    assert "<mark>" in found
    assert "<mark>" not in client.get("/events/?sort=title").content.decode()


def test_a_kept_line_is_not_older_than_its_entry(client, thirty):
    assert ">Event 29<" in client.get("/events/").content.decode()
    key = Entry.objects.get(slug="event-29").key
    saved(entry_record("event", "Event anew", thirty, date="2029", slug="event-29", key=key))
    page = client.get("/events/").content.decode()
    assert ">Event anew<" in page
    assert ">Event 29<" not in page
