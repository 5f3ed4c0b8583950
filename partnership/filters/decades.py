"""Decades as values of a filter. A row is in each decade that its time touches, as with `from` and `to`."""

import datetime as dt
import re
from typing import Any

from django.db.models import Q

from partnership.filters.strict import Chosen, Several
from partnership.queries.facets import UNDATED

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
