"""A column is made once and lasts: what has changed since is counted by what it holds now."""

import pytest

from partnership import holdings
from partnership.actions import withdraw
from partnership.holdings import BitMap, columns, upkeep
from tests.factories import entry_record, saved, source_record, vocabulary
from tests.kept import kept

pytestmark = pytest.mark.django_db
FACETS = (("entries", "source"), ("entries", "institution"), ("entries", "topic"), ("figures", "source"))


@kept
def some():
    vocabulary()
    papers = [saved(source_record(f"Gazette {each}")) for each in range(6)]
    for each in range(6):
        saved(entry_record("event", f"Visit {each}", papers[each % 3], topics=["trade"]))
    return papers


def check(*found: BitMap) -> None:
    now = holdings.current()
    for of, facet in FACETS:
        for rows in found or (now.all(of), BitMap()):
            counted = {
                value: len(held & rows)
                for value in now.values(of, facet)
                for held in now.rows(of, facet, [value])
                if held & rows
            }
            assert now.counted(of, facet, rows).most() == counted


@pytest.mark.parametrize("at_once", [2, 50_000], ids=["of large lists, the last are kept", "small lists"])
def test_it_follows_what_is_written(some, at_once, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(columns, "_ROWS", at_once)
    check()
    column, _ = holdings.current()._columns["entries", "source"]
    for each in range(6, 9):
        row = saved(entry_record("event", f"Visit {each}", some[each - 5], topics=["defence"]))
        check()
        check(BitMap([row.pk]))
    withdraw(row, by=None, reason="Wrong")
    check()
    now = holdings.current()
    assert now._columns["entries", "source"][0] is column
    with django_assert_num_queries(0):
        now.counted("entries", "source", now.all("entries"))


def test_where_too_much_has_changed_it_is_made_anew(some, monkeypatch):
    check()
    column, _ = holdings.current()._columns["entries", "source"]
    monkeypatch.setattr(columns, "EASY", 1)
    for each in range(2):
        saved(entry_record("event", f"More {each}", some[each], topics=["defence"]))
        check()
    assert holdings.current()._columns["entries", "source"][0] is not column


def test_it_is_made_anew_with_everything(some):
    check()
    upkeep.rebuild()
    check()
