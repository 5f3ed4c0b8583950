"""In which order, and page by page."""

from urllib.parse import urlsplit

import pytest

from partnership.listings import pages
from partnership.models import Entry
from tests.factories import entry_record, saved
from tests.filters.asking import ask, titles


def test_undated_entries_come_last_in_both_directions(study):
    for title, date in {"Undated": "", "Early": "2001", "Late": "2009"}.items():
        saved(entry_record(title=title, source=study, date=date))
    assert titles() == ["Late", "Early", "Undated"]
    assert titles("sort=date") == ["Early", "Late", "Undated"]
    assert titles("sort=title") == ["Early", "Late", "Undated"]


def follow(first: str, step: str) -> list[str]:
    """All titles on the way from one page to the next."""
    found, query = [], first
    while query is not None:
        answer = ask(query)
        found += [each["title"] for each in answer["results"]]
        query = urlsplit(answer[step]).query if answer[step] else None
    return found


@pytest.fixture
def long_list(study, monkeypatch):
    """Seven entries, two of one day, two without a date, on pages of two."""
    monkeypatch.setattr(pages, "SIZE", 2)
    for title, date in zip("ABCDEFG", ["2001", "2003", "2003", "2002", "", "2009", ""], strict=True):
        saved(entry_record(title=title, source=study, date=date))


@pytest.mark.parametrize("sort", ["-date", "date", "title"])
def test_pages_and_marks_walk_the_same_list(long_list, sort):
    whole = list(follow(f"sort={sort}", "next"))
    assert sorted(whole) == list("ABCDEFG")
    keys = dict(Entry.objects.values_list("title", "key"))
    for place, title in enumerate(whole):
        after, before = ask(f"sort={sort}&after={keys[title]}"), ask(f"sort={sort}&before={keys[title]}")
        assert [each["title"] for each in after["results"]] == whole[place + 1 : place + 3]
        assert [each["title"] for each in before["results"]] == whole[max(0, place - 2) : place]


def test_a_walk_by_marks_ends_where_the_list_does(long_list):
    keys = dict(Entry.objects.values_list("title", "key"))
    walked = follow(f"sort=title&after={keys['A']}", "next")
    assert walked == list("BCDEFG")
    assert ask(f"sort=title&before={keys['C']}")["previous"] is None


def test_after_the_last_page_that_has_a_number_marks_take_over(long_list, monkeypatch):
    monkeypatch.setattr(pages, "LAST_PAGE", 2)
    monkeypatch.setattr("partnership.filters.paging.LAST_PAGE", 2)
    assert "after=" in ask("sort=title&page=2")["next"]
    assert follow("sort=title", "next") == list("ABCDEFG")


def test_a_page_that_the_list_does_not_reach_leads_back_to_its_last(long_list):
    with pytest.raises(pages.PastTheEnd) as caught:
        ask("page=9&kind=event")
    assert caught.value.back == "/entries/?kind=event&page=4"
