"""Dates from 1947 to 2026, most of them late, as precise as sources happen to be; with the days that they reach to."""

import datetime as dt
from calendar import monthrange
from random import Random
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1947, 2026


class Dated(NamedTuple):
    """An EDTF text, and its first and last day as the databases keep them; a test compares them with `dates.parse`."""

    edtf: str
    earliest: str | None
    latest: str | None


UNDATED = Dated("", None, None)


def year(rng: Random) -> int:
    return LAST_YEAR - int((LAST_YEAR - FIRST_YEAR + 1) * rng.random() ** 1.8)


def draw(rng: Random) -> Dated:
    """Of twenty: eleven days, three months, three years, one of these about or uncertain, a period, none."""
    which, this = rng.random() * 20, year(rng)
    if which < 11:
        return on_day(this, 1 + int(rng.random() * 12), 1 + int(rng.random() * 28))
    if which < 14:
        month = 1 + int(rng.random() * 12)
        return Dated(f"{this}-{month:02}", f"{this}-{month:02}-01", f"{this}-{month:02}-{monthrange(this, month)[1]}")
    if which < 18:
        mark = "" if which < 17 else "~" if which < 17.5 else "?"
        return Dated(f"{this}{mark}", f"{this}-01-01", f"{this}-12-31")
    if which < 18.6:
        return Dated(f"{this}/..", f"{this}-01-01", dt.date.max.isoformat())
    if which < 19.2:
        until = min(LAST_YEAR, this + 1 + int(rng.random() * 6))
        return Dated(f"{this}/{until}", f"{this}-01-01", f"{until}-12-31")
    return UNDATED


def on_day(this: int, month: int, day: int) -> Dated:
    text = f"{this}-{month:02}-{day:02}"
    return Dated(text, text, text)
