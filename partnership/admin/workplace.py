"""The admin site: where editors start, and what every page of it shares."""

from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse

from partnership.admin.likeness import like_named
from partnership.admin.lists import told_apart
from partnership.admin.lookups import LookupView, is_number
from partnership.admin.recovery import log_in_and_go_on
from partnership.admin.steps import change_url
from partnership.dates import BadDate, parse
from partnership.documents import editors_report
from partnership.models import Edition, Entry
from partnership.vocabulary import Status

_MOST = 8
_LISTS = {"entries": "entry", "sources": "source"}
_GROUPS = {
    "Record": ["Event", "Agreement", "Institution", "Person", "System", "Entry", "Source"],
    "Vocabulary": ["Term", "Place"],
    "Parts of the record (to look through)": [
        "Statement",
        "Citation",
        "Value",
        "Name",
        "Identifier",
        "Relation",
        "AgreementAction",
        "Redirect",
    ],
    "History": ["Edition", "Load"],
    "People with access": ["User", "Group"],
}


class Workplace(AdminSite):
    index_template = "admin/workplace.html"
    index_title = "Workplace"
    enable_nav_sidebar = False

    @property
    def site_header(self) -> str:  # type: ignore[override]
        return settings.SITE["name"]

    site_title = site_header

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "%00" in request.META.get("QUERY_STRING", ""):
                raise BadRequest("An address holds no NUL.")
            leaving = request.path == reverse("admin:logout")
            if request.method == "POST" and not self.has_permission(request) and not leaving:
                return log_in_and_go_on(self, request, lambda again: guarded(again, *args, **kwargs))
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return LookupView.as_view(admin_site=self)(request)

    def get_urls(self) -> list:
        return [
            path("like/", self.admin_view(self.like_view), name="like"),
            path("date/", self.admin_view(self.date_view), name="date"),
            *super().get_urls(),
        ]

    def like_view(self, request: HttpRequest) -> HttpResponse:
        """Entries of a like name, asked for while a title is typed."""
        but = request.GET.get("but", "")
        own = int(but) if is_number(but) else None
        found = like_named(request.GET.get("title", "")[:200], but=own)
        return JsonResponse({"like": [{"title": told_apart(each), "url": change_url(each)} for each in found]})

    def date_view(self, request: HttpRequest) -> HttpResponse:
        """How a date would read, or what is wrong with it, asked for while it is typed."""
        try:
            return JsonResponse({"reads": parse(request.GET.get("text", "").strip()[:80]).display})
        except BadDate as error:
            return JsonResponse({"wrong": str(error)})

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> TemplateResponse:
        works = self.get_model_admin(Entry).has_view_permission(request)
        return super().index(request, (extra_context or {}) | (what_waits() if works else {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """In the order of the work instead of the alphabet."""
        listed = super().get_app_list(request, app_label)
        if app_label:
            return listed
        models = {model["object_name"]: model for app in listed for model in app["models"]}
        groups = []
        for name, members in _GROUPS.items():
            if found := [models[each] for each in members if each in models]:
                app = next(app for app in listed if found[0] in app["models"])
                groups.append({**app, "name": name, "models": found})
        return groups


def what_waits() -> dict:
    """Entries that somebody has to do something about, and what was done last."""
    entries = Entry.objects.order_by("-changed_at", "-pk")
    groups = [
        ("In review", entries.filter(status=Status.IN_REVIEW), "status__exact=in_review"),
        ("Held back", entries.exclude(hold_reason=""), "held=yes"),
        ("Drafts", entries.filter(status=Status.DRAFT, hold_reason=""), "status__exact=draft&held=no"),
    ]
    return {
        "waiting": [
            {"name": name, "entries": rows[:_MOST], "count": rows.count(), "query": query}
            for name, rows, query in groups
        ],
        "lacks": what_lacks(),
        "recent": Edition.objects.defer("record").select_related("entry", "source", "term", "place", "by", "load")[:12],
    }


def what_lacks() -> list[dict]:
    """The same figures as readers see on the page about the evidence, over drafts too."""
    lists = {of: reverse(f"admin:partnership_{model}_changelist") for of, model in _LISTS.items()}
    found = [each for each in editors_report()["gaps"] if each["count"]]
    return [each | {"url": f"{lists[each['of']]}?gap={each['gap']}"} for each in found]


site = Workplace(name="admin")
