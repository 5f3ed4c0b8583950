"""Decades as values of a filter. A row is in each decade that its time touches, as with `from` and `to`."""

import datetime as dt
import re
from typing import Any

from django.db.models import Q, QuerySet

from partnership import dates
from partnership.filters.fields import Chosen, Several
from partnership.holdings import BitMap
from partnership.queries.facets import UNDATED
from partnership.queries.facets.base import numbers
from partnership.queries.facets.years import Years

Period = tuple[dt.date, dt.date]


def decades(method: str) -> Several:
    right = f"The first year of a decade, such as 2010, or {UNDATED}."
    return Several(method=method, find=_find, known=lambda: (), what="a decade", right=right)


def _find(values: list[str]) -> list[Chosen]:
    """What each value stands for: its first and last day; none for no known time."""
    return [
        Chosen(each, "undated" if each == UNDATED else f"{int(each)}s", _period(each)) for each in values if _is(each)
    ]


def _is(value: str) -> bool:
    return value == UNDATED or bool(re.fullmatch("[0-9]{3}0", value))


def _period(value: str) -> Period | None:
    if value == UNDATED:
        return None
    year = int(value)
    return dt.date(max(1, year), 1, 1), dt.date(year + 9, 12, 31)


def held(years: Years, chosen: list[Any]) -> BitMap:
    """The same rows, from what is held."""
    parts = [years.undated if each.row is None else years.touching(_of(each), _of(each) + 9) for each in chosen]
    return BitMap.union(*parts) if len(parts) > 1 else parts[0]


def _of(chosen: Chosen) -> int:
    return int(chosen.value)


def since(years: Years, span: dates.Span, every: QuerySet[Any]) -> BitMap:
    """The rows whose time reaches to a day. Only those whose time ends in its year are looked at one by one; `every`
    may find more than the list holds."""
    day = span.earliest or dates.FIRST
    if (day.month, day.day) == (1, 1):
        return years.touching(day.year, dates.LAST.year)
    ending = every.filter(date_latest__gte=day, date_latest__lte=dt.date(day.year, 12, 31))
    return years.touching(day.year + 1, dates.LAST.year) | (years.touching(day.year, day.year) & numbers(ending))


def until(years: Years, span: dates.Span, every: QuerySet[Any]) -> BitMap:
    """The rows whose time has begun by a day; only those are looked at whose time begins in its year."""
    day = span.latest or dates.LAST
    if (day.month, day.day) == (12, 31):
        return years.touching(dates.FIRST.year, day.year)
    beginning = every.filter(date_earliest__gte=dt.date(day.year, 1, 1), date_earliest__lte=day)
    return years.touching(dates.FIRST.year, day.year - 1) | (years.touching(day.year, day.year) & numbers(beginning))


def within(chosen: list[Any]) -> Q:
    """For rows with the two columns of a date."""
    asked = Q()
    for each in chosen:
        if each.row is None:
            asked |= Q(date_earliest__isnull=True)
        else:
            start, end = each.row
            asked |= Q(date_earliest__lte=end, date_latest__gte=start)
    return asked
