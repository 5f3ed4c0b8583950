"""The first values of a facet without end: the same as if all of them had been counted."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.holdings import BitMap
from partnership.queries.facets import Found, counting
from partnership.queries.facets.counting import Label, Many
from tests.strategies import MANY

HELD = st.dictionaries(st.integers(0, 30).map(str), st.sets(st.integers(0, 60), min_size=1), max_size=25)


@pytest.mark.parametrize(("few", "least"), [(0, 0), (10, 0), (1000, -1000)], ids=["by value", "by either", "by row"])
@MANY
@given(held=HELD, rows=st.sets(st.integers(0, 60)), size=st.integers(1, 8))
def test_the_first_are_those_of_the_whole(few, least, held, rows, size):
    read: list[int] = []

    def through(some: list[int]) -> list[str]:
        return [value for value, holding in held.items() for row in some if row in holding]

    def rows_of(values) -> list[BitMap]:
        read.append(len(values))
        return [BitMap(held[value]) for value in values]

    def labels(values) -> dict[str, Label]:
        return {value: Label(value, f"Label {int(value) % 7}") for value in values}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "LONG", 4)
        patch.setattr(counting, "FEW", few)
        patch.setattr(counting, "LEAST", least)
        facet = Many({value: len(holding) for value, holding in held.items()}, rows_of, labels, through)
        found = Found(lambda: None, lambda: BitMap(rows))
        first, many, _ = facet.most(found, size)
        every = facet.tallies(found)
    counted = Counter({value: len(holding & rows) for value, holding in held.items() if holding & rows})
    assert {each.value: each.count for each in every} == counted
    assert [each.count for each in every] == sorted(counted.values(), reverse=True)
    assert first == every[:size]
    assert many in (len(counted), None)
    if many is None:
        assert len(held) > 4, "what is short is counted whole"
    if not rows:
        assert read == []
