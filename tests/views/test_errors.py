"""Answers for what cannot be shown."""

import re

import pytest
from django.test import Client, RequestFactory

from partnership.views import errors
from partnership.views.reading import public


def test_an_unknown_address_has_a_page_in_the_sites_design(client, db, settings):
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert settings.SITE["name"] in page
    assert 'href="/entries/"' in page


def test_an_unknown_address_of_data_answers_with_data(client, db):
    answer = client.get("/events/nothing.json")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json; charset=utf-8")
    assert answer.json()["error"]["status"] == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize(
    "path", ["/", "/entries/", "/events/", "/events/x/", "/sources/", "/topics/", "/about/", "/healthz"]
)
def test_what_is_only_read_refuses_every_other_method(client, db, method, path):
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert b"can only be read" in answer.content


def test_head_is_answered_like_get(client, visit):
    for path in ("/", "/entries/", "/events/visit/", "/events/visit.json", "/sources/", "/figures/", "/about/"):
        answer = client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")


def test_a_page_that_takes_no_parameters_says_so(client, visit):
    for path in ("/", "/about/", "/topics/", "/events/visit/"):
        assert client.get(f"{path}?colour=red").status_code == 400
        assert client.get(f"{path}?utm_source=mail").status_code == 200


def test_a_fault_of_ours_has_a_page_that_asks_the_database_nothing(settings, monkeypatch):
    """Without the `db` mark any query would fail."""

    def fault(_request, **_):
        raise RuntimeError("broken")

    monkeypatch.setattr("partnership.urls.site.about", fault)
    monkeypatch.setattr("django.urls.resolvers.URLPattern.resolve", _resolving_to(public(fault)))
    answer = Client(raise_request_exception=False).get("/about/")
    assert answer.status_code == 500
    assert settings.SITE["name"] in answer.content.decode()
    assert "broken" not in answer.content.decode()


def _resolving_to(view):
    from django.urls import ResolverMatch

    return lambda self, path: ResolverMatch(view, (), {}, route=str(self.pattern)) if path == "about/" else None


def test_the_last_page_of_all_comes_even_without_templates(monkeypatch):
    def broken(*_args):
        raise RuntimeError("no templates")

    monkeypatch.setattr(errors, "render_to_string", broken)
    answer = errors.server_error(RequestFactory().get("/"))
    assert (answer.status_code, answer["Content-Type"]) == (500, "text/plain; charset=utf-8")


def test_a_fault_of_ours_is_data_where_data_was_asked_for():
    answer = errors.server_error(RequestFactory().get("/entries.json"))
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert b'"status": 500' in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/events/", "/events.json", "/events/visit/", "/sources/", "/topics/", "/about/"]
)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_is_only_read_cannot_be_written_to(path, method):
    """With the check of tokens that a browser meets, which comes before the view."""
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"


def test_a_foreign_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/", "/entries/", "/events/visit/", "/sources/study/", "/about/", "/nothing/", "/?a=b"]
)
def test_no_page_needs_an_exception_from_the_security_policy(client, visit, path):
    """Scripts are files of the site itself."""
    ours = r'<script src="/static/(js/[a-z]+|django_htmx/htmx-2\.min)\.js" defer></script>'
    page = re.sub(ours, "", client.get(path).content.decode())
    for forbidden in ("<script", "<style", " style=", "javascript:", " onclick", " onload"):
        assert forbidden not in page
