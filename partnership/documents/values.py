"""What a value reads like: codes by their labels, dates in words, numbers with their unit."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from partnership import dates
from partnership.models import Place, Term, Value
from partnership.vocabulary import Field, fields


class Words:
    """The labels of all codes that the values of one entry name, at one query for terms and one for places."""

    def __init__(self, kind: str, values: Iterable[Value]) -> None:
        self.fields = fields(kind)
        named = [value for value in values if value.field]
        self._terms = _labels(named, self.fields)
        self._places = _names(named, self.fields)

    def display(self, value: Value) -> str:
        return self.of_field(self.fields[value.field], value.value) if value.field else measured(value)

    def of_field(self, field: Field, text: str) -> str:
        if field.form == "edtf":
            return dates.parse(text).display
        if field.form == "term":
            return self._terms.get((field.scheme, text), text)
        if field.form == "place":
            return self._places.get(text, text)
        return text


def _labels(values: list[Value], known: dict[str, Field]) -> dict[tuple[str, str], str]:
    wanted = {(known[each.field].scheme, each.value) for each in values if known[each.field].form == "term"}
    rows = Term.objects.filter(scheme__in={scheme for scheme, _ in wanted}, code__in={code for _, code in wanted})
    return {(scheme, code): label for scheme, code, label in rows.values_list("scheme", "code", "label")}


def _names(values: list[Value], known: dict[str, Field]) -> dict[str, str]:
    codes = {each.value for each in values if known[each.field].form == "place"}
    return dict(Place.objects.filter(code__in=codes).values_list("code", "name"))


def number(value: Decimal | None) -> str | None:
    """A plain decimal without trailing noughts; as text, so that no reader rounds it."""
    if value is None:
        return None
    return f"{value.normalize():f}"


def _grouped(text: str) -> str:
    try:
        return f"{Decimal(text):,f}"
    except InvalidOperation:
        return text


def measured(value: Value) -> str:
    """`52 aircraft`, `c. 1,500 people`, `US$ 112 million`, `3rd`, `at least 20 %`."""
    shown = _with_unit(_amount(value), value.unit)
    return f"c. {shown}" if value.approximate else shown


def _amount(value: Value) -> str:
    if value.value:
        return _grouped(value.value)
    low, high = number(value.low), number(value.high)
    if low is None or high is None:
        return f"at least {_grouped(low)}" if low else f"at most {_grouped(high or '')}"
    return f"{_grouped(low)}–{_grouped(high)}"


def _with_unit(amount: str, unit: Term | None) -> str:
    """A sign of a currency stands before the number, a rank is an ordinal, any other unit follows."""
    if unit is None:
        return amount
    if unit.code == "rank" and amount.isdigit():
        return ordinal(int(amount))
    first, _, rest = unit.label.partition(" ")
    if any(unicodedata.category(letter) == "Sc" for letter in first):
        return f"{first} {amount} {rest}".strip()
    return f"{amount} {unit.label}"


def ordinal(count: int) -> str:
    ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"
