"""The vocabularies, and the places."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from partnership.admin.base import RecordAdmin
from partnership.admin.forms import NamedForm
from partnership.forms import KindsField
from partnership.models import Place, Term


class TermForm(NamedForm):
    subject_kinds = KindsField(required=False, help_text="Roles only: none ticked means any kind.")
    object_kinds = KindsField(required=False)

    def clean(self) -> dict | None:
        """Ticks have no order: the stored one stays as long as the same are ticked."""
        cleaned = super().clean()
        for name in ("subject_kinds", "object_kinds"):
            if sorted(getattr(self.instance, name)) == sorted(self.cleaned_data.get(name) or ()):
                self.cleaned_data[name] = getattr(self.instance, name)
        return cleaned

    def clean_broader(self) -> Term | None:
        broader = self.cleaned_data["broader"]
        scheme = self.instance.scheme or self.data.get("scheme")
        if broader and broader.scheme != scheme:
            raise forms.ValidationError(f"A broader concept is of the same scheme; this one is of “{broader.scheme}”.")
        return broader


class CodedAdmin(RecordAdmin):
    """A row known by its code, which never changes once it is there."""

    coded: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.coded if obj else ()


class TermAdmin(CodedAdmin):
    form = TermForm
    coded = ("scheme", "code")
    list_display = ["label", "scheme", "code", "broader", "origin", "order", "edition"]
    list_filter = ["scheme"]
    list_select_related = ["broader"]
    search_fields = ["label", "code", "definition"]
    fieldsets = [
        (None, {"fields": [("scheme", "code"), "label", "definition", ("broader", "order"), "origin"]}),
        ("Of a role", {"fields": ["inverse_label", ("subject_kinds", "object_kinds"), "principal"]}),
    ]

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "definition":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class PlaceAdmin(CodedAdmin):
    form = NamedForm
    coded = ("code",)
    list_display = ["name", "code", "precision", "within", "latitude", "longitude", "edition"]
    list_filter = ["precision", ("within", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["within"]
    search_fields = ["name", "code"]
    fieldsets = [(None, {"fields": [("code", "precision"), "name", "within", ("latitude", "longitude")]})]

    def told_apart(self, place: Place) -> str:
        return f"{place.name} · {place.code}"
