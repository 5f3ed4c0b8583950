"""Entity tags and dates: asking whether anything has changed."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from partnership import actions, program
from partnership.api import state
from partnership.models import Entry, Revision
from partnership.records import for_record
from tests.factories import entry_record, saved, source_record, vocabulary
from tests.kept import kept

ADDRESSES = ["/api/v1/entries/?limit=2", "/api/v1/events/visit/", "/api/v1/", "/api/v1/schema/", "/api/v1/terms/"]


@kept
def visit():
    vocabulary()
    found = saved(entry_record("event", "The Visit", saved(source_record()), slug="visit"))
    Revision.objects.update(changed_at=timezone.now() - dt.timedelta(hours=1))
    return found


@pytest.mark.parametrize("path", ADDRESSES)
def test_while_nothing_changes_the_answer_is_304_without_a_body(client, visit, path):
    first = client.get(path)
    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-None-Match": f'"other", {first["ETag"]}'},
        {"If-Modified-Since": first["Last-Modified"]},
        {"If-None-Match": "*"},
    ):
        for ask in (client.get, client.head):
            again = ask(path, headers=headers)
            assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == "public, no-cache"


def test_a_tag_that_is_known_costs_one_query(client, visit, django_assert_num_queries):
    tag = client.get("/api/v1/events/visit/")["ETag"]
    with django_assert_num_queries(1):
        assert client.get("/api/v1/events/visit/", headers={"If-None-Match": tag}).status_code == 304


def test_each_address_has_its_tag_however_its_parameters_stand(client, visit):
    one, same, other = (
        client.get(f"/api/v1/entries/?{query}")["ETag"]
        for query in ("limit=2&kind=event", "kind=event&q=&limit=2&utm_source=mail", "limit=3&kind=event")
    )
    assert one == same != other
    assert not one.startswith("W/")


def test_what_the_public_notices_changes_the_tag_and_a_draft_does_not(client, visit):
    before = client.get("/api/v1/entries/")["ETag"]
    saved(entry_record("event", "A draft", status="draft"))
    assert client.get("/api/v1/entries/")["ETag"] == before
    actions.withdraw(for_record(Entry.objects.filter(pk=visit.pk)).get(), by=None, reason="Test")
    assert client.get("/api/v1/entries/")["ETag"] != before


def test_a_restored_copy_of_the_same_number_has_another_tag(client, visit):
    before = client.get("/api/v1/entries/")["ETag"]
    Revision.objects.update(changed_at=timezone.now())
    assert client.get("/api/v1/entries/")["ETag"] != before


def test_another_day_or_another_program_is_another_state(client, visit, monkeypatch):
    """An agreement stands each day as of that day."""
    now = state.now()
    tags = {now.tag("/"), now._replace(day=now.day + dt.timedelta(days=1)).tag("/")}
    monkeypatch.setattr(program, "fingerprint", lambda: "another")
    tags.add(now.tag("/"))
    assert len(tags) == 3
    assert (
        parse_http_date(client.get("/api/v1/")["Last-Modified"])
        >= dt.datetime.combine(now.day, dt.time(), tzinfo=dt.UTC).timestamp()
    )


def test_the_second_of_a_write_is_not_named_before_it_is_over(client, visit):
    Revision.objects.update(changed_at=timezone.now())
    assert "Last-Modified" not in client.get("/api/v1/")


@pytest.mark.parametrize("headers", [{"If-None-Match": "*"}, {"If-Modified-Since": http_date(4_000_000_000)}])
def test_what_is_not_there_or_wrong_is_not_unchanged(client, visit, headers):
    assert client.get("/api/v1/events/nothing/", headers=headers).status_code == 404
    assert client.get("/api/v1/entries/?kind=x", headers=headers).status_code == 400


def test_a_state_that_is_gone_is_a_precondition_that_failed(client, visit):
    found = client.get("/api/v1/entries/", headers={"If-Match": '"other"'})
    assert (found.status_code, found["Content-Type"]) == (412, "application/problem+json")
