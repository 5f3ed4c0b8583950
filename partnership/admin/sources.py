"""Sources, with their parts, copies and identifiers."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from partnership.admin.base import RecordAdmin, StackedRows, TabularRows
from partnership.admin.forms import NamedForm
from partnership.admin.lists import SourceLacking
from partnership.admin.rows import IdentifierRows
from partnership.dates import parse
from partnership.forms import AuthorsField
from partnership.models import Source, SourceCopy, SourcePart
from partnership.text import to_slug


class SourceForm(NamedForm):
    authors = AuthorsField(required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Left empty, it is made from the title."

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"] or to_slug(self.data.get("title", ""))


class PartRows(TabularRows):
    model = SourcePart
    is_sortable = True
    sortable_field_name = "order"
    fields = ["label", "order"]


class CopyRows(StackedRows):
    model = SourceCopy
    is_sortable = False
    fieldsets = [(None, {"fields": [("address", "kind", "archived_at", "checked_at", "state")]})]


class SourceAdmin(RecordAdmin):
    form = SourceForm
    inlines = [PartRows, CopyRows, IdentifierRows]
    list_display = ["title", "publisher", "shown_date", "csl_type", "tier", "weak", "edition", "changed_at"]
    list_filter = [SourceLacking, "csl_type", ("tier", admin.RelatedOnlyFieldListFilter), "weak", "language"]
    list_select_related = ["tier"]
    search_fields = ["title", "publisher", "address", "slug"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    ("csl_type", "tier", "weak"),
                    "authors",
                    ("publisher", "date", "language"),
                    ("address", "accessed"),
                    "origin",
                    "note",
                    "slug",
                ]
            },
        )
    ]

    @admin.display(description="date", ordering="date_earliest")
    def shown_date(self, source: Source) -> str:
        return parse(source.date).display or "—"

    def told_apart(self, source: Source) -> str:
        return " · ".join(filter(None, [source.title, source.publisher, parse(source.date).display]))

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "note":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.parts_view)
        return [path("<int:pk>/parts/", view, name="partnership_source_parts"), *super().get_urls()]

    def parts_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The parts of a source, to be offered while a citation is typed."""
        source = get_object_or_404(Source, pk=pk)
        return JsonResponse({"parts": list(source.parts.values_list("label", flat=True))})
