"""The rows of an entry, edited in its form: statements with their citations and values, names, relations …"""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.functional import cached_property

from partnership.admin.base import StackedRows, TabularRows
from partnership.admin.forms import RowForm, RowFormSet
from partnership.admin.lookups import lookup_of
from partnership.models import (
    AgreementAction,
    Citation,
    Entry,
    Identifier,
    Name,
    Relation,
    SourcePart,
    Statement,
    Value,
)
from partnership.records import plain_decimal
from partnership.vocabulary import fields

# An entry that many others name would make a form of thousands of rows; the rest is edited from the other end.
MOST_INVERSE_RELATIONS = 40


class CitationForm(RowForm):
    part = forms.CharField(
        required=False,
        max_length=40,
        help_text="A part that the source lists, such as P4.",
        widget=forms.TextInput(attrs={"class": "part", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["part"] = str(self.instance.part or "")

    def clean_part(self) -> SourcePart | None:
        label, source = self.cleaned_data["part"], self.cleaned_data.get("source")
        if not label or source is None:
            return None
        kept = self.instance.part
        if kept and (kept.source_id, kept.label) == (source.pk, label):
            return kept
        parts = {part.label: part for part in source.parts.all()}
        if label not in parts:
            listed = ", ".join(list(parts)[:20]) or "none: write a locator instead, or add parts to the source"
            raise forms.ValidationError(f"This source has no part “{label}”. It has {listed}.")
        return parts[label]


class CitationRows(StackedRows):
    model = Citation
    form = CitationForm
    sortable_field_name = "position"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("source", "part", "locator", "stance", "position"),
                    ("quote", "anchor", "note"),
                ]
            },
        )
    ]

    def get_extra(self, request: Any, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj and obj.pk else 1

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "note":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 1})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class ValueForm(RowForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("low", "high"):
            number = getattr(self.instance, name)
            self.initial[name] = None if number is None else plain_decimal(number)


class ValueRows(StackedRows):
    """What the sentence establishes: a field of the entry, or a measure."""

    model = Value
    form = ValueForm
    sortable_field_name = "position"
    fieldsets = [
        (
            None,
            {"fields": [("field", "measure", "value", "low", "high", "unit", "as_of", "approximate", "position")]},
        )
    ]

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "field" and self.kind:
            choices = [("", "—"), *((name, known.label) for name, known in fields(self.kind).items())]
            help_text = "A field, or a measure: one of the two."
            return forms.ChoiceField(choices=choices, required=False, help_text=help_text)
        if db_field.name in ("low", "high"):
            kwargs["widget"] = forms.TextInput(attrs={"inputmode": "decimal"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class StatementForm(RowForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.prefix == "statements-0":
            self.initial["lead"] = True


class StatementRows(StackedRows):
    model = Statement
    fk_name = "entry"
    form = StatementForm
    inlines = [CitationRows, ValueRows]
    sortable_field_name = "position"
    fieldsets = [
        (None, {"fields": ["text", ("voice", "claimant", "date", "lead", "position"), ("rank", "rank_reason")]}),
    ]

    def get_extra(self, request: Any, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj and obj.pk else 1

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        if db_field.name in ("text", "rank_reason"):
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2 if db_field.name == "text" else 1})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class EvidenceForm(RowForm):
    """A row that names statements of the entry, or of another end, as its evidence."""

    ends: ClassVar[tuple[str, ...]] = ()

    def narrow(self, entry: Entry) -> None:
        """Offers only statements of the entries that are joined; a script adds an end chosen on the page."""
        found = [entry.pk, *(getattr(self.instance, f"{end}_id") for end in self.ends)]
        numbers = ",".join(str(each) for each in found if each)
        for name in ("evidence", "statement"):
            lookup = lookup_of(self.fields[name]) if name in self.fields else None
            if lookup:
                lookup.limits = {"of": numbers}
                lookup.attrs |= {"data-of": str(entry.pk or ""), "data-ends": " ".join(self.ends)}


class NameRows(StackedRows):
    model = Name
    form = EvidenceForm
    is_sortable = False
    fieldsets = [(None, {"fields": [("text", "language", "kind", "valid_from", "valid_to", "statement")]})]


class IdentifierRows(TabularRows):
    model = Identifier
    fields = ["scheme", "value"]


class ActionForm(EvidenceForm):
    ends = ("party", "person")


class ActionRows(StackedRows):
    model = AgreementAction
    form = ActionForm
    fk_name = "agreement"
    sortable_field_name = "position"
    verbose_name = "step"
    verbose_name_plural = "steps: signature, ratification, entry into force …"
    fieldsets = [(None, {"fields": [("action", "date", "party", "person", "position"), "evidence"]})]


class RelationForm(EvidenceForm):
    ends = ("object",)


class RelationRows(StackedRows):
    model = Relation
    form = RelationForm
    fk_name = "subject"
    sortable_field_name = "position"
    verbose_name_plural = "relations from here: this entry — role — other"
    fieldsets = [
        (None, {"fields": [("role", "object", "valid_from", "valid_to", "detail", "position"), "evidence"]}),
    ]


class InverseRelationForm(EvidenceForm):
    """A relation that stands in the subject's record. `seen` is the edition of the subject that the editor saw."""

    ends = ("subject",)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["subject"].disabled = True
            self.initial["seen"] = self.instance.subject.edition

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != "seen"]


class InverseRelationFormSet(RowFormSet):
    def shown(self, rows: list) -> list:
        return rows[:MOST_INVERSE_RELATIONS]


class InverseRelationRows(StackedRows):
    """Seen from the object. Only rows that were changed are written, each into the record of its subject."""

    model = Relation
    form = InverseRelationForm
    formset = InverseRelationFormSet
    fk_name = "object"
    is_sortable = False
    verbose_name = "relation to here"
    verbose_name_plural = "relations to here: other — role — this entry"
    fieldsets = [
        (None, {"fields": [("subject", "role", "valid_from", "valid_to", "detail"), "evidence", "seen"]}),
    ]
