"""What is not published stands nowhere in public: every address is read, with data that could leak."""

import re

import pytest

from partnership import actions
from partnership.exports import OF_A_LIST
from partnership.models import Entry
from partnership.records import for_record
from tests.exports.tables import text as text_of
from tests.factories import (
    action,
    entry_record,
    measured,
    relation,
    saved,
    source_record,
    statement,
    vocabulary,
)
from tests.kept import kept

SECRET = "Zanzibar"  # in every text of what is not public, in nothing else
UNSEEN = "zzzzzzzzzz"  # the key of a draft's statement, which is evidence for what is public too


@kept
def record():
    """A public entry that drafts, a review and a withdrawn entry hang on by every kind of reference."""
    vocabulary()
    study = saved(source_record("A study", slug="study"))
    hidden_source = saved(source_record(f"{SECRET} papers", slug="zanzibar-papers", publisher=f"{SECRET} Press"))
    said = statement("It is public.", study, lead=True)
    public = saved(entry_record("institution", "Public body", slug="body", statements=[said], topics=["trade"]))
    for status in ("draft", "in_review", "published"):
        lead = statement(
            f"{SECRET} happened.", study, hidden_source, lead=True, values=[measured("units-ordered", "7")]
        )
        saved(
            entry_record(
                "agreement",
                f"{SECRET} deal {status}",
                slug=f"zanzibar-{status}",
                status=status,
                date="1999-09",
                statements=[lead],
                topics=["education"],
                names=[{"text": f"{SECRET} pact", "language": "en", "kind": "alias"}],
                relations=[relation("signatory", public, lead)],
                actions=[action("signature", lead, party=public.key)],
            )
        )
    relay = saved(source_record(f"{SECRET} reprint", slug="zanzibar-reprint", origin=study.key))
    unseen = statement(f"{SECRET} signed.", study, relay, lead=True)
    unseen["key"] = UNSEEN
    draft = saved(
        entry_record("institution", f"{SECRET} ministry", slug="zanzibar-ministry", status="draft", statements=[unseen])
    )
    lead = statement("It is public too.", study, lead=True)
    saved(
        entry_record(
            "agreement",
            "Public deal",
            slug="deal",
            date="1999-08",
            statements=[lead],
            relations=[
                relation("supplier", draft, lead, detail=f"through {SECRET}"),
                relation("signatory", draft, lead),
            ],
            actions=[action("signature", lead, UNSEEN, party=draft.key)],
        )
    )
    withdrawn = for_record(Entry.objects.filter(slug="zanzibar-published")).get()
    actions.withdraw(withdrawn, by=None, reason="Test")
    return {"body": public, "statement": lead["key"]}


@pytest.mark.long
def test_no_public_address_says_anything_of_what_is_not_public(client, record):
    """All pages that links lead to, and the data of each; lists with any one filter, not with every combination."""
    waiting, seen = ["/", "/sitemap.xml", "/robots.txt", "/entries/?sort=title", "/api/v1/"], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        text = text_of(answer)
        assert SECRET.lower() not in text.lower(), path
        assert UNSEEN not in text, path
        found = re.findall(r'(?:href="|<loc>http://127.0.0.1:8000|"url": ")(/[^"<#]*)', text)
        if path.startswith("/api/"):  # behind it stands whatever has a page
            found += re.findall(r'"http://127.0.0.1:8000(/api/[^"]*)', text)
            found += [
                f"/api/v1{each}" for each in re.findall(r'"(?:url|card)":"(/[^"#]*)', text) if "/topics/" not in each
            ]
        waiting += [each for each in found if not each.startswith(("/static/", "/admin/")) and "&" not in each]
    assert {
        f"/statements/{record['statement']}/",
        "/evidence/",
        "/",
        "/events/",
        "/institutions/body/",
        "/agreements/deal.json",
        "/sources/study/",
        "/topics/trade.json",
        *(f"/{name}.{form}" for name in ("entries", "sources", "figures") for form in OF_A_LIST),
        *(f"/agreements/tracker.{form}" for form in OF_A_LIST),
        "/api/v1/institutions/body/",
        "/api/v1/agreements/tracker/",
        "/api/v1/sources/study/",
        f"/api/v1/statements/{record['statement']}/",
    } <= seen


def test_a_card_of_what_a_draft_rests_on_says_nothing_of_the_draft(client, record):
    """The public sentence is evidence for relations to drafts and a step by one; theirs have no page at all."""
    found = client.get(f"/statements/{record['statement']}.json").json()
    assert [(each["use"], each["other"]["title"]) for each in found["used"]] == [
        ("step", "someone not yet in the public record")
    ]
    for suffix in ("/", ".json"):
        assert client.get(f"/statements/{UNSEEN}{suffix}").status_code == 404
    assert client.get(f"/api/v1/statements/{UNSEEN}/").status_code == 404


def test_the_state_of_the_evidence_counts_nothing_that_is_not_public(client, record):
    found = client.get("/evidence.json").json()
    assert (found["entries"], found["statements"], found["sources"]) == (2, 2, 1)
    assert {each["total"] for each in found["gaps"]} == {2, 1}
    parts = next(each for each in found["gaps"] if each["gap"] == "untaken-part")
    assert (parts["count"], parts["inside"]["count"]) == (1, 1)


@pytest.mark.parametrize(
    "path",
    [
        "/agreements/zanzibar-draft/",
        "/agreements/zanzibar-in_review/",
        "/institutions/zanzibar-ministry.json",
        "/events/zanzibar-ministry/",
        "/sources/zanzibar-papers/",
        "/sources/zanzibar-papers.json",
        "/api/v1/agreements/zanzibar-draft/",
        "/api/v1/institutions/zanzibar-ministry/",
        "/api/v1/sources/zanzibar-papers/",
    ],
)
def test_what_is_not_public_is_answered_like_what_is_not_there(client, record, path):
    answer, nothing = client.get(path), client.get(re.sub("zanzibar[a-z_-]*", "nothing", path))
    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert answer.content.replace(path.encode(), b"") == nothing.content.replace(
        re.sub("zanzibar[a-z_-]*", "nothing", path).encode(), b""
    )


@pytest.mark.parametrize("parameter", ["institution=zanzibar-ministry", "source=zanzibar-papers", "after={key}"])
def test_a_filter_does_not_tell_a_draft_from_nothing(client, record, parameter):
    key = Entry.objects.get(slug="zanzibar-draft").key
    answer = client.get(f"/entries.json?{parameter.format(key=key)}")
    nothing = client.get(f"/entries.json?{parameter.format(key='bcdfghjkmn').replace('zanzibar', 'nothing')}")
    assert (answer.status_code, nothing.status_code) == (400, 400)
    assert answer.json()["error"]["expected"] == nothing.json()["error"]["expected"]


def test_a_key_of_a_draft_is_answered_by_the_api_like_one_of_nothing(client, record):
    key = Entry.objects.get(slug="zanzibar-draft").key
    answer, nothing = client.get(f"/api/v1/entries/{key}/"), client.get("/api/v1/entries/bcdfghjkmn/")
    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert answer.content.replace(key.encode(), b"") == nothing.content.replace(b"bcdfghjkmn", b"")


def test_words_of_a_draft_find_nothing(client, record):
    found = client.get(f"/entries.json?q={SECRET}").json()
    assert (found["count"], found["facets"].get("kind", [])) == (0, [])
    assert client.get("/figures.json").json()["count"] == 0


def test_a_relation_to_a_draft_is_no_relation_and_a_party_that_is_one_has_no_name(client, record):
    found = client.get("/agreements/deal.json").json()
    assert found["relations"] == []
    assert found["actions"][0]["party"] == {
        "kind": None,
        "slug": None,
        "title": "someone not yet in the public record",
        "url": None,
    }


def test_the_same_record_does_show_it_once_it_is_published(client, record):
    """So that the tests above look where it would be."""
    draft = for_record(Entry.objects.filter(slug="zanzibar-draft")).get()
    actions.publish(draft, by=None, reason="Test")
    for path in (
        *("/institutions/body/", "/entries/", "/agreements.json", "/figures.json", "/sources/", "/sources/study/", "/"),
        *("/sitemap-entries-0.xml", "/agreements/deal/", "/sources/zanzibar-papers/"),
        *(f"/{name}.{form}" for name in ("entries", "sources", "figures") for form in OF_A_LIST),
    ):
        assert SECRET.lower() in text_of(client.get(path)).lower(), path
