"""What one value of a filter is, and how it is read: several words or rows, a date, words to look for."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from partnership import dates, search, text
from partnership.prepared import Query


class Misunderstood(ValidationError):
    """Said of one value. Its message is taken as it is: a per cent sign in it formats nothing."""

    def __init__(self, message: str, expected: str) -> None:
        super().__init__(message)
        self.expected = expected


def shown(value: str) -> str:
    """A value as a message repeats it: on one line, cut, in quotes."""
    plain = text.unmarked(text.tidy(value))
    return f"“{plain if len(plain) <= 60 else plain[:60] + '…'}”"


class Chosen:
    """A value that was asked for: the row or word that it names, and how it reads."""

    def __init__(self, value: str, label: str, row: Any = None) -> None:
        self.value, self.label, self.row = value, label, row


class Still(forms.Field):
    """A form makes a copy of each of its fields for every request; none of these ever changes."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "Still":
        return self


class SeveralField(Still):
    """Repeatable values. `find` turns the texts into what they name and leaves out those that name nothing.

    `known` lists all names, `right` says instead what would be right where they have no end.
    """

    widget = forms.SelectMultiple

    def __init__(
        self,
        *,
        find: Callable[[list[str]], list[Chosen]],
        known: Callable[[], Iterable[str]],
        what: str,
        right: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.find, self.known, self.what, self.right = find, known, what, right

    def clean(self, value: list[str] | None) -> list[Chosen]:
        values = sorted({each for each in value or [] if each.strip()})
        if not values:
            return []
        chosen = self.find(values)
        found = {each.value for each in chosen}
        for each in values:
            if each not in found:
                raise Misunderstood(f"{shown(each)} is not {self.what}.", self.expected(each))
        return chosen

    def expected(self, wrong: str) -> str:
        if self.right:
            return self.right
        known = sorted(self.known())
        if len(known) <= 12:
            return f"One of: {', '.join(known)}." if known else "There is nothing to choose from yet."
        near = get_close_matches(text.fold(wrong)[:100].replace(" ", "-"), known, n=5, cutoff=0.5)
        return f"Perhaps {' or '.join(near)}." if near else f"For example {', '.join(known[:5])}."


def words_of(choices: Iterable[tuple[str, str]]) -> Callable[[list[str]], list[Chosen]]:
    """For fixed words: looks them up without a query."""
    labels = dict(choices)
    return lambda values: [Chosen(value, labels[value], value) for value in values if value in labels]


def rows_of(
    queryset: Callable[[], QuerySet[Any]], column: str, label: str
) -> tuple[Callable[[list[str]], list[Chosen]], Callable[[], Iterable[str]]]:
    """For rows of the database that are named by a column: how to find some, and how to list all names."""

    named = Query(lambda values: queryset().filter(**{f"{column}__in": values}), values=[str])

    def find(values: list[str]) -> list[Chosen]:
        return [Chosen(getattr(row, column), getattr(row, label), row) for row in named(values=values)]

    return find, lambda: set(queryset().order_by().values_list(column, flat=True)[:2000])


class Light(django_filters.Filter):
    """A set of filters makes a copy of each for every request, all the way down; what is below never changes here."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "Light":
        # What `copy.copy` comes to, without asking first how the filter would be pickled.
        found = self.__class__.__new__(self.__class__)
        found.__dict__.update(self.__dict__)
        found.method = self.method  # which is bound to the filter
        return found


class Several(Light):
    field_class = SeveralField


class DateField(Still, forms.CharField):
    """A year, month, day or any other EDTF date."""

    def clean(self, value: str | None) -> dates.Span | None:
        try:
            return dates.parse((value or "").strip()) if (value or "").strip() else None
        except dates.BadDate as error:
            raise Misunderstood(f"{shown(value or '')} is not a date.", dates.HELP) from error


class When(Light):
    field_class = DateField


class WordsField(Still, forms.CharField):
    """What to look for: any text at all, understood as search understands it."""

    def clean(self, value: str | None) -> search.Query:
        return search.understood(value or "")


class Words(Light):
    field_class = WordsField
