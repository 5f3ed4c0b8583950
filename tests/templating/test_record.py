"""How values are written: what is added is markup, what was there is text."""

import pytest

from partnership.templating import record
from partnership.vocabulary import Grade


@pytest.mark.parametrize(
    ("display", "shown"),
    [
        ("June 2003", "June 2003"),
        ("c. 2020", '<span class="doubt">c.</span> 2020'),
        ("February 2025, uncertain", 'February 2025, <span class="doubt">uncertain</span>'),
        ("Inc. <b>", "Inc. &lt;b&gt;"),
        ("c. <b>", '<span class="doubt">c.</span> &lt;b&gt;'),
    ],
)
def test_what_is_not_certain_about_a_date_is_marked(display, shown):
    assert record.dated(display) == shown


def test_code_is_marked_within_text():
    assert record.coded("put `a<b` & so on") == "put <code>a&lt;b</code> &amp; so on"


@pytest.mark.parametrize("grade", Grade)
def test_a_grade_has_its_symbol_and_its_word(grade):
    assert grade.symbol in record.grade(grade.value)
    assert f"</span> {grade.label.lower()}</span>" in record.grade(grade.value)


def test_rows_that_follow_each_other_stand_together_and_are_not_sorted():
    rows = [{"of": "b", "n": 1}, {"of": "b", "n": 2}, {"of": "a", "n": 3}, {"of": "b", "n": 4}]
    assert record.in_turn(rows, "of") == [("b", rows[:2]), ("a", rows[2:3]), ("b", rows[3:])]
