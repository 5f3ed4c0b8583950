"""What every form of the record shares: the lock, the reason, and room for what a write refuses."""

import re
from collections import defaultdict
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.forms.models import construct_instance
from django.http import QueryDict
from django.utils.functional import cached_property
from nested_admin.formsets import NestedInlineFormSet

from partnership.admin.lookups import is_number, show_known
from partnership.admin.record_forms import Complaints
from partnership.models import Edition

_NUMBER = re.compile(r"(.+)-(\d+)-(position|order)")


class Posted(QueryDict):
    """A post whose rows are numbered from 0 without gaps or doubles, in the order that was asked for.

    The templates that sort rows cannot bear doubles or words there. Formsets only read it, so that each may have the
    same one: a copy for every row of a large entry takes seconds.
    """

    def __init__(self, post: QueryDict):
        super().__init__(mutable=True)
        rows: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
        for name, values in post.lists():
            self.setlist(name, values)
            if match := _NUMBER.fullmatch(name):
                text = values[-1] if values else ""
                number = float(text) if text.isdecimal() and len(text) < 10 else float("inf")
                rows[match[1], match[3]].append((number, int(match[2])))
        for (prefix, column), found in rows.items():
            for place, (_, row) in enumerate(sorted(found)):
                self[f"{prefix}-{row}-{column}"] = str(place)
        self._mutable = False

    def copy(self) -> "Posted":
        return self


class RefusableForm(forms.ModelForm):
    """Shows beside its fields what the write said against them, when the same post is gone through again.

    What holds between rows is checked by the write alone, so that a rule has one place and one wording.
    """

    refused: ClassVar[Complaints] = {}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        show_known(self)

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            return
        for name, message in self.refused.get(self.prefix or "", ()):
            shown = name if name in self.fields and not self.fields[name].widget.is_hidden else None
            if message not in self.errors.get(shown or NON_FIELD_ERRORS, ()):
                self.add_error(shown, message if shown == name else f"{name}: {message}")

    def _post_clean(self) -> None:
        """Each column by itself; the choices in lookups were checked when they were read."""
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]
        exclude |= {field.name for field in self.instance._meta.fields if field.is_relation}
        self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        try:
            self.instance.clean_fields(exclude=exclude)
        except forms.ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]


class RecordForm(RefusableForm):
    """The form of an entry, source, term or place."""

    why = forms.CharField(
        label="What changed, and why",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept with this edition, for those who come after.",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    overwrite = forms.IntegerField(widget=forms.HiddenInput, required=False)

    newer: Edition | None = None

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["edition"] = self.instance.edition
        self.fields["why"].required = self.instance.pk is not None

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.refused and not self.errors:
            self.add_error(None, "Nothing was saved yet: see what is said at the rows below.")

    @property
    def expected(self) -> int:
        """The edition that the editor saw, or has agreed to write over."""
        return self.cleaned_data.get("overwrite") or self.cleaned_data.get("edition") or 0

    def clean(self) -> dict | None:
        cleaned = super().clean()
        if self.expected != self.instance.edition:
            self.newer = self.instance.editions.select_related("by", "load").first()
            self.add_error(None, stale_message(self.newer))
        return cleaned


class NamedForm(RecordForm):
    """Of one row that has a name of its own: here Django says beside the field that the name is taken."""

    _post_clean = forms.ModelForm._post_clean  # type: ignore[attr-defined]


def stale_message(newer: Edition | None) -> str:
    if newer is None:
        return "It was saved meanwhile. Nothing of yours was saved; your text is below."
    who = newer.by or (f"the fixture {newer.load}" if newer.load else "a command")
    return (
        f"Nothing was saved: {who} saved edition {newer.number} on {newer.made_at:%d %B %Y at %H:%M} UTC, "
        f"with the reason “{newer.why}”. Your text is below as you typed it."
    )


class RowForm(RefusableForm):
    """A row of a record. A new row that only has a number, or a default, was not filled in."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in {"position", "order"} & set(self.fields):
            self.fields[name].required = False
            if self.instance.pk is None:
                self.initial[name] = None

    def has_changed(self) -> bool:
        """Also when only a row below it was filled in: that is not to be lost."""
        mine = set(self.changed_data) - (set() if self.instance.pk else {"position", "order"})
        return bool(mine) or any(
            form.has_changed() for formset in getattr(self, "nested_formsets", ()) for form in formset.forms
        )


class RowFormSet(NestedInlineFormSet):
    """Rows fetched with their entry, and found again by their number even after somebody else's save."""

    @cached_property
    def rows(self) -> list:
        """What is stored, as it was fetched with the entry; for a post, also what was moved here from elsewhere."""
        accessor = getattr(self.instance, self.fk.remote_field.accessor_name) if self.instance.pk else None
        rows = self.shown(list(accessor.all())) if accessor else []
        if not self.is_bound:
            return rows
        moved = set(filter(None, self.posted)) - {row.pk for row in rows}
        return rows + list(self.model._default_manager.filter(pk__in=moved)) if moved else rows

    @cached_property
    def sent(self) -> int:
        """How many rows the post holds, whatever it says that it holds: a wrong count is never counted up to."""
        named = re.compile(rf"{re.escape(self.prefix)}-(\d{{1,4}})-")
        places = [int(match[1]) for match in map(named.match, self.data) if match]
        return max(places, default=-1) + 1

    def initial_form_count(self) -> int:
        count = super().initial_form_count()
        return min(count, self.sent) if self.is_bound else count

    def total_form_count(self) -> int:
        count = super().total_form_count()
        return min(count, self.sent) if self.is_bound else count

    @cached_property
    def posted(self) -> list[int | None]:
        """The numbers of the rows that the page was made from."""
        name = self.model._meta.pk.name
        # How many there are is the page's word; the sum of all rows has a limit, which a loop can bear.
        places = range(min(self.initial_form_count(), self.total_form_count()))
        texts = (self.data.get(f"{self.add_prefix(place)}-{name}", "") for place in places)
        return [int(text) if is_number(text) else None for text in texts]

    def shown(self, rows: list) -> list:
        return rows

    def get_queryset(self) -> Any:
        """One row for each form that had one, so that no form is left out of the page: none where it is gone by now."""
        return [self._existing_object(pk) for pk in self.posted] if self.is_bound else self.rows

    def _existing_object(self, pk: Any) -> models.Model | None:
        return {row.pk: row for row in self.rows}.get(pk)

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        # The write finds rows by their keys, under its lock; a row that is gone is simply new again.
        form.fields[self._pk_field.name] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=form.instance.pk
        )
        parent = form.fields[self.fk.name]
        parent.clean = lambda value: self.instance  # type: ignore[method-assign]
        if hasattr(form, "narrow"):
            form.narrow(self.instance)

    def validate_unique(self) -> None:
        pass

    def save(self, commit: bool = True) -> list[models.Model]:
        raise NotImplementedError("Rows are written by partnership.actions alone.")
