"""Filters that refuse what they do not understand, and say what would be right."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from partnership import dates, search, text
from partnership.filters.address import Address, is_tracking
from partnership.filters.fields import Chosen, Several, Words, shown
from partnership.holdings import BitMap
from partnership.queries import trees
from partnership.queries.facets import Base, Found, Holdings, Years
from partnership.queries.facets.base import numbers
from partnership.queries.relevance import RELEVANCE

MOST_VALUES = 20
T = TypeVar("T")


class BadParameter(Exception):
    """A name or value in an address that cannot be understood: which one, why, and what would be right."""

    def __init__(self, parameter: str, message: str, expected: str) -> None:
        super().__init__(message)
        self.parameter, self.message, self.expected = parameter, message, expected


class StrictFilterSet(django_filters.FilterSet):
    """All filters of one list. Raises BadParameter for what it does not know.

    `titles` says how a parameter is called before its value, `headings` how it and its values are called above them,
    where that is not its name. `beside` names parameters that are no filters (sort, page); `sorts` are the orders of
    the list, of which `usual_sort` need not be asked for. One that is `ranked` has the best first besides, as soon as
    words are looked for, and that is then its usual order.
    """

    titles: dict[str, str] = {}
    headings: dict[str, tuple[str, str]] = {
        "category": ("Category", "categories"),
        "country": ("Country", "countries"),
        "conflict": ("Disagreement", "disagreements"),
        "evidence": ("Evidence", "grades of evidence"),
        "status": ("Status", "stages"),
    }
    beside: frozenset[str] = frozenset()
    sorts: Collection[str] = ()
    usual_sort = ""
    ranked = False

    def __init__(self, data: QueryDict, base: QuerySet[Any] | Base, path: str) -> None:
        refuse_unknown(data, [*self.base_filters, *self.beside])
        for name, values in data.lists():
            wanted = self.base_filters.get(name)
            refuse_broken(name, values, repeatable=isinstance(wanted, Several), anything=isinstance(wanted, Words))
        # Read from its one address: however it was written, the same is understood.
        self.address = self.address_of(data, path)
        self.base = Base.of(base)
        super().__init__(data=self.address.data, queryset=self.base.query.all())  # what it finds is found for this one
        self._within: dict[tuple[str, ...], set[int]] = {}
        self._rows: dict[str, BitMap] = {}
        self._found: dict[frozenset[str], Found] = {}
        if not self.is_valid():
            name, errors = next(iter(self.form.errors.as_data().items()))
            error = errors[0]
            raise BadParameter(name, " ".join(error.messages), getattr(error, "expected", "Leave it out."))
        self.refuse_backwards()

    @classmethod
    def address_of(cls, data: QueryDict, path: str, *, usual_sort: str = "") -> Address:
        """The one address of the view that is asked for, if it is one: nothing is looked up here."""
        codes = [name for name, each in cls.base_filters.items() if isinstance(each, Several)]
        return Address(path, data, usual_sort=usual_sort or cls.usual(data), words=codes)

    @classmethod
    def usual(cls, data: QueryDict) -> str:
        return RELEVANCE if cls.ranked and data.get("q", "").strip() else cls.usual_sort

    def get_form_class(self) -> type[forms.Form]:
        """Of the same filters it is always the same."""
        filters: Any = type(self)
        return _form_of(filters)

    @cached_property
    def held(self) -> Holdings:
        """The facets of this list, of one revision for all that is asked of them."""
        raise NotImplementedError

    def years(self) -> Years:
        return self.held.years

    def holding(self, name: str, value: Any) -> BitMap | None:
        """The rows that one filter leaves of the whole list, where they are known without going through the rows."""
        return None

    def narrowed(self, without: str = "") -> QuerySet[Any]:
        """The list with every filter applied but those named."""
        found = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if value and name not in without.split():
                found = self.filters[name].filter(found, value)
        return found

    def found(self, without: str = "") -> Found:
        """The same, its rows found once for all facets for which the same filters remain: what these count on."""
        left = frozenset(name for name, value in self.form.cleaned_data.items() if value) - set(without.split())
        if left not in self._found:
            self._found[left] = Found(lambda: self._left_by(left))
        return self._found[left]

    def _left_by(self, names: Iterable[str]) -> BitMap:
        rows = self._base_rows
        for name in sorted(names):
            if name not in self._rows:
                self._rows[name] = self._of(name, self.form.cleaned_data[name])
            rows = rows & self._rows[name]
        return rows

    def _of(self, name: str, value: Any) -> BitMap:
        rows = self.holding(name, value)
        return numbers(self.filters[name].filter(self.queryset.all(), value)) if rows is None else rows

    @cached_property
    def _base_rows(self) -> BitMap:
        return self.base.rows(lambda: self.held)

    @property
    def total(self) -> int:
        """How long the list is without any filter."""
        return len(self._base_rows)

    def once(self, what: str, make: Callable[[], T], day: dt.date | None = None, *, in_short: bool = False) -> T:
        """Something that is the same on all pages of the list, kept for the others where the address tells the base.

        `day` is on what it hangs besides the content and the filters; `in_short`: it takes little room.
        """
        if self.base.known is None:
            return make()
        snapshot = self.held.snapshot
        keep = snapshot.side_in_short if in_short else snapshot.side
        return keep((what, type(self), self.address.plain, day), make)

    @property
    def list_of(self) -> QuerySet[Any]:
        """The whole list that the base is a part of, or the base where that is one for itself: what is put in order."""
        return self.queryset if self.base.whole else self.queryset.model._default_manager.published()

    @property
    def whole(self) -> bool:
        """Whether nothing is left out of that."""
        return self.base.whole and not any(self.form.cleaned_data.values())

    def within(self, name: str, tree: Callable[[], trees.Tree], chosen: list[Chosen]) -> set[int]:
        """The rows chosen under a name and all inside them: asked for once, however often the list is counted."""
        asked = (name, *(each.value for each in chosen))
        if asked not in self._within:
            self._within[asked] = tree().below(each.row.pk for each in chosen)
        return self._within[asked]

    def leaving(self, name: str, chosen: Chosen) -> int:
        """How many this value alone would leave of what the other filters find."""
        return self.found(without=name).rows.intersection_cardinality(self._of(name, [chosen]))

    @cached_property
    def chosen(self) -> list[tuple[str, Chosen]]:
        """Every value that was asked for, each once, in the order of the filters."""
        found: list[tuple[str, Chosen]] = []
        for name, value in self.form.cleaned_data.items():
            if isinstance(value, dates.Span):
                found.append((name, Chosen(self.address.values[name][0], value.display)))
            elif isinstance(value, search.Query):
                if value:
                    found.append((name, Chosen(self.address.values[name][0], f"“{value.text}”")))
            elif value:
                found += {(name, each.value): (name, each) for each in value}.values()
        return found

    @property
    def chips(self) -> list[dict[str, str]]:
        return [
            {
                "param": name,
                "value": each.value,
                "label": f"{self.titles.get(name, f'{name.capitalize()}:')} {each.label}".strip(),
                "remove_url": self.address.without(name, each.value),
            }
            for name, each in self.chosen
        ]

    def refuse_backwards(self) -> None:
        start, end = self.form.cleaned_data.get("from"), self.form.cleaned_data.get("to")
        if start and end and start.earliest > end.latest:
            message = f"The period ends ({end.display}) before it begins ({start.display})."
            raise BadParameter("to", message, "The earlier date in from, the later one in to.")


@cache
def _form_of(filters: Any) -> type[forms.Form]:
    fields = {name: each.field for name, each in filters.base_filters.items()}
    return type(f"{filters.__name__}Form", (forms.Form,), fields)


def refuse_unknown(data: QueryDict, known: Collection[str]) -> None:
    """Only the marks that others' links leave behind are passed over."""
    for name in data:
        if is_tracking(name) or name in known:
            continue
        near = get_close_matches(name[:40], known, n=1)
        hint = f"Perhaps {near[0]}. " if near else ""
        knows = f"It knows: {', '.join(sorted(known))}." if known else "It takes no parameters."
        raise BadParameter(name, f"{shown(name)} is not something this page can be asked for.", hint + knows)


def refuse_broken(name: str, values: list[str], *, repeatable: bool, anything: bool = False) -> None:
    """Text that no list can mean: control characters, bytes that are no UTF-8, endless or doubled values.

    Words to look for may be `anything`: whatever is no word in them is passed over.
    """
    if not anything and any(text.has_control(value) or "\ufffd" in value for value in values):
        raise BadParameter(name, "It holds characters that are not text.", "Plain text in UTF-8.")
    filled = [value for value in values if value.strip()]
    if not repeatable and len(filled) > 1:
        raise BadParameter(name, f"It stands {len(filled)} times.", "One value.")
    if len(set(filled)) > MOST_VALUES:
        raise BadParameter(name, f"It stands {len(filled)} times.", f"At most {MOST_VALUES} values.")
