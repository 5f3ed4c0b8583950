"""Publishing, reviewing and withdrawing: for one entry, from its form or its own page, and for many from a list."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from partnership import actions
from partnership.forms import ReasonForm
from partnership.models import Entry, Term, User
from partnership.records import for_record, record
from partnership.vocabulary import Status


@dataclass(frozen=True)
class Step:
    """A change of status. `start` are the statuses that it may start from."""

    name: str
    label: str
    done: str
    take: Callable[..., Entry]
    start: frozenset[str]
    says: str


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            "Send to review",
            "sent to review",
            actions.submit,
            frozenset({Status.DRAFT}),
            "A second pair of eyes looks at it before it becomes public.",
        ),
        Step(
            "reopen",
            "Back to draft",
            "given back as a draft",
            actions.reopen,
            frozenset({Status.IN_REVIEW}),
            "Its author goes on working on it.",
        ),
        Step(
            "publish",
            "Publish",
            "published",
            actions.publish,
            frozenset({Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN}),
            "It becomes public on every page, list and feed.",
        ),
        Step(
            "withdraw",
            "Withdraw",
            "withdrawn",
            actions.withdraw,
            frozenset({Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED}),
            "It leaves the public record; its address says that it was withdrawn. Nothing is deleted.",
        ),
    )
}


def steps_from(entry: Entry) -> list[Step]:
    return [step for step in STEPS.values() if entry.status in step.start]


def reasons_of(refusal: actions.Invalid | actions.Stale) -> list[str]:
    return refusal.messages if isinstance(refusal, actions.Invalid) else [str(refusal)]


def tell_refusal(request: HttpRequest, entry: Entry, label: str, refusal: actions.Invalid | actions.Stale) -> None:
    listed = format_html_join("", "<li>{}</li>", ((text,) for text in reasons_of(refusal)))
    message = format_html("“{}” was not {}:<ul>{}</ul>", entry.title, label, listed)
    messages.error(request, message)


class TopicForm(ReasonForm):
    topic = forms.ModelChoiceField(Term.objects.filter(scheme="topic"))
    field_order = ["topic", "reason"]


def add_topic(entry: Entry, *, by: User, reason: str, topic: Term) -> Entry:
    item = record(for_record(Entry.objects.filter(pk=entry.pk)).get())
    item["topics"] = sorted({*item["topics"], topic.code})
    return actions.apply(item, by=by, reason=reason)


class StepsMixin:
    """For the admin of a kind of entry."""

    actions = ["submit_selected", "publish_selected", "withdraw_selected", "add_topic_selected"]

    def get_urls(self) -> list:
        info = self.opts.app_label, self.opts.model_name  # type: ignore[attr-defined]
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path(
                f"<path:object_id>/{name}/",
                wrap(self.step_view),
                {"step": name},
                name="{}_{}_{}".format(*info, name),
            )
            for name in STEPS
        ] + super().get_urls()

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """Asks for the reason, shows what stands against it, and takes the step."""
        entry = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_change_permission(request, entry):  # type: ignore[attr-defined]
            raise PermissionDenied
        chosen, refused = STEPS[step], []
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                chosen.take(entry, by=request.user, reason=form.cleaned_data["reason"])
            except (actions.Invalid, actions.Stale) as refusal:
                refused = reasons_of(refusal)
            else:
                messages.success(request, f"“{entry}” was {chosen.done}.")
                return redirect(change_url(entry))
        elif step == "publish":
            refused = actions.reasons_against_publishing(entry)
        context = {"step": chosen, "entries": [entry], "form": form, "reasons": refused, "back": change_url(entry)}
        return self._ask(request, context)

    def _ask(self, request: HttpRequest, context: dict) -> HttpResponse:
        site, opts = self.admin_site, self.opts  # type: ignore[attr-defined]
        request.current_app = site.name
        shared = {**site.each_context(request), "opts": opts, "title": context["step"].label, "media": self.media}  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/record/step.html", shared | context)

    def take_step(self, request: HttpRequest, entry: Entry, reason: str) -> None:
        """After a save by a button that does more: the save stands, whatever becomes of the step."""
        for step in STEPS.values():
            if f"_{step.name}" in request.POST:
                try:
                    step.take(entry, by=request.user, reason=reason)
                except (actions.Invalid, actions.Stale) as refusal:
                    tell_refusal(request, entry, step.done, refusal)
                else:
                    messages.success(request, f"“{entry}” was {step.done}.")

    # --- for many ---------------------------------------------------------------------------------

    def _for_many(
        self, request: HttpRequest, queryset: models.QuerySet, step: Step, form_class: type[ReasonForm] = ReasonForm
    ) -> HttpResponse | None:
        """First asks for the reason; then each entry by itself, so that one refusal stops no other."""
        confirmed = "confirmed" in request.POST
        form = form_class(request.POST if confirmed else None)
        if not (confirmed and form.is_valid()):
            hidden = {"action": request.POST.get("action", ""), "select_across": request.POST.get("select_across", "0")}
            chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
            context = {"step": step, "entries": queryset[:200], "form": form, "back": request.path}
            many = {"many": True, "hidden": hidden, "chosen": chosen, "checkbox": ACTION_CHECKBOX_NAME}
            return self._ask(request, context | many)
        done = 0
        given = {name: value for name, value in form.cleaned_data.items() if name != "reason"}
        for entry in queryset:
            try:
                step.take(entry, by=request.user, reason=form.cleaned_data["reason"], **given)
                done += 1
            except (actions.Invalid, actions.Stale) as refusal:
                tell_refusal(request, entry, step.done, refusal)
        if done:
            messages.success(request, f"{done} {'entry was' if done == 1 else 'entries were'} {step.done}.")
        return None

    @admin.action(description="Send to review", permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        return self._for_many(request, queryset, STEPS["submit"])

    @admin.action(description="Publish", permissions=["change"])
    def publish_selected(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        return self._for_many(request, queryset, STEPS["publish"])

    @admin.action(description="Withdraw", permissions=["change"])
    def withdraw_selected(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        return self._for_many(request, queryset, STEPS["withdraw"])

    @admin.action(description="Add a topic", permissions=["change"])
    def add_topic_selected(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        step = Step("topic", "Add a topic", "given the topic", add_topic, frozenset(), "Each entry gets an edition.")
        return self._for_many(request, queryset, step, TopicForm)


def change_url(entry: Entry) -> str:
    return reverse(f"admin:partnership_{entry.kind}_change", args=[entry.pk])
