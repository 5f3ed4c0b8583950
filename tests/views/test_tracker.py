"""The tracker: every published agreement, how far it had come, and what it awaits."""

import datetime as dt

import pytest
from django.http import QueryDict

from partnership import listings
from tests.factories import action, entry_record, saved, source_record, statement, vocabulary
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def pacts():
    vocabulary()
    source = saved(source_record())
    north, south = (saved(entry_record("institution", name, source, slug=name.lower())) for name in ("North", "South"))

    def pact(title, *steps, **columns):
        said = statement(f"{title} was agreed.", source, lead=True)
        rows = [action(verb, said, date=date, party=party) for verb, date, party in steps]
        return saved(entry_record("agreement", title, slug=title.lower(), statements=[said], actions=rows, **columns))

    pact("Old", ("signature", "1954-04-02", None), ("entry_into_force", "1954-06-12", None),
         ("termination", "1955-09-23", None), type="treaty", date="1954-04-02")  # fmt: skip
    pact("New", ("signature", "2004-01-20", north.key), ("signature", "2004-01-20", south.key),
         ("ratification", "2005-01-01", north.key), type="treaty", date="2004-01-20")  # fmt: skip
    pact("Secret", ("signature", "2004", None), type="treaty", status="draft")
    return north, south


def asked(client, query: str = ""):
    response = client.get(f"/agreements/tracker.json{query}")
    assert response.status_code == 200, response.content
    return response.json()


def titles(document) -> list[str]:
    return [each["title"] for each in document["results"]]


def test_each_agreement_says_how_far_it_has_come_and_what_it_awaits(client, pacts):
    document = asked(client, "?on=2006-01-01")
    assert (document["count"], document["total"], document["day"]["edtf"]) == (2, 2, "2006-01-01")
    new, old = document["results"]
    assert (new["stage"]["code"], old["stage"]["code"]) == ("ratified", "terminated")
    assert [(each["action"], each["party"] and each["party"]["title"]) for each in new["pending"]] == [
        ("ratification", "South"), ("entry_into_force", None),
    ]  # fmt: skip
    assert new["since_signature"] == {"least": 712, "most": 712, "display": "712"}
    by_party = [([each["title"] for each in one["parties"]], [each["action"] for each in one["steps"]])
                for one in new["by_party"]]  # fmt: skip
    assert by_party == [(["North"], ["signature", "ratification"]), (["South"], ["signature"])]


def test_what_was_found_yesterday_is_not_shown_today(pacts):
    """Though nobody has written anything meanwhile."""

    def found(today: str) -> tuple[int, list[str]]:
        document = listings.of_agreements(
            QueryDict("q=new&status=signed"), "/agreements/tracker/", today=dt.date.fromisoformat(today)
        )
        return document["count"], titles(document)

    assert found("2004-06-01") == (1, ["New"])
    assert found("2006-06-01") == (0, [])


def test_parties_that_did_the_same_stand_together(client, pacts):
    [new] = [each for each in asked(client, "?on=2004")["results"] if each["title"] == "New"]
    [both] = new["by_party"]
    assert [party["title"] for party in both["parties"]] == ["North", "South"]
    assert [(step["action"], step["date"]["edtf"]) for step in both["steps"]] == [("signature", "2004-01-20")]


def test_what_was_in_force_then(client, pacts):
    assert titles(asked(client, "?on=1955-09-22&status=in-force")) == ["Old"]
    assert titles(asked(client, "?on=1955-09-23&status=in-force")) == []
    assert titles(asked(client, "?on=1955")) == ["Old"]
    assert asked(client, "?on=1955")["day"]["edtf"] == "1955-12-31"


def test_the_page_shows_it_and_counts_each_status(client, pacts):
    page = client.get("/agreements/tracker/?on=2006-01-01").content.decode()
    assert "ratification by South; no entry into force recorded" in page
    assert '<b class="stage stage-terminated">Terminated</b>' in page
    assert "Secret" not in page
    facets = asked(client, "?on=2006-01-01")["facets"]["status"]
    assert [(each["value"], each["count"]) for each in facets] == [("ratified", 1), ("terminated", 1)]
    for each in facets:
        assert asked(client, each["url"].partition("/tracker/")[2])["count"] == each["count"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("?on=2010/..", "on"), ("?on=soon", "on"), ("?status=broken", "status"), ("?kind=event", "kind")],
)
def test_what_cannot_be_understood_is_named(client, pacts, query, parameter):
    response = client.get(f"/agreements/tracker.json{query}")
    assert response.status_code == 400
    assert response.json()["error"]["parameter"] == parameter


def test_no_agreement_takes_the_trackers_address(pacts):
    source = saved(source_record())
    assert saved(entry_record("agreement", "Tracker", source)).slug == "tracker-2"
