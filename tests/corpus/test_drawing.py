"""What a made-up corpus is like: the same each time, skewed as real ones are, with dates that are what they say."""

from collections import Counter
from random import Random

import pytest

from partnership import dates as edtf
from partnership.corpus import dates
from partnership.corpus.plan import CHUNK, CITATIONS, STATEMENTS, Plan, key_of
from partnership.corpus.words import Speaker, size, word
from partnership.text import is_key

pytestmark = pytest.mark.once


def test_no_word_and_no_key_comes_twice():
    many = size(60_000)
    assert len({word(rank) for rank in range(many)}) == many
    keys = {key_of(form, number) for form in ("entry", "statement", "citation") for number in range(1, 3_000)}
    assert len(keys) == 3 * 2_999
    assert all(map(is_key, keys))


def test_a_word_is_met_about_as_often_as_zipf_says():
    speak = Speaker(Random(1), 20_000)  # noqa: S311
    met = Counter(each for _ in range(4_000) for each in speak.title(8, 8).lower().split())
    for rank, expected in ((0, 32_000 / 8.3), (9, 32_000 / 83), (49, 32_000 / 415)):
        assert met[word(rank)] == pytest.approx(expected, rel=0.5)
    rare = [count for count in met.values() if count <= 4]
    assert len(rare) > len(met) / 4


def test_each_date_reaches_as_far_as_its_text_says():
    rng = Random(1)  # noqa: S311
    found = {dates.draw(rng) for _ in range(300)}
    assert {len(each.edtf) for each in found} >= {0, 4, 5, 7, 9, 10}
    for date in found:
        span = edtf.parse(date.edtf)
        assert (date.earliest, date.latest) == tuple(day and day.isoformat() for day in (span.earliest, span.latest))


def test_rows_below_others_are_numbered_without_gaps():
    for pattern in (STATEMENTS, CITATIONS):
        listed = [number for row in range(1, 500) for number in pattern.of(row)]
        assert listed == list(range(1, len(listed) + 1))


@pytest.mark.parametrize("entries", [20, 999, 1_000, 12_345])
def test_every_row_is_in_exactly_one_chunk(entries):
    plan = Plan(entries)
    chunks = plan.chunks(plan.entries)
    assert [number for chunk in chunks for number in chunk] == list(range(1, entries + 1))
    assert max(map(len, chunks)) <= CHUNK
