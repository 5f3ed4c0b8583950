"""A page of a list, from the set of its rows: the same whether few are sorted or an index is walked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.holdings import BitMap
from partnership.models import Entry
from partnership.queries import entries, facets, ordered
from partnership.queries.ordered import Ordered
from tests.factories import entry_record, saved, source_record, vocabulary
from tests.kept import kept
from tests.strategies import MANY

DATES = ("", "2003", "2003-06", "2001/..", "../1990")


@kept
def many():
    vocabulary()
    source = saved(source_record())
    status = {each: "draft" if each % 7 == 3 else "published" for each in range(24)}
    records = [
        entry_record("event", f"Same {each // 4}", source, date=DATES[each % 5], status=status[each]) for each in status
    ]
    saved(*records)


@pytest.mark.parametrize("sorted_costs", [0.0, 6.0, 1e9], ids=["sorted", "as it is", "walked"])
@pytest.mark.parametrize("sort", [*entries.ORDERS])
def test_each_slice_is_that_of_the_whole_list(many, monkeypatch, sort, sorted_costs):
    monkeypatch.setattr(ordered, "_SORTED", sorted_costs)
    monkeypatch.setattr(ordered, "_FIRST", 3)
    monkeypatch.setattr(ordered, "_AT_FIRST", 3)
    monkeypatch.setattr(ordered, "_ALWAYS", 2)
    public = Entry.objects.published()
    whole = [
        row.pk
        for row in Ordered(public, BitMap(public.values_list("pk", flat=True)), entries.ORDERS[sort], whole=True)[0:99]
    ]
    assert len(whole) == public.count()
    for rows in (BitMap(whole[::2]), BitMap(whole[:3]), BitMap(whole), BitMap()):
        wanted = [pk for pk in whole if pk in rows]
        for years in (None, lambda: facets.of_entries().years):
            found = Ordered(public, rows, entries.ORDERS[sort], years=years)
            for start, stop in ((0, 3), (2, 5), (4, 99), (9, 14), (50, 60)):
                assert found.keys(start, stop) == wanted[start:stop]


@pytest.mark.parametrize("sort", [*entries.ORDERS])
@pytest.mark.parametrize("whole", [True, False])
def test_from_any_row_one_can_go_on_either_way(many, monkeypatch, sort, whole):
    monkeypatch.setattr(ordered, "_SORTED", 1e9)
    public = Entry.objects.published()
    rows = BitMap(public.values_list("pk", flat=True))
    found = Ordered(public, rows, entries.ORDERS[sort], whole=whole)
    listed = found[0:99]
    for place, mark in enumerate(listed):
        assert found.after(mark, 4) == listed[place + 1 : place + 5]
        assert found.after(mark, 4, backwards=True) == listed[max(0, place - 4) : place][::-1]


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_where_a_row_has_gone_the_next_takes_its_place(many, monkeypatch, sort):
    """The sets may be of a moment ago: the walk does not go to its end for a row that is nowhere."""
    monkeypatch.setattr(ordered, "_SORTED", 1e9)
    monkeypatch.setattr(ordered, "_ALWAYS", 2)
    monkeypatch.setattr(ordered, "_FIRST", 3)
    monkeypatch.setattr(ordered, "_AT_FIRST", 3)
    public = Entry.objects.published()
    whole = Ordered(public, BitMap(public.values_list("pk", flat=True)), entries.ORDERS[sort], whole=True).keys(0, 99)
    rows, held = BitMap(whole[:-1]), facets.of_entries().years
    for gone in (whole[0], whole[3]):
        left = [pk for pk in whole[:-1] if pk != gone]
        found = Ordered(public.exclude(pk=gone), rows, entries.ORDERS[sort], years=lambda: held)
        assert found.keys(0, 4) == left[:4]


@MANY
@given(chosen=st.sets(st.integers(0, 20)), start=st.integers(0, 12), size=st.integers(0, 8))
def test_any_set_of_rows(many, chosen, start, size):
    public = Entry.objects.published()
    order = entries.ORDERS["-date"]
    whole = [row.pk for row in Ordered(public, BitMap(public.values_list("pk", flat=True)), order, whole=True)[0:99]]
    rows = BitMap(pk for place, pk in enumerate(whole) if place in chosen)
    assert (
        Ordered(public, rows, order).keys(start, start + size)
        == [pk for pk in whole if pk in rows][start : start + size]
    )
