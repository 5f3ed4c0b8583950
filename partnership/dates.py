"""Dates as sources know them: Extended Date/Time Format (EDTF, ISO 8601-2), checked by the `edtf` package's parser.

The profile: a year, month or day (`2003`, `2003-06`, `2003-06-14`); a season (`2003-21` spring … `2003-24` winter);
unknown digits (`196X`); each may be approximate (`~`), uncertain (`?`) or both (`%`); an interval of two of these
(`2016/2019`), open (`2010/..`) or with an unknown end (`2010/`). Years 1 to 9999. Sets, times of day and year
numbers beyond four digits are refused: no source of this kind needs them.
"""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

FIRST, LAST = dt.date.min, dt.date.max
_POINT = re.compile(r"(?:\d{4}(?:-(?:\d{2}-\d{2}|0\d|1[0-2]|2[1-4]))?|\d{3}X|\d{2}XX)[~?%]?", re.ASCII)
_PLAIN = re.compile(r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?)[~?%]?", re.ASCII)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_MONTHS = "January February March April May June July August September October November December".split()
HELP = "Write 2003, 2003-06 or 2003-06-14; add ~ for about, ? for uncertain; 2016/2019 for a period, 2010/.. for since."


class BadDate(ValueError):
    """The text is no date of the profile; the message says what would be right."""


@dataclass(frozen=True)
class Span:
    """A date as written, and the days it can at most reach from and to.

    `earliest` and `latest` are inclusive. An open or unknown end reaches to the first or last day that a calendar
    date can have, so that a comparison needs no special case. An empty text has neither.
    """

    edtf: str
    earliest: dt.date | None
    latest: dt.date | None
    display: str

    @property
    def uncertain(self) -> bool:
        return any(mark in self.edtf for mark in "~?%X")


EMPTY = Span("", None, None, "")


def _refuse(text: str) -> BadDate:
    shown = text if len(text) <= 40 else text[:40] + "…"
    return BadDate(f"“{shown}” is not a date as this record writes them. {HELP}")


def by_the_grammar(text: str) -> Any:
    """What the package makes of a text. Its grammar tries every form of all three levels before it takes the first
    that fits best: a plain date is asked for alone, at a tenth of the cost, and is what it would take.

    Raises ValueError for what it does not take.
    """
    # A fifth of a second and five megabytes, which a process spends only where a date is not plain.
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException
    from edtf.parser.grammar import level0Expression
    from pyparsing import ParseException

    try:
        return level0Expression.parse_string(text, parse_all=True)[0]
    except ParseException:
        try:
            return parse_edtf(text)
        except EDTFParseException as error:
            raise ValueError(str(error)) from error


def of_grammar(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that the package reads in one point of time."""
    parsed = by_the_grammar(text)
    low, high = parsed.lower_strict(), parsed.upper_strict()
    return dt.date(*low[:3]), dt.date(*high[:3])


def _of_calendar(text: str) -> tuple[dt.date, dt.date]:
    """The same of a plain year, month or day, which nearly all dates are: lists read them by the dozen. Doubt does not
    move these days (`lower_strict`, `upper_strict`).

    Raises ValueError for what is in no calendar.
    """
    parts = [*map(int, text.split("-"))]
    if len(parts) == 3:
        return (day := dt.date(*parts)), day
    year, first, last = parts[0], parts[-1] if len(parts) == 2 else 1, parts[-1] if len(parts) == 2 else 12
    return dt.date(year, first, 1), dt.date(year, last, monthrange(year, last)[1])


def _bounds(text: str, whole: str) -> tuple[dt.date, dt.date]:
    if not _POINT.fullmatch(text):
        raise _refuse(whole)
    try:
        plain = _PLAIN.fullmatch(text)
        return _of_calendar(plain[1]) if plain else of_grammar(text)
    except (ValueError, TypeError, OverflowError) as error:
        raise _refuse(whole) from error


@lru_cache(maxsize=4096)
def parse(text: str) -> Span:
    """Read a date; an empty text gives an empty span. Raises BadDate."""
    if not text:
        return EMPTY
    if "/" not in text:
        return Span(text, *_bounds(text, text), _point(text))
    start, _, end = text.partition("/")
    if start in ("", "..") and end in ("", ".."):
        raise _refuse(text)
    earliest = FIRST if start in ("", "..") else _bounds(start, text)[0]
    latest = LAST if end in ("", "..") else _bounds(end, text)[1]
    if earliest > latest:
        raise BadDate(f"“{text}” ends before it begins. Write the earlier date first.")
    return Span(text, earliest, latest, _interval(start, end))


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """How a date reads that was checked when it was kept: the `display` of its span, a hundred times as fast."""
    if not text:
        return ""
    start, mark, end = text.partition("/")
    return _interval(start, end) if mark else _point(text)


def _point(text: str) -> str:
    mark = text[-1] if text[-1] in "~?%" else ""
    parts = text.rstrip("~?%").split("-")
    year = parts[0]
    if year.endswith("XX"):
        shown = f"{year[:2]}00–{year[:2]}99"
    elif "X" in year:
        shown = f"{year.replace('X', '0')}s"
    elif len(parts) == 1:
        shown = str(int(year))
    elif parts[1] in _SEASONS:
        shown = f"{_SEASONS[parts[1]]} {int(year)}"
    else:
        shown = " ".join([*(str(int(day)) for day in parts[2:]), _MONTHS[int(parts[1]) - 1], str(int(year))])
    if mark in ("~", "%"):
        shown = f"c. {shown}"
    return f"{shown}, uncertain" if mark in ("?", "%") else shown


def _interval(start: str, end: str) -> str:
    if start in ("", ".."):
        return f"until {_point(end)}"
    if end == "..":
        return f"since {_point(start)}"
    if end == "":
        return f"from {_point(start)}, end unknown"
    first, last = _point(start), _point(end)
    if any(mark in f"{first} {last}" for mark in (",", "c.", "–")):
        return f"{first} – {last}"
    a, b = start.split("-"), end.split("-")
    if len(a) == len(b) == 1:
        return f"{first}–{last}"
    if len(a) == len(b) and a[0] == b[0]:
        # The year is said once, within one month the month too: "27 September – 10 November 2020", "9–20 May 2021".
        if len(a) == 3 and a[1] == b[1]:
            return f"{int(a[2])}–{last}"
        return f"{first.rsplit(' ', 1)[0]} – {last}"
    return f"{first} – {last}"
