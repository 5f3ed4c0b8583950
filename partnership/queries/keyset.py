"""A place in an ordered list, named by what the row there is ordered by.

It stays where it is while other rows come and go, and costs the same at any depth. `columns` are as Django's order_by
takes them and end with one that no two rows share; rows without a value come last in either direction of a column.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

from django.db.models import F, Model, Q, QuerySet


def ordered(rows: QuerySet[Any], columns: Sequence[str], *, backwards: bool = False) -> QuerySet[Any]:
    return rows.order_by(*_order(rows.model, columns, backwards))


def _order(model: type[Model], columns: Sequence[str], backwards: bool) -> Iterator[Any]:
    for column in columns:
        name = column.removeprefix("-")
        falls = column.startswith("-") != backwards
        if not _may_be_null(model, name):
            yield f"-{name}" if falls else name
        else:
            nulls = {"nulls_first": True} if backwards else {"nulls_last": True}
            yield F(name).desc(**nulls) if falls else F(name).asc(**nulls)


def place(row: Model, columns: Sequence[str]) -> list[Any]:
    """The values of the row's columns; a column of another row is reached through it, as `measure__label`."""
    return [reduce(getattr, column.removeprefix("-").split("__"), row) for column in columns]


def beyond(
    rows: QuerySet[Any], columns: Sequence[str], values: Sequence[Any], *, backwards: bool = False
) -> QuerySet[Any]:
    """The rows that stand after the place in this order, or before it."""
    found, same = Q(pk__in=[]), Q()
    for column, value in zip(columns, values, strict=True):
        name = column.removeprefix("-")
        side = "lt" if column.startswith("-") != backwards else "gt"
        if value is None:
            if backwards:
                found |= same & Q(**{f"{name}__isnull": False})
            same &= Q(**{f"{name}__isnull": True})
            continue
        further = Q(**{f"{name}__{side}": value})
        if not backwards and _may_be_null(rows.model, name):
            further |= Q(**{f"{name}__isnull": True})
        found |= same & further
        same &= Q(**{name: value})
    return rows.filter(found)


def _may_be_null(model: type[Model], name: str) -> bool:
    *steps, last = name.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    return last != "pk" and bool(model._meta.get_field(last).null)
