"""Rows that were weighed, taken from any place to any other."""

import random

from hypothesis import given
from hypothesis import strategies as st

from partnership.queries.relevance import Pool

SIZES = st.integers(0, 40)


@given(weights=st.lists(st.integers(0, 5), max_size=40), slices=st.lists(st.tuples(SIZES, SIZES), max_size=5))
def test_a_slice_is_that_of_all_put_in_order(weights, slices):
    ages = {row: (False, random.Random(row).randrange(9), f"{row:02}") for row in range(len(weights))}  # noqa: S311
    read: list[int] = []

    def aged(rows):
        read.extend(rows)
        return {row: ages[row] for row in rows}

    pool = Pool(range(len(weights)), lambda row: weights[row], aged)
    every = sorted(ages, key=lambda row: (-weights[row], ages[row]))

    assert len(pool) == len(every)
    for start, stop in slices:
        assert pool.keys(start, stop) == every[start:stop]
    assert len(read) == len({*read})  # each at most once


def test_only_what_weighs_the_same_as_something_on_the_page_is_put_in_order():
    read: list[list[int]] = []

    def aged(rows):
        read.append(rows)
        return {row: (False, -row, "") for row in rows}

    pool = Pool(range(100), lambda row: row // 10, aged)

    assert pool.keys(8, 12) == [91, 90, 89, 88]
    assert read == [[*range(90, 100), *range(80, 90)]]


def test_what_is_not_there_any_more_comes_last_among_its_like():
    pool = Pool(range(3), lambda _: 1.0, lambda _: {2: (True, 0, "b"), 0: (False, -7, "a")})

    assert pool.keys(0, 3) == [0, 2, 1]
