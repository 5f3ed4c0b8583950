"""What a value reads like: codes by their labels, dates in words, numbers with their unit."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from partnership import dates
from partnership.models import Place, Term, Value
from partnership.prepared import Query
from partnership.vocabulary import Field, fields


class Labels:
    """The labels of all codes that values name, at one query for terms and one for places, if any are not `known`."""

    def __init__(self, named: Iterable[tuple[str, Iterable[Value]]], known: Iterable[Place] = ()) -> None:
        """`named`: the values of entries, each with the kind of its entry."""
        found = [(fields(kind)[each.field], each.value) for kind, values in named for each in values if each.field]
        self.terms = _labels({(field.scheme, text) for field, text in found if field.form == "term"})
        self.places = {each.code: each.name for each in known}
        self.places |= _names({text for field, text in found if field.form == "place"} - self.places.keys())


class Words:
    """What the values of one entry read like; `labels` where those of several entries were asked for together."""

    def __init__(self, kind: str, values: Iterable[Value], labels: Labels | None = None) -> None:
        self.fields = fields(kind)
        self._labels = labels or Labels([(kind, values)])

    def display(self, value: Value) -> str:
        return self.of_field(self.fields[value.field], value.value) if value.field else measured(value)

    def of_field(self, field: Field, text: str) -> str:
        if field.form == "edtf":
            return dates.words(text)
        if field.form == "term":
            return self._labels.terms.get((field.scheme, text), text)
        if field.form == "place":
            return self._labels.places.get(text, text)
        return text


def _labels(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    if not wanted:
        return {}
    rows = _TERMS(schemes=sorted({scheme for scheme, _ in wanted}), codes=sorted({code for _, code in wanted}))
    return {(scheme, code): label for scheme, code, label in rows}


def _names(codes: set[str]) -> dict[str, str]:
    return dict(_PLACES(codes=sorted(codes))) if codes else {}


_TERMS = Query(
    lambda schemes, codes: Term.objects.filter(scheme__in=schemes, code__in=codes).values_list(
        "scheme", "code", "label"
    ),
    schemes=[str],
    codes=[str],
)
_PLACES = Query(lambda codes: Place.objects.filter(code__in=codes).values_list("code", "name"), codes=[str])


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
