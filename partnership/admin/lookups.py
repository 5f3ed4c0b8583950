"""Autocompletes: the widgets that show them, limited to what fits, and the view that answers them."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteMixin, RelatedFieldWidgetWrapper
from django.db import models

# What a widget may ask for beside the text typed, and the column that it limits.
_DIGITS = 18  # as many as any engine's whole numbers surely have
_LIMITS = {"scheme": "scheme__in", "of": "entry__in"}


def is_number(text: str) -> bool:
    """Whether a row may have it as its number in the database."""
    return text.isdecimal() and len(text) < _DIGITS


class LookupMixin(AutocompleteMixin):
    """`limits` narrows what is offered; `known` are labels already at hand, which save a query a row."""

    is_required: bool
    allow_multiple_selected: bool
    create_option: Callable[..., dict]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.limits: dict[str, str] = {}
        self.known: dict[str, str] = {}

    def __deepcopy__(self, memo: dict) -> "LookupMixin":
        copied = super().__deepcopy__(memo)
        copied.limits, copied.known = dict(self.limits), {}
        return copied

    def get_url(self) -> str:
        url = super().get_url()
        return f"{url}?{urlencode(self.limits)}" if self.limits else url

    def optgroups(self, name: str, value: Sequence[str], attr: dict | None = None) -> list:
        # Whatever was posted comes back here; only numbers may reach the database.
        chosen = [each for each in map(str, value) if is_number(each)]
        if not all(each in self.known for each in chosen):
            return super().optgroups(name, chosen, attr)
        options = [] if self.is_required or self.allow_multiple_selected else [("", "")]
        options += [(each, self.known[each]) for each in chosen]
        made = [self.create_option(name, each, label, each in chosen, at) for at, (each, label) in enumerate(options)]
        return [(None, made, 0)]


class LookupSelect(LookupMixin, forms.Select):
    pass


class LookupSelectMultiple(LookupMixin, forms.SelectMultiple):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """A number beyond those that a database counts with is no choice, but would be an error to ask it for."""
        found = super().value_from_datadict(data, files, name) or []
        return [each if len(each) < _DIGITS else "?" for each in found]


def lookup_of(field: forms.Field) -> LookupMixin | None:
    """The lookup inside a field's widget, with or without the links that Django puts round it."""
    widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
    return widget if isinstance(widget, LookupMixin) else None


def show_known(form: forms.ModelForm) -> None:
    """Hands the labels of rows that were fetched with the form's own row to its lookups."""
    row = form.instance
    if row.pk is None:
        return
    prefetched = getattr(row, "_prefetched_objects_cache", {})
    for name, field in form.fields.items():
        lookup = lookup_of(field)
        if lookup is None:
            continue
        if name in prefetched:
            lookup.known = {str(each.pk): str(each) for each in prefetched[name]}
        elif other := row._state.fields_cache.get(name):
            lookup.known = {str(other.pk): str(other)}


class Lookups:
    """For an admin or inline: every reference is chosen through a lookup."""

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("widget", LookupSelect(db_field, self.admin_site))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: models.ManyToManyField, request: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("widget", LookupSelectMultiple(db_field, self.admin_site))  # type: ignore[attr-defined]
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.help_text = db_field.help_text
        return field


class LookupView(AutocompleteJsonView):
    """Django's answer, within the limits that the widget asked for, in words that tell rows apart."""

    def get_queryset(self) -> models.QuerySet:
        found = super().get_queryset()
        for name, lookup in _LIMITS.items():
            if name in self.request.GET and hasattr(found.model, lookup.removesuffix("__in")):
                found = found.filter(**{lookup: _listed(name, self.request.GET[name])})
        return found

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict:
        told = getattr(self.model_admin, "told_apart", str)
        return super().serialize_result(obj, to_field_name) | {"text": told(obj)}


def _listed(name: str, text: str) -> list:
    words = [word for word in text.split(",") if word]
    return [int(word) for word in words if is_number(word)] if name == "of" else words
