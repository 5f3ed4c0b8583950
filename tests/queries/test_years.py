"""The latest rows, by the years in which they begin."""

from hypothesis import given
from hypothesis import strategies as st

from partnership.holdings import BitMap
from partnership.queries.facets.years import Years
from tests.strategies import MANY

BEGINS = st.dictionaries(st.integers(0, 80), st.sampled_from([None, 1950, 1999, 2000, 2024]), max_size=40)


@MANY
@given(begins=BEGINS, asked=st.sets(st.integers(0, 80)), most=st.integers(0, 50))
def test_so_many_of_the_latest_are_taken(begins, asked, most):
    held = {year: BitMap(row for row, of in begins.items() if of == year) for year in {*begins.values()} - {None}}
    undated = BitMap(row for row, of in begins.items() if of is None)
    taken = Years(held, {}, undated).last(BitMap(asked), most)
    there = sorted(asked & begins.keys(), key=lambda row: (begins[row] or 0, row), reverse=True)
    assert [*taken] == sorted(there[:most])


@MANY
@given(begins=BEGINS, asked=st.sets(st.integers(0, 80)), start=st.integers(0, 40), size=st.integers(1, 20))
def test_a_page_stands_within_the_years_around_it(begins, asked, start, size):
    held = {year: BitMap(row for row, of in begins.items() if of == year) for year in {*begins.values()} - {None}}
    undated = BitMap(row for row, of in begins.items() if of is None)
    for sign in (-1, 1):
        there = sorted(asked & begins.keys(), key=lambda row: (begins[row] is None, sign * (begins[row] or 0), row))
        found = Years(held, {}, undated).around(BitMap(asked), start, start + size, latest_first=sign < 0)
        rows, before, year, passed = found
        among = [row for row in there if row in rows]
        assert among[start - before : start + size - before] == there[start : start + size]
        assert there[:before] == [row for row in there[:before] if row not in rows]
        wanted = {begins[row] for row in there[start : start + size]}
        assert {begins[row] for row in rows} == wanted
        assert year == (begins[there[start]] if wanted else None)
        first, last = there[start : start + size][:1], there[start : start + size][-1:]
        order = [*sorted({*begins.values()} - {None}, reverse=sign < 0), None]
        years = order[order.index(begins[first[0]]) : order.index(begins[last[0]]) + 1] if first else []
        assert passed == sum(of in years for of in begins.values())
