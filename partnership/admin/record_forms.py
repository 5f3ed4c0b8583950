"""From validated forms to a record, and from what is wrong with the record back to the forms. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models
from django.forms import BaseInlineFormSet, ModelForm

from partnership.actions import Problem
from partnership.records import Column, Form, children, columns, plain_decimal

# By form prefix ("" is the main form): the field, or None for the row as a whole, and what is wrong with it.
Complaints = dict[str, list[tuple[str | None, str]]]


@dataclass
class Draft:
    """The record that a filled-in form means; `prefixes` tells which form each row of it came from."""

    record: dict
    prefixes: dict[str, str] = field(default_factory=lambda: {"": ""})

    def complaints(self, problems: Iterable[Problem]) -> Complaints:
        found: Complaints = {}
        for problem in problems:
            path, name = self._place(problem.path)
            found.setdefault(self.prefixes[path], []).append((name, problem.message))
        return found

    def _place(self, path: str) -> tuple[str, str | None]:
        """The longest part of the path that is a form, and the field named behind it."""
        head, rest = path, ""
        while head not in self.prefixes:
            head, _, last = head.rpartition(".")
            rest = f"{last}.{rest}" if rest else last
        return head, rest or None


def draft(form: ModelForm, formsets: Iterable[BaseInlineFormSet], base: dict) -> Draft:
    """The record `base` (what is stored, or the bare beginning of a new one) with all that the forms say."""
    made = Draft(dict(base))
    made.record |= row_of(form, columns(base["form"], base))
    below = {_name(each): each for each in formsets if not getattr(each, "is_nested", False)}
    for name, child in children(base["form"], base).items():
        if name in below:
            made.record[name] = _rows(below[name], child, name, made.prefixes)
    return made


def _rows(formset: BaseInlineFormSet, form: Form, path: str, prefixes: dict[str, str]) -> list[dict]:
    found = []
    for place, each in enumerate(in_order(formset, form.numbered)):
        here = f"{path}[{place}]"
        prefixes[here] = each.prefix or ""
        row = row_of(each, form.columns)
        for nested in getattr(each, "nested_formsets", ()):
            name = _name(nested)
            row[name] = _rows(nested, form.children[name], f"{here}.{name}", prefixes)
        found.append(row)
    return found


def kept(formset: BaseInlineFormSet) -> Iterator[ModelForm]:
    """The rows that stay or come: not those marked for removal, not the blank ones that nobody filled in."""
    for form in formset.forms:
        if not form.cleaned_data.get("DELETE") and (form.instance.pk or form.has_changed()):
            yield form


def in_order(formset: BaseInlineFormSet, numbered: str) -> list[ModelForm]:
    """By their number, those without one last; equal ones as they stand on the page."""

    def place(form: ModelForm) -> float:
        number = form.cleaned_data.get(numbered)
        return float("inf") if number is None else number

    return sorted(kept(formset), key=place)


def _name(formset: BaseInlineFormSet) -> str:
    return type(formset).get_default_prefix()


def row_of(form: ModelForm, listed: Iterable[Column]) -> dict:
    cleaned = form.cleaned_data
    typed = {column.name: plain(cleaned[column.name]) for column in listed if column.name in cleaned}
    return typed | ({"key": form.instance.key} if hasattr(form.instance, "key") else {})


_NAMES = {"term": "code", "place": "code", "sourcepart": "label"}


def plain(value: Any) -> Any:
    """A cleaned value as a record writes it: rows by their key, code or label, numbers as text, lines ending alike."""
    if isinstance(value, models.Model):
        return getattr(value, _NAMES.get(value._meta.model_name or "", "key"))
    if isinstance(value, models.QuerySet):
        return sorted(plain(each) for each in value)
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return value
