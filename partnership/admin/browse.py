"""What is only looked at here: rows that are edited in the form of what they belong to, and what nobody edits."""

import json
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from partnership.admin.base import Sturdy, may_edit_rows
from partnership.admin.steps import change_url
from partnership.models import Edition, Entry, Source


class ReadOnly(Sturdy, admin.ModelAdmin):
    """Can be searched, filtered and read; nothing can be added, changed or removed."""

    actions = None
    list_per_page = 50
    change_form_template = "admin/record/view_form.html"
    explanation = ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        concrete = [field.name for field in self.opts.get_fields() if field.concrete and field.name != "id"]
        return [*concrete, *self.more_fields]

    more_fields: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> Any:
        row = context.get("original")
        context |= {"explanation": self.explanation, "owner": self.owner(row), "owner_url": owner_url(self.owner(row))}
        return super().render_change_form(request, context, *args, **kwargs)

    def owner(self, row: Any) -> Entry | Source | None:
        """What the row belongs to, where it is edited."""
        return None


def owner_url(owner: Entry | Source | None) -> str:
    if isinstance(owner, Entry):
        return change_url(owner)
    return reverse("admin:partnership_source_change", args=[owner.pk]) if owner else ""


class Rows(ReadOnly):
    """Rows of a record. `path_to` leads from a row to the entry or source whose form edits it."""

    explanation = "This is a part of another record and is edited there:"
    path_to = "entry"
    columns: tuple[str, ...] = ()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those who edit such rows in a form may look through them here, too."""
        return super().has_view_permission(request, obj) or may_edit_rows(request)

    def get_list_display(self, request: HttpRequest) -> list:
        return [*self.columns, "edited_in"]

    def owner(self, row: Any) -> Any:
        for step in self.path_to.split("__"):
            row = getattr(row, step)
        return row

    @admin.display(description="edited in")
    def edited_in(self, row: Any) -> str:
        owner = self.owner(row)
        return format_html('<a href="{}">{}</a>', owner_url(owner), owner) if owner else "—"


class StatementAdmin(Rows):
    columns = ("text", "voice", "claimant", "rank", "grade")
    list_filter = ["voice", "rank", "grade", "lead"]
    list_select_related = ["entry", "claimant"]
    search_fields = ["text", "entry__title"]

    def told_apart(self, statement: Any) -> str:
        return f"{statement.entry.title}: {statement}"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("entry")


class CitationAdmin(Rows):
    path_to = "statement__entry"
    columns = ("statement", "source", "part", "locator", "stance")
    list_filter = ["stance", ("source", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["statement__entry", "source", "part"]
    search_fields = ["statement__text", "source__title", "quote", "note", "anchor"]


class ValueAdmin(Rows):
    path_to = "statement__entry"
    columns = ("__str__", "field", "measure", "unit", "as_of", "statement")
    list_filter = ["field", ("measure", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["statement__entry", "measure", "unit"]
    search_fields = ["value", "statement__text"]


class NameAdmin(Rows):
    columns = ("text", "language", "kind")
    list_filter = ["kind", "language"]
    list_select_related = ["entry"]
    search_fields = ["text", "entry__title"]


class IdentifierAdmin(Rows):
    columns = ("scheme", "value")
    list_filter = ["scheme"]
    list_select_related = ["entry", "source"]
    search_fields = ["value", "entry__title", "source__title"]

    def owner(self, row: Any) -> Any:
        return row.entry or row.source


class RelationAdmin(Rows):
    path_to = "subject"
    columns = ("subject", "role", "object", "valid_from", "valid_to", "detail")
    list_filter = [("role", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["subject", "role", "object"]
    search_fields = ["subject__title", "object__title", "detail"]


class ActionAdmin(Rows):
    path_to = "agreement"
    columns = ("action", "date", "party", "person")
    list_filter = ["action"]
    list_select_related = ["agreement", "party", "person"]
    search_fields = ["agreement__title", "party__title", "person__title"]


class RedirectAdmin(Rows):
    explanation = "An address that an entry once had. It is kept when the address is changed, in the form of:"
    columns = ("slug",)
    list_select_related = ["entry"]
    search_fields = ["slug", "entry__title"]


class LoadAdmin(ReadOnly):
    explanation = "A fixture that was loaded. The command that loads it writes this down."
    list_display = ["name", "loaded_at", "sha256"]
    search_fields = ["name", "sha256"]


class EditionAdmin(ReadOnly):
    explanation = "What a record was after one save. Editions are appended and never changed: the database sees to it."
    list_display = ["made_at", "number", "of", "status", "by", "why"]
    list_display_links = ["made_at", "number"]
    list_filter = ["made_at", "status", ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["entry", "source", "term", "place", "by"]
    search_fields = ["why", "entry__title", "source__title", "term__label", "place__name", "sha256"]
    more_fields = ("content",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or may_edit_rows(request)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        found = super().get_queryset(request)
        match = request.resolver_match
        return found if match and "object_id" in match.kwargs else found.defer("record")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name != "record"]

    def owner(self, row: Any) -> Any:
        return row.entry or row.source

    @admin.display(description="of")
    def of(self, edition: Edition) -> str:
        return str(edition.entry or edition.source or edition.term or edition.place)

    @admin.display(description="record")
    def content(self, edition: Edition) -> str:
        return format_html("<pre>{}</pre>", json.dumps(edition.record, ensure_ascii=False, indent=2))
