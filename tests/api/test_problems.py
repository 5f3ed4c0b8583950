"""What is wrong is said in one form (RFC 9457)."""

import pytest
from django.test import Client

from partnership import actions
from partnership.api.problems import KINDS
from partnership.models import Entry
from partnership.queries import sources
from partnership.records import for_record, record
from tests.api.shape import faults
from tests.factories import entry_record, saved, source_record, vocabulary
from tests.kept import kept


@kept
def visit():
    vocabulary()
    return saved(entry_record("event", "The Visit", saved(source_record("A study", slug="study")), slug="visit"))


def refused(answer, status: int, code: str) -> dict:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    found = answer.json()
    assert not faults(found, "Problem")
    assert (found["status"], found["type"].partition("#")[2]) == (status, code)
    assert answer["Cache-Control"] == "public, no-cache"
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api",
        "/api/v2/",
        "/api/v1/nothing/",
        "/api/v1/nothing",
        "/api/v1/events/nothing/",
        "/api/v1/entries/bcdfghjkmn/",
        "/api/v1/statements/bcdfghjkmn/",
        "/api/v1/sources/nothing/",
        "/api/v1/entries.json",
        "/api/v1/%0Aevents/",
        "/api/v1/events/%0A/",
    ],
)
def test_what_is_not_there(client, visit, path):
    assert refused(client.get(path), 404, "not-found")["instance"] == path


def test_what_is_not_understood(client, visit):
    found = refused(client.get("/api/v1/entries/?kind=evnt"), 400, "bad-parameter")
    assert (found["parameter"], found["instance"]) == ("kind", "/api/v1/entries/")
    assert "event" in found["expected"]
    for path in ("/api/v1/events/visit/?x=1", "/api/v1/?x=1", "/api/v1/schema/?x=1", "/api/v1/docs/?x=1"):
        assert refused(client.get(path), 400, "bad-parameter")["parameter"] == "x"


def test_a_request_that_is_broken_as_a_whole(client, visit):
    many = "&".join(f"a{each}=1" for each in range(20_001))
    refused(client.get(f"/api/v1/entries/?{many}"), 400, "bad-request")


@pytest.mark.parametrize(
    "path", ["/api/v1/", "/api/v1/entries/", "/api/v1/events/visit/", "/api/v1/docs/", "/api/v1/x/"]
)
def test_writing(client, visit, path):
    path = f"/api/v1/{path}"
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"):
        answer = Client(enforce_csrf_checks=True).generic(method, path, b'{"a": 1}', content_type="application/json")
        refused(answer, 405, "method-not-allowed")
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
    options = client.options(path)
    assert (options.status_code, options["Allow"], options.content) == (204, "GET, HEAD, OPTIONS", b"")


def test_another_form_than_json(client, visit):
    refused(client.get("/api/v1/entries/", headers={"Accept": "text/csv"}), 406, "not-acceptable")
    for accepted in ("application/json", "*/*", "application/*", "text/html, */*;q=0.1"):
        assert client.get("/api/v1/entries/", headers={"Accept": accepted}).status_code == 200
    assert client.get("/api/v1/entries/?format=json").status_code == 400


def test_what_was_withdrawn(client, visit):
    key = visit.statements.get().key
    actions.withdraw(for_record(Entry.objects.filter(pk=visit.pk)).get(), by=None, reason="Test")
    for path in (f"/api/v1/entries/{visit.key}/", "/api/v1/events/visit/", f"/api/v1/statements/{key}/"):
        refused(client.get(path), 410, "withdrawn")


def test_a_fault_of_ours_says_nothing_of_the_program_and_is_on_record(client, visit, monkeypatch, caplog):
    def fails(_rows: object) -> None:
        raise ValueError("a secret of the program")

    monkeypatch.setattr(sources, "LINES", fails)
    answer = client.get("/api/v1/sources/")
    refused(answer, 500, "server-error")
    assert b"secret" not in answer.content
    assert "a secret of the program" in caplog.text


def test_head_is_get_without_a_body(client, visit):
    for path in ("/api/v1/entries/", "/api/v1/entries/?kind=x", "/api/v1/nothing/"):
        got, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head["Content-Type"] == got["Content-Type"]


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(client, visit):
    answer = client.get("/api/v1/entries?kind=event")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/entries/?kind=event")


def test_an_old_slug_and_another_kind_lead_to_the_present_address(client, visit):
    saved(record(for_record(Entry.objects.filter(pk=visit.pk)).get()) | {"slug": "the-visit"})
    for path in ("/api/v1/events/visit/?fields=title", "/api/v1/people/the-visit/?fields=title"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, "/api/v1/events/the-visit/?fields=title")
    assert client.get(f"/api/v1/entries/{visit.key}/").json()["slug"] == "the-visit"


def test_each_type_is_the_address_of_a_paragraph_that_explains_it(client, visit):
    text = client.get("/api/v1/docs/").content.decode()
    assert [each.code for each in KINDS if f'id="{each.code}"' not in text] == []
