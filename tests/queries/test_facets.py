"""The first values of a facet without end: the same as if all of them had been counted one by one."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from partnership.holdings import BitMap, ByValue, columns
from partnership.queries.facets import Found
from partnership.queries.facets.counting import Label, Many
from tests.strategies import MANY

HELD = st.dictionaries(st.integers(0, 30).map(str), st.sets(st.integers(0, 60)), max_size=25)
ROWS = st.sets(st.integers(0, 70))


def column_of(held: dict[str, set[int]]) -> columns.Column:
    return columns.Column(held, lambda values: [BitMap(held[value]) for value in values])


def labels(values) -> dict[str, Label]:
    return {value: Label(value, f"Label {int(value) % 7}") for value in values}


@MANY
@given(before=HELD, since=HELD, found=ROWS, size=st.integers(1, 8), hidden=st.sets(st.integers(0, 30).map(str)))
def test_the_first_are_those_of_the_whole(before, since, found, size, hidden):
    """Also where values have changed, or come to be, since the column was made."""
    column, now = column_of(before), before | since

    def count(rows: BitMap) -> ByValue:
        return ByValue(column, sorted(since), [BitMap(since[value]) for value in sorted(since)], rows)

    facet, rows = Many(count, labels, lambda value: value not in hidden), Found(lambda: BitMap(found))
    first, many, _ = facet.most(rows, size)
    every = facet.tallies(rows)
    counted = Counter({value: len(held & found) for value, held in now.items() if held & found and value not in hidden})
    assert {each.value: each.count for each in every} == counted
    assert [each.count for each in every] == sorted(counted.values(), reverse=True)
    assert first == every[:size]
    assert many == len(counted)


@MANY
@given(held=HELD, found=ROWS)
def test_few_rows_and_nearly_all_and_some_at_a_time_are_counted_alike(held, found, monkeypatch):
    monkeypatch.setattr(columns, "_ROWS", 7)
    monkeypatch.setattr(columns, "_AT_ONCE", 5)
    monkeypatch.setattr(columns, "_READ", 3)
    column = column_of(held)
    for rows in (found, {*range(61)} - found):
        assert column.counts(BitMap(rows)).tolist() == [len(held[value] & rows) for value in column.values]
