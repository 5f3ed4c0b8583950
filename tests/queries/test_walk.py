"""A list that is walked by keys is the list that the pages show, on either engine, in every order."""

from operator import attrgetter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.models import Entry, Source, Value
from partnership.queries import entries, figures, sources, walk
from tests.factories import entry_record, measured, saved, source_record, statement, vocabulary
from tests.kept import kept


@kept
def many():
    """Titles, days and times that several share, some of them missing."""
    vocabulary()
    for number in range(9):
        title, date = f"Same {number // 4}", ["", "2003", "2003-06", "2001/..", "../1990"][number % 5]
        paper = saved(source_record(title, date=date))
        values = [measured(("trade-volume", "units-ordered")[number % 2], str(number), as_of=["", "2003"][number % 2])]
        said = statement(f"Said {number}.", paper, lead=True, values=values)
        saved(entry_record("event", title, date=date, statements=[said]))
    saved(entry_record("event", "Same 1", date="2003", status="draft"))
    Entry.objects.filter(title="Same 0").update(changed_at=None)


def sorted_by(found, order) -> list[int]:
    """In Python: the last column first, each time without changing what later ones have put in order."""
    rows = list(found)
    for column in reversed(order):
        name, falls = column.removeprefix("-"), column.startswith("-")
        having = [row for row in rows if getattr(row, name) is not None]
        lacking = [row for row in rows if getattr(row, name) is None]
        rows = sorted(having, key=attrgetter(name), reverse=falls) + lacking
    return [row.pk for row in rows]


def walked(found, order, size: int = 2) -> list[int]:
    return [each for chunk in walk.keys(found, order, size) for each in chunk]


@pytest.mark.parametrize("step", [1, 2, 3, 8, 9, 10, 1000])
def test_the_walk_is_the_list_in_every_order(many, monkeypatch, step):
    monkeypatch.setattr(walk, "STEP", step)
    found = Entry.objects.published()
    for sort in entries.SORTS:
        assert walked(found, entries.ORDERS[sort]) == sorted_by(found, entries.ORDERS[sort]), sort
    for sort in sources.SORTS:
        public = Source.objects.public()
        assert walked(public, sources.ORDERS[sort]) == sorted_by(public, sources.ORDERS[sort]), sort
    for sort, (_, order) in figures.SORTS.items():
        listed = [each.pk for each in figures.public().order_by(*order)]
        assert walked(figures.public(), order) == listed, sort
        assert len(listed) == 9


def test_what_changed_last_comes_first_and_what_has_no_moment_last(many, monkeypatch):
    monkeypatch.setattr(walk, "STEP", 2)
    found = Entry.objects.in_bulk(ids := walked(Entry.objects.published(), entries.CHANGED))
    moments = [found[each].changed_at for each in ids]
    assert len(ids) == 9
    assert moments[-4:] == [None] * 4
    assert moments[:-4] == sorted(moments[:-4], reverse=True)
    values = Value.objects.select_related("statement__entry").in_bulk(ids := walked(figures.public(), figures.CHANGED))
    assert [values[each].statement.entry.changed_at for each in ids] == moments


def test_of_each_sentence_one_figure_is_left_in_the_place_of_its_first(many):
    paper = Source.objects.public().first()
    said = statement("Several.", paper, lead=True, values=[
        measured("units-ordered", "7", as_of="2003"), measured("trade-volume", "8", as_of="2001"),
        measured("trade-volume", "9", as_of="2000"),
    ])  # fmt: skip
    saved(entry_record("event", "Several", statements=[said]))
    for _, order in figures.SORTS.values():
        found = Value.objects.in_bulk(ids := walked(figures.one_a_sentence(figures.public()), order))
        assert len({found[each].statement_id for each in ids}) == len(ids) == 10
    few = figures.public().filter(measure__code="trade-volume", statement__entry__title="Several")
    assert [each.value for each in figures.one_a_sentence(few)] == ["8"]


def test_no_chunk_is_longer_than_asked_for_and_none_is_empty(many):
    sizes = [len(chunk) for chunk in walk.keys(Entry.objects.published(), entries.ORDERS["title"], 4)]
    assert sizes == [4, 4, 1]
    assert list(walk.keys(Entry.objects.none(), entries.ORDERS["title"])) == []


def test_a_step_costs_one_query_wherever_it_begins_and_none_counts_past_rows(many, monkeypatch):
    monkeypatch.setattr(walk, "STEP", 3)
    with CaptureQueriesContext(connection) as queries:
        walked(Entry.objects.published(), entries.ORDERS["title"])
    assert len(queries) == 4  # three full steps, and one that finds nothing more
    assert not [each["sql"] for each in queries if "OFFSET" in each["sql"] or "COUNT" in each["sql"]]


def test_what_comes_and_goes_during_a_walk_doubles_and_loses_nothing_else(many, monkeypatch):
    monkeypatch.setattr(walk, "STEP", 2)
    found = Entry.objects.published()
    before = sorted_by(found, entries.ORDERS["title"])
    steps = walk.keys(found, entries.ORDERS["title"], 2)
    first = next(steps)
    Entry.objects.filter(pk=first[-1]).update(status="withdrawn")
    Entry.objects.filter(pk=before[-1]).update(status="withdrawn")
    rest = [each for chunk in steps for each in chunk]
    assert first + rest == before[:-1]
    assert walk.in_order(found, first) == [Entry.objects.get(pk=first[0])]


def test_rows_come_in_the_order_of_their_keys(many):
    ids = [each.pk for each in Entry.objects.order_by("-pk")][:5]
    assert [each.pk for each in walk.in_order(Entry.objects.all(), ids)] == ids
    assert {each.pk for each in Entry.objects.filter(pk__in=walk.among(ids))} == set(ids)
