"""Entries: one form for each kind, with all their rows, and one list of them all."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html, format_html_join

from partnership.admin.base import RecordAdmin, Sturdy, editor, told_kind
from partnership.admin.inverse import save_inverse
from partnership.admin.likeness import like_named
from partnership.admin.lists import COLUMNS, FILTERS, EntryColumns, find_entries, grade_mark, told_apart
from partnership.admin.lookups import lookup_of
from partnership.admin.rows import (
    MOST_INVERSE_RELATIONS,
    ActionRows,
    IdentifierRows,
    InverseRelationFormSet,
    InverseRelationRows,
    NameRows,
    RelationRows,
    StatementRows,
)
from partnership.admin.steps import StepsMixin, change_url, steps_from
from partnership.models import AgreementAction, Citation, Entry, Name, Relation, Statement, Term, Value
from partnership.pages import render_entry
from partnership.text import tidy
from partnership.vocabulary import TYPE_SCHEME, Kind, fields, own_fields

_FETCHED = (
    "topics",
    "places",
    Prefetch("names", Name.objects.select_related("statement")),
    "identifiers",
    Prefetch("statements", Statement.objects.select_related("claimant")),
    Prefetch("statements__values", Value.objects.select_related("measure", "unit")),
    Prefetch("statements__citations", Citation.objects.select_related("source", "part")),
    Prefetch("relations", Relation.objects.select_related("role", "object")),
    "relations__evidence",
    Prefetch("inverse_relations", Relation.objects.select_related("role", "subject")),
    "inverse_relations__evidence",
)
_FETCHED_ACTIONS = (
    Prefetch("actions", AgreementAction.objects.select_related("party", "person")),
    "actions__evidence",
)


class EntryAdmin(StepsMixin, EntryColumns, RecordAdmin):
    """The admin of a kind; `kind` says of which."""

    kind: Kind
    list_display = COLUMNS
    list_filter = FILTERS
    list_select_related = ["type"]
    search_fields = ["title", "names__text", "statements__text"]
    search_help_text = "Words of titles, other names and statements; without accents, too."
    ordering = ["-date_earliest", "-pk"]

    def told_apart(self, entry: Entry) -> str:
        return told_apart(entry)

    def get_search_results(self, request: HttpRequest, queryset: models.QuerySet, search_term: str) -> Any:
        everywhere = not request.path.endswith("/autocomplete/")
        return find_entries(queryset, tidy(search_term)[:200], in_statements=everywhere), False

    # --- the form -----------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list:
        own = [field.name for field in own_fields(self.kind)]
        category = ["category"] if self.kind is Kind.SYSTEM else []
        return [
            (None, {"fields": ["title", ("type", "date", "country"), [*category, *own], "topics", "places"]}),
            ("Address and hold", {"fields": ["slug", "hold_reason"], "classes": ["collapse"]}),
        ]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list:
        steps = [ActionRows] if self.kind is Kind.AGREEMENT else []
        return [StatementRows, *steps, RelationRows, InverseRelationRows, NameRows, IdentifierRows]

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list:
        return told_kind(super().get_inline_instances(request, obj), self.kind)

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "type":
            scheme = TYPE_SCHEME[self.kind]
            field.queryset = Term.objects.filter(scheme=scheme)
            lookup_of(field).limits = {"scheme": scheme}  # type: ignore[union-attr]
        return field

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        known = fields(self.kind).get(db_field.name)
        if field and known and db_field.name not in ("title", "type", "country"):
            field.label = known.label
        return field

    def with_rows(self, queryset: models.QuerySet) -> models.QuerySet:
        more = _FETCHED_ACTIONS if self.kind is Kind.AGREEMENT else ()
        seat = ["seat"] if self.kind is Kind.INSTITUTION else []
        return queryset.select_related("type", "country", "category", *seat).prefetch_related(*_FETCHED, *more)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        if entry := context.get("original"):
            inverse = len(entry.inverse_relations.all())
            context |= {
                "grade": grade_mark(entry),
                "steps": steps_from(entry) if self.has_change_permission(request, entry) else [],
                "inverse_left_out": max(0, inverse - MOST_INVERSE_RELATIONS),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    # --- saving -------------------------------------------------------------------------------------

    def beginning(self, obj: Any) -> dict:
        return super().beginning(obj) if obj.pk else {"form": "entry", "kind": str(self.kind)}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        reason = form.cleaned_data["why"]
        for formset in formsets:
            if isinstance(formset, InverseRelationFormSet):
                save_inverse(formset, by=editor(request), reason=reason)
        if "title" in form.changed_data:
            self._warn_of_like_names(request, form.instance)
        self.take_step(request, form.instance, reason)

    def _warn_of_like_names(self, request: HttpRequest, entry: Entry) -> None:
        if like := like_named(entry.title, but=entry.pk):
            named = ((change_url(each), told_apart(each)) for each in like)
            links = format_html_join(", ", '<a href="{}">{}</a>', named)
            messages.warning(request, format_html("Entries of a like name exist already: {}.", links))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._stay(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._stay(request, obj) or super().response_change(request, obj)

    def _stay(self, request: HttpRequest, obj: Entry) -> HttpResponse | None:
        """After a button that took a step, the entry is shown again, with what became of it."""
        if any(name in request.POST for name in ("_submit", "_reopen", "_publish", "_withdraw")):
            return HttpResponseRedirect(change_url(obj))
        return None

    # --- as it will look ------------------------------------------------------------------------------

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.preview_view)
        name = f"partnership_{self.kind}_preview"
        return [path("<path:object_id>/preview/", view, name=name), *super().get_urls()]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        entry = self.get_object(request, object_id)
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        return render_entry(request, entry, audience="editor")


class AllEntries(EntryColumns, Sturdy, admin.ModelAdmin):
    """Every entry of every kind in one list; each is edited in the form of its kind."""

    list_display = ["title", "kind", *COLUMNS[1:]]
    list_filter = ["kind", *FILTERS]
    list_select_related = ["type"]
    search_fields = ["title", "names__text", "statements__text"]
    search_help_text = EntryAdmin.search_help_text
    ordering = ["-changed_at", "-pk"]
    list_per_page = 50
    actions = None

    told_apart = EntryAdmin.told_apart
    get_search_results = EntryAdmin.get_search_results

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever works with any kind finds it here, and can name it in a lookup."""
        named = ["entry", *Kind.values]
        return any(request.user.has_perm(f"partnership.{verb}_{name}") for name in named for verb in ("view", "change"))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        entry = self.get_object(request, object_id)
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        query = request.GET.urlencode()
        return redirect(f"{change_url(entry)}{'?' if query else ''}{query}")


def admin_of(kind: Kind) -> type[EntryAdmin]:
    return type(f"{kind.label}Admin", (EntryAdmin,), {"kind": kind, "__module__": __name__})
