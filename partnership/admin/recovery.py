"""Nothing typed is lost: a post that comes after the log-in, or the form's token, ran out is carried on."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import get_resolver, reverse
from django.utils.http import urlencode

_LOGIN = "_login"  # prefix of the log-in's own fields among those that are carried
_OWN = ("csrfmiddlewaretoken", f"{_LOGIN}-")
_SECRET = "password"  # noqa: S105 -- a part of the names of fields, none of their values

_COUNTING = re.compile(r"^_|_FORMS$|-(id|position|order)$|__prefix__|-empty-|^(edition|overwrite)$")


class LoginAgainForm(AdminAuthenticationForm):
    """Django's log-in form under names that no form of the record uses."""

    prefix = _LOGIN

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["password"].widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})


def carried(post: QueryDict) -> list[tuple[str, str]]:
    """What was typed, in its order: without tokens, without the log-in's own fields, and without any password."""
    return [
        (name, value)
        for name, values in post.lists()
        if not name.startswith(_OWN) and _SECRET not in name.lower()
        for value in values
    ]


def readable(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The part of it that a person would know again: not the form's own counting, not its blank rows."""
    return [(name, value) for name, value in fields if value and not _COUNTING.search(name)]


def holds_password(post: QueryDict) -> bool:
    return any(_SECRET in name.lower() and not name.startswith(_OWN) for name in post)


def log_in_and_go_on(site: Any, request: HttpRequest, view: Callable[..., HttpResponse]) -> HttpResponse:
    """Asks for the log-in with the whole post carried along; once it is right, `view` gets the post as it was."""
    asked = f"{_LOGIN}-username" in request.POST
    form = LoginAgainForm(request, request.POST if asked else None)
    if asked and form.is_valid():
        login(request, form.get_user())
        post = QueryDict(mutable=True)
        for name, value in carried(request.POST):
            post.appendlist(name, value)
        request.POST = post  # type: ignore[assignment]
        return view(request)
    fields = carried(request.POST)
    context = {
        **site.each_context(request),
        "title": "Log in to go on",
        "form": form,
        "fields": fields,
        "shown": readable(fields),
        "address": request.get_full_path(),
        "password_left_out": holds_password(request.POST),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/recovery/log_in.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW. In the admin, a form whose token ran out may be sent again by hand.

    What another site sent is not offered again: a forgery must not be one click away.
    """
    home = reverse("admin:index")
    if not request.path.startswith(home):
        forbidden: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(403)
        return forbidden(request, PermissionDenied(reason))
    if request.path == reverse("admin:login"):
        query = urlencode({"next": request.POST.get("next") or home})
        return HttpResponseRedirect(f"{request.path}?{query}")
    from_here = sent_from_here(request)
    fields = carried(request.POST) if from_here and request.method == "POST" else []
    context = {
        "title": "Not saved yet",
        "site_header": settings.SITE["name"],
        "site_title": settings.SITE["name"],
        "site_url": "/",
        "has_permission": False,
        "is_nav_sidebar_enabled": False,
        "from_here": from_here,
        "fields": fields,
        "shown": readable(fields),
        "address": request.get_full_path(),
        "password_left_out": holds_password(request.POST),
    }
    return HttpResponseForbidden(render_to_string("admin/recovery/send_again.html", context, request))


def sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent it. A browser that says nothing is not believed."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
