"""Dates are read as sources write them, with the days they can at most reach, and nothing else is read as one."""

import datetime as dt

import pytest
from edtf import parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from partnership.dates import EMPTY, FIRST, LAST, BadDate, by_the_grammar, of_grammar, parse, words
from tests.strategies import DATES


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "display"),
    [
        ("2003", "2003-01-01", "2003-12-31", "2003"),
        ("2003-06", "2003-06-01", "2003-06-30", "June 2003"),
        ("2003-06-14", "2003-06-14", "2003-06-14", "14 June 2003"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("0476", "0476-01-01", "0476-12-31", "476"),
        ("2003-21", "2003-03-01", "2003-05-31", "spring 2003"),
        ("2003-22", "2003-06-01", "2003-08-31", "summer 2003"),
        ("2003-23", "2003-09-01", "2003-11-30", "autumn 2003"),
        ("196X", "1960-01-01", "1969-12-31", "1960s"),
        ("2020~", "2020-01-01", "2020-12-31", "c. 2020"),
        ("2025-02?", "2025-02-01", "2025-02-28", "February 2025, uncertain"),
        ("2025%", "2025-01-01", "2025-12-31", "c. 2025, uncertain"),
        ("2016/2019", "2016-01-01", "2019-12-31", "2016–2019"),
        ("2003-06/2004-01", "2003-06-01", "2004-01-31", "June 2003 – January 2004"),
        ("2020-09-27/2020-11-10", "2020-09-27", "2020-11-10", "27 September – 10 November 2020"),
        ("2021-02-09/2021-02-20", "2021-02-09", "2021-02-20", "9–20 February 2021"),
        ("2003-06/2003-08", "2003-06-01", "2003-08-31", "June – August 2003"),
        ("2016~/2019", "2016-01-01", "2019-12-31", "c. 2016 – 2019"),
        ("2016/2019?", "2016-01-01", "2019-12-31", "2016 – 2019, uncertain"),
    ],
)
def test_a_date_reaches_from_its_first_to_its_last_day_and_reads_as_words(text, earliest, latest, display):
    span = parse(text)
    assert (span.edtf, span.earliest, span.latest, span.display) == (text, day(earliest), day(latest), display)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "display"),
    [
        ("2010/..", day("2010-01-01"), LAST, "since 2010"),
        ("2010-05/..", day("2010-05-01"), LAST, "since May 2010"),
        ("2010/", day("2010-01-01"), LAST, "from 2010, end unknown"),
        ("../2010", FIRST, day("2010-12-31"), "until 2010"),
        ("/2010", FIRST, day("2010-12-31"), "until 2010"),
    ],
)
def test_an_open_or_unknown_end_reaches_as_far_as_a_calendar_does(text, earliest, latest, display):
    span = parse(text)
    assert (span.earliest, span.latest, span.display) == (earliest, latest, display)


def test_a_century_does_not_read_like_its_first_decade():
    assert parse("19XX").display == "1900–1999"
    assert parse("190X").display == "1900s"
    assert parse("19XX/2003").display == "1900–1999 – 2003"


def test_winter_lies_within_its_year():
    span = parse("2003-24")
    assert span.display == "winter 2003"
    assert span.earliest <= span.latest


def test_an_empty_text_is_no_date_and_no_error():
    assert parse("") == EMPTY
    assert (EMPTY.earliest, EMPTY.latest, EMPTY.display) == (None, None, "")


@pytest.mark.parametrize("text", ["2020~", "2020?", "2020%", "202X", "20XX", "2016?/2019"])
def test_marks_of_doubt_make_a_date_uncertain(text):
    assert parse(text).uncertain
    assert not parse("2020").uncertain


@pytest.mark.parametrize(
    "text",
    [
        "2020-13", "2020-13-45", "2020-00", "2020-02-30", "2021-02-29", "2020-06-31", "2020-06-00", "0000",
        "20", "203", "20203", "Y20000", "-0044", "2020-6", "2020-06-1", "2020/06", "2020-06-14T10:00", "20200614",
        "June 2003", "c. 2020", "2020 ", " 2020", "2020\n", "٢٠٢٠", "２０２０", "2020–2021", "2020-25", "2020~~",
        "2020?~", "~2020", "[2020,2021]", "{2020}", "2020,2021", "XXXX", "2XXX", "2020-XX", "2020-06-XX",
        "/", "../..", "/..", "../", "2019/2020/2021", "2016//2019", "2016/x", "..", "'\"<script>", "\x002020",
        "2020/2020-02-30",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_what_would_be_right(text):
    with pytest.raises(BadDate, match="2016/2019 for a period"):
        parse(text)


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadDate, match="ends before it begins"):
        parse("2019/2016")


def test_a_long_text_is_refused_without_being_repeated_whole():
    with pytest.raises(BadDate) as refused:
        parse("9" * 10_000)
    assert len(str(refused.value)) < 300


@given(st.text(max_size=30) | st.text(alphabet="0129-/.~?%X", max_size=24))
def test_any_text_is_a_span_in_order_or_a_bad_date(text):
    try:
        span = parse(text)
    except BadDate:
        return
    assert span == EMPTY or (span.earliest <= span.latest and span.display)


@given(st.dates(), st.dates())
def test_two_days_in_order_are_a_period_of_exactly_these_days(first, last):
    first, last = sorted((first, last))
    span = parse(f"{first.isoformat()}/{last.isoformat()}")
    assert (span.earliest, span.latest) == (first, last)


@given(text=DATES)
def test_a_date_that_was_kept_reads_the_same_by_the_short_way(text):
    assert words(text) == parse(text).display


@given(text=DATES.filter(lambda text: text and "/" not in text))
def test_a_plain_date_that_is_asked_for_alone_is_what_the_whole_grammar_takes_it_for(text):
    found, whole = by_the_grammar(text), parse_edtf(text)
    assert (type(found), str(found)) == (type(whole), str(whole))
    assert (found.lower_strict(), found.upper_strict()) == (whole.lower_strict(), whole.upper_strict())


@settings(max_examples=300)
@given(
    st.from_regex(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?[~?%]?", fullmatch=True)
    | st.tuples(st.dates(), st.sampled_from(["", *"~?%"])).map(lambda pair: f"{pair[0]}{pair[1]}")
)
@example("2004-02-29").via("a leap day")
@example("2003-02-29").via("none")
@example("0000").via("no year of a calendar")
@example("2003-06-00").via("no day")
def test_a_plain_date_is_read_as_the_package_reads_it(text):
    try:
        wanted = of_grammar(text)
    except (ValueError, TypeError, OverflowError):
        with pytest.raises(BadDate):
            parse(text)
    else:
        assert (parse(text).earliest, parse(text).latest) == wanted
