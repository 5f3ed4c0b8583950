"""An entry's page and address."""

import json
import re

import pytest

from partnership import actions
from partnership.models import Entry, Statement
from partnership.records import for_record, record
from tests.factories import citation, entry_record, saved, source_record, statement, value, vocabulary


def fresh(entry: Entry) -> Entry:
    return for_record(Entry.objects.filter(pk=entry.pk)).get()


def test_the_page_shows_the_sentence_its_source_and_the_way_to_both(client, visit):
    page = client.get("/events/visit/").content.decode()
    lead = visit.statements.get(lead=True)
    assert f'id="s{lead.key}"' in page
    assert "The president came." in page
    assert f'href="/sources/study/#s{lead.key}"' in page
    assert re.search(r'<a href="#n1" aria-label="Source 1">1</a>', page)
    assert 'id="n1"' in page
    assert "¶ 1" in page


def test_the_page_keeps_voices_apart_and_names_who_judges(client, visit):
    page = client.get("/events/visit/").content.decode()
    assert page.index("What is recorded") < page.index("What is judged") < page.index("It was a success.")
    assert re.search(r'class="claimant"><a href="/institutions/firm/">The Firm</a> judged', page)


def test_what_is_no_longer_relied_on_stays_with_its_reason(client, visit):
    page = client.get("/events/visit/").content.decode()
    assert "rank-deprecated" in page
    assert "A slip of the pen." in page
    assert 'id="differs-date"' in page


def test_other_names_carry_their_language(client, visit):
    page = client.get("/events/visit/").content.decode()
    assert '<bdi lang="ur" dir="auto">دورہ</bdi>' in page
    assert '<bdi lang="tr" dir="auto">Ziyaret</bdi>' in page


def test_every_reference_within_the_page_has_its_target_and_no_id_stands_twice(client, visit):
    for path in ("/events/visit/", "/sources/study/", "/institutions/firm/"):
        page = client.get(path).content.decode()
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_page_and_its_data_hold_the_same(client, visit):
    page = client.get("/events/visit/").content.decode()
    data = client.get("/events/visit.json").json()
    for each in data["statements"]:
        assert each["text"] in page
    assert [each["text"] for each in data["names"]] == ["Ziyaret", "دورہ"]
    assert data["links"]["json"].endswith("/events/visit.json")


def test_the_data_is_utf8_and_leads_back_to_the_page_and_to_its_terms(client, visit, settings):
    answer = client.get("/events/visit.json")
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert "دورہ".encode() in answer.content
    assert answer["Link"] == (
        '<http://127.0.0.1:8000/events/visit/>; rel="alternate"; type="text/html", '
        f'<{settings.SITE["content_licence"]["url"]}>; rel="license"'
    )
    assert json.loads(answer.content)["url"] == "/events/visit/"


def test_an_old_slug_and_a_wrong_kind_lead_on_for_ever(client, visit):
    actions.apply(record(fresh(visit)) | {"slug": "state-visit"}, by=None, reason="Clearer")
    for path, target in {
        "/events/visit/": "/events/state-visit/",
        "/events/visit.json": "/events/state-visit.json",
        "/people/state-visit/": "/events/state-visit/",
        "/people/visit/": "/events/state-visit/",
    }.items():
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, target)


def test_a_withdrawn_entry_says_so_at_each_of_its_addresses(client, visit):
    key = visit.statements.first().key
    actions.withdraw(fresh(visit), by=None, reason="Test")
    for path in ("/events/visit/", "/people/visit/", f"/statements/{key}/"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert b"withdrawn" in answer.content
        assert b"The Visit" not in answer.content
    answer = client.get("/events/visit.json")
    assert (answer.status_code, answer.json()["error"]["status"]) == (410, 410)


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_what_was_never_published_is_not_there(client, study, status):
    entry = saved(entry_record(title="Secret", slug="secret", source=study, status=status))
    key = Statement.objects.get(entry=entry).key
    for path in ("/events/secret/", "/events/secret.json", "/people/secret/", f"/statements/{key}/"):
        assert client.get(path).status_code == 404


def test_an_entry_with_nothing_but_its_lead(client, db):
    vocabulary()
    study = saved(source_record())
    saved(entry_record("person", "Somebody", slug="somebody", statements=[statement("Somebody is.", study, lead=True)]))
    page = client.get("/people/somebody/").content.decode()
    assert "Somebody is." in page
    assert "What is recorded" not in page


def test_marks_in_what_was_recorded_are_only_text(client, study):
    hostile = "<b onclick='x()'>c. 1</b>"
    said = statement(
        hostile,
        lead=True,
        values=[value("designation", hostile)],
        citations=[
            citation(study, locator=hostile, anchor=hostile, quote=hostile, note=hostile),
        ],
    )
    names = [{"text": hostile, "language": "en", "kind": "alias"}]
    saved(entry_record("system", hostile, slug="hostile", designation=hostile, statements=[said], names=names))
    for path in ("/systems/hostile/", "/systems/", "/sources/study/", "/"):
        page = client.get(path).content.decode()
        assert "<b onclick" not in page
        assert "&lt;b onclick" in page
