"""Django's change form, with the writing done by one action."""

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from nested_admin.nested import NestedInlineAdminFormset, NestedModelAdmin, NestedStackedInline, NestedTabularInline

from partnership import actions
from partnership.admin.forms import Posted, RecordForm, RowForm, RowFormSet, stale_message
from partnership.admin.lookups import Lookups, is_number
from partnership.admin.record_forms import Complaints, draft
from partnership.forms import EdtfInput
from partnership.models import Entry, User
from partnership.models.fields import EdtfField
from partnership.prepared import Rows
from partnership.records import for_record, form_of, record, stored
from partnership.text import tidy
from partnership.turns import at_work
from partnership.vocabulary import Kind

OVERRIDES: dict = {
    EdtfField: {"widget": EdtfInput},
    models.URLField: {"widget": admin.widgets.AdminURLFieldWidget, "assume_scheme": "https"},
}


class Refusal(Exception):
    """The write refused what was posted; the form is shown again with it."""

    def __init__(self, complaints: Complaints):
        self.complaints = complaints
        super().__init__(complaints)


def complaints_in(request: HttpRequest) -> Complaints:
    return getattr(request, "complaints", {})


def editor(request: HttpRequest) -> User:
    """Whoever is logged in: the admin lets nobody else come this far."""
    return cast(User, request.user)


class Sturdy:
    """Addresses and searches that survive anything typed into them."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        if not is_number(object_id):
            return None
        return super().get_object(request, object_id, from_field)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if not all(map(is_number, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("What was ticked are no rows of this list.")
        return super().changelist_view(request, extra_context)

    def get_search_results(self, request: HttpRequest, queryset: models.QuerySet, search_term: str) -> Any:
        return super().get_search_results(request, queryset, tidy(search_term)[:200])


class ShownRows(NestedInlineAdminFormset):
    """Builds the rows of a page once; the templates and the list of scripts go through them four times."""

    def __iter__(self) -> Iterator:
        if not hasattr(self, "_built"):
            self._built = list(super().__iter__())
        return iter(self._built)


class RecordAdmin(Sturdy, Lookups, NestedModelAdmin):
    """For an entry, source, term or place. Nothing is deleted here, and no row is saved but by `actions.apply`."""

    inline_admin_formset_helper_cls = ShownRows
    form = RecordForm
    formfield_overrides = OVERRIDES
    change_form_template = "admin/record/change_form.html"
    view_on_site = False
    list_per_page = 50
    save_on_top = False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """For one row's form, with all that the form shows; lists say themselves what they fetch."""
        return self._rows.one(int(object_id)) if is_number(object_id) else None

    @cached_property
    def _rows(self) -> Rows[Any]:
        return Rows(self.with_rows(self.model._default_manager.all()))

    def with_rows(self, queryset: models.QuerySet) -> models.QuerySet:
        return for_record(queryset)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.refused = complaints_in(request)
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.POST = Posted(request.POST)  # type: ignore[assignment]
        # As much work as thirty pages: it waits for a moment in which nobody waits for one, but not for ever.
        with at_work.turn(gives_way=True):
            answer = self._form_or_saved(request, *args, **kwargs)
            return answer.render() if isinstance(answer, SimpleTemplateResponse) else answer

    def _form_or_saved(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refusal as refusal:
            # The transaction is rolled back: now the same post once more, only to be shown.
            request.complaints = refusal.complaints  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)

    def beginning(self, obj: models.Model) -> dict:
        """What the forms are laid over: the stored record, or the bare start of a new one."""
        if obj.pk is None:
            return {"form": form_of(obj)}
        model = Entry if isinstance(obj, Entry) else self.model
        [there] = stored(model, [obj.pk])
        return record(there)

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        """Nothing yet: rows and main row are written together."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        made = draft(form, formsets, self.beginning(form.instance))
        try:
            row = actions.apply(
                made.record, by=editor(request), reason=form.cleaned_data["why"], expected=form.expected
            )
        except actions.Stale as stale:
            raise Refusal({"": [(None, stale_message(stale.current))]}) from stale
        except actions.Invalid as invalid:
            raise Refusal(made.complaints(invalid.problems)) from invalid
        form.instance.pk = row.pk
        form.instance.refresh_from_db()

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The edition is the log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The edition is the log."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        of = "entry" if hasattr(self.model, "entry_ptr") else self.model._meta.model_name
        query = urlencode({f"{of}__id__exact": object_id})
        return redirect(f"{reverse('admin:partnership_edition_changelist')}?{query}")


def may_edit_rows(request: HttpRequest) -> bool:
    """Rows are edited by whoever edits what they stand in; part of a record is never hidden from its editor."""
    named = [*Kind.values, "source"]
    return any(request.user.has_perm(f"partnership.{verb}_{name}") for name in named for verb in ("add", "change"))


class RowInline(Lookups):
    """Rows of a record, nested to any depth."""

    form = RowForm
    formset = RowFormSet
    formfield_overrides = OVERRIDES
    extra = 0
    kind: str = ""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.refused = complaints_in(request)
        return formset

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list:
        return told_kind(super().get_inline_instances(request, obj), self.kind)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_edit_rows(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_edit_rows(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_edit_rows(request)


def told_kind(inlines: list, kind: str) -> list:
    """The inlines, each knowing the kind of entry that it is a part of."""
    for inline in inlines:
        inline.kind = kind
    return inlines


class StackedRows(RowInline, NestedStackedInline):
    pass


class TabularRows(RowInline, NestedTabularInline):
    is_sortable = False
