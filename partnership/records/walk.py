"""Completing records, and finding the way in them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models

from partnership.models import KIND_MODELS
from partnership.records.forms import FORMS, Column, Form, children, columns
from partnership.records.plain import plain_decimal
from partnership.vocabulary import SCHEMA_VERSION

_DECIMAL = re.compile(r"-?\d{1,20}(\.\d{1,20})?", re.ASCII)


def default(form: Form, column: Column) -> object:
    """What a record means that leaves the column out."""
    if column.many:
        return []
    if column.ref:
        return None
    field: Any = form.model._meta.get_field(column.name)
    return field.get_default()


def _value(item: dict, form: Form, column: Column) -> object:
    """What the item holds for the column, decimals in their one spelling: `33.60` is 33.6."""
    value = item.get(column.name, default(form, column))
    if isinstance(value, str) and _DECIMAL.fullmatch(value) and _is_decimal(form.model, column.name):
        return plain_decimal(Decimal(value))
    return value


@cache
def _is_decimal(model: type[models.Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), models.DecimalField)


def complete(item: dict) -> dict:
    """The record with every column and list present, in the order of its form; names that no form knows stay."""
    name = item["form"]
    found: dict = {"schema": item.get("schema", SCHEMA_VERSION), "form": name}
    for column in columns(name, item):
        own = column.name not in {each.name for each in FORMS[name].columns}
        form = Form(KIND_MODELS[item["kind"]], ()) if own else FORMS[name]
        found[column.name] = _value(item, form, column)
    for child, form in children(name, item).items():
        found[child] = [_complete(each, form) for each in item.get(child) or []]
    _sort(found, columns(name, found))
    return found | {extra: value for extra, value in item.items() if extra not in found}


def _sort(item: dict, listed: tuple[Column, ...]) -> None:
    """Lists of names have no order of their own: they are kept sorted."""
    for column in listed:
        if column.many and isinstance(item[column.name], list):
            item[column.name] = sorted(item[column.name], key=str)


def _complete(item: dict, form: Form) -> dict:
    found = {column.name: _value(item, form, column) for column in form.columns}
    _sort(found, form.columns)
    for child, below in form.children.items():
        found[child] = [_complete(each, below) for each in item.get(child) or []]
    return found | {extra: value for extra, value in item.items() if extra not in found}


def walk(item: dict) -> Iterator[tuple[str, dict, tuple[Column, ...], Form]]:
    """Every row of a record, the record itself first: its path, its columns' values, its columns, its form."""
    name = item["form"]
    yield "", item, columns(name, item), FORMS[name]
    for child, form in children(name, item).items():
        yield from _walk(child, item.get(child) or [], form)


def _walk(path: str, items: list[dict], form: Form) -> Iterator[tuple[str, dict, tuple[Column, ...], Form]]:
    for number, each in enumerate(items):
        here = f"{path}[{number}]"
        yield here, each, form.columns, form
        for child, below in form.children.items():
            yield from _walk(f"{here}.{child}", each.get(child) or [], below)


def misshapen(item: dict) -> list[str]:
    """Paths of what should be a list of rows and is not; nothing else can be said of such a record."""
    name = item["form"]
    found = []
    for child, form in FORMS[name].children.items():
        found += _misshapen(child, item.get(child), form)
    return found


def _misshapen(path: str, items: object, form: Form) -> list[str]:
    if items is None:
        return []
    if not isinstance(items, list) or not all(isinstance(each, dict) for each in items):
        return [path]
    return [
        wrong
        for number, each in enumerate(items)
        for child, below in form.children.items()
        for wrong in _misshapen(f"{path}[{number}].{child}", each.get(child), below)
    ]


_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


def row_at(item: dict, path: str) -> tuple[dict, str]:
    """The row of a record that a path leads into, and the column at its end ("" for the row as a whole)."""
    row, column = item, ""
    for name, number in _STEP.findall(path):
        if number and isinstance(row.get(name), list) and int(number) < len(row[name]):
            row = row[name][int(number)]
        else:
            column = name
    return row, column
