"""Lists as pages: what a reader sees and can click."""

import re
from urllib.parse import quote

import pytest

from partnership.models import Revision
from tests.factories import entry_record, saved


def test_a_list_is_a_chronicle_under_years(client, study):
    for title, date in {"Early": "2001", "Late": "2009-05", "Undated thing": ""}.items():
        saved(entry_record(title=title, source=study, date=date))
    page = client.get("/events/").content.decode()
    order = [
        page.index(each)
        for each in (
            "<span>2009</span>",
            ">Late<",
            "<span>2001</span>",
            ">Early<",
            "<span>Undated</span>",
            ">Undated thing<",
        )
    ]
    assert order == sorted(order)
    assert "May 2009" in page


@pytest.mark.parametrize("plural", ["events", "agreements", "institutions", "people", "systems"])
def test_every_kind_has_its_list_with_its_own_entries_only(client, study, plural):
    for kind in ("event", "agreement", "institution", "person", "system"):
        saved(entry_record(kind, f"Of kind {kind}", study))
    found = client.get(f"/{plural}.json").json()
    assert (found["count"], len(found["results"])) == (1, 1)
    assert f"/{plural}/{found['results'][0]['slug']}/" == found["results"][0]["url"]


def test_the_count_says_how_many_of_how_many(client, visit):
    page = client.get("/entries/?topic=trade").content.decode()
    assert "<strong>1</strong> of 2 entries" in page
    assert "2 entries" in client.get("/entries/").content.decode()


def test_a_chip_takes_its_filter_away(client, visit):
    page = client.get("/entries/?kind=event&topic=trade").content.decode()
    assert 'href="/entries/?kind=event"><bdi>Topic: Trade</bdi>' in page
    assert 'href="/entries/?topic=trade"><bdi>Event</bdi>' in page


def test_nothing_found_says_so_and_offers_the_ways_back(client, visit):
    page = client.get("/entries/?kind=event&q=nothing-like-it").content.decode()
    assert "Nothing in the record matches" in page
    assert 'href="/entries/?q=nothing-like-it">Remove “<bdi>Event</bdi>”' in page
    assert 'href="/entries/">Remove all filters' in page


def test_a_list_without_anything_says_so(client, db):
    for path in ("/entries/", "/people/", "/sources/", "/figures/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert b"Nothing is recorded here yet" in answer.content


def test_one_result_is_a_list_too(client, visit):
    answer = client.get("/events/")
    assert b"1 entries" not in answer.content
    assert b"1 entry" in answer.content


def test_a_page_beyond_the_last_leads_back(client, visit):
    answer = client.get("/entries/?page=2")
    assert answer.status_code == 404
    assert 'href="/entries/">The last page' in answer.content.decode()
    assert client.get("/entries.json?page=2").json()["error"]["message"].startswith("There is no page 2")


def test_a_refused_value_names_itself_and_what_would_be_right(client, visit):
    answer = client.get("/events/?from=2020-13-45&kind=event")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "<code>from</code>" in page
    assert "2020-13-45" in page
    assert "2003-06" in page
    error = client.get("/events.json?from=2020-13-45").json()["error"]
    assert (error["parameter"], error["status"]) == ("from", 400)
    assert "2020-13-45" in error["message"]
    assert "2003-06" in error["expected"]


def test_a_list_and_its_data_name_each_other(client, visit, settings):
    page = client.get("/entries/?topic=trade").content.decode()
    assert '<link rel="alternate" type="application/json" href="/entries.json?topic=trade">' in page
    answer = client.get("/entries.json?topic=trade")
    assert answer["Link"] == (
        '<http://127.0.0.1:8000/entries/?topic=trade>; rel="alternate"; type="text/html", '
        f'<{settings.SITE["content_licence"]["url"]}>; rel="license", '
        '<http://127.0.0.1:8000/entries/?topic=trade>; rel="canonical"'
    )
    found = answer.json()
    assert {"count", "next", "previous", "results", "facets", "filters", "sort"} <= set(found)
    assert found["facets"]["kind"][0]["url"].startswith("/entries/?")


@pytest.mark.parametrize(
    "path",
    ["entries", "events", "agreements/tracker", "search", "topics/trade", "sources", "figures", "entries/by/topic"],
)
def test_a_list_as_json_names_its_revision_and_stays_the_same_until_the_next(client, visit, study, path):
    first = client.get(f"/{path}.json")
    state = Revision.objects.get()
    assert first.json()["revision"] == {"number": state.number, "changed_at": state.changed_at.isoformat()}
    assert first["X-Revision"] == str(state.number)
    assert first.json()["licence"]["url"]
    assert client.get(f"/{path}.json").content == first.content
    saved(entry_record(title="Another", source=study))
    assert client.get(f"/{path}.json").json()["revision"]["number"] > state.number


def test_before_anything_is_published_the_revision_is_none(client, db):
    assert client.get("/entries.json").json()["revision"] == {"number": 0, "changed_at": None}


def test_data_leads_on_to_data_and_a_page_to_a_page(client, study):
    saved(*(entry_record(title=f"Visit {number}", source=study, topics=["trade"]) for number in range(26)))
    first = client.get("/entries.json?topic=trade").json()
    assert first["next"] == "http://127.0.0.1:8000/entries.json?page=2&topic=trade"
    second = client.get(first["next"].removeprefix("http://127.0.0.1:8000")).json()
    assert (len(second["results"]), second["next"]) == (1, None)
    assert second["previous"] == "http://127.0.0.1:8000/entries.json?topic=trade"
    assert (
        '<a rel="next" href="/entries/?page=2&amp;topic=trade">' in client.get("/entries/?topic=trade").content.decode()
    )


def test_every_link_of_a_list_leads_somewhere(client, visit):
    for path in ("/entries/", "/entries/?evidence=conflict&topic=trade", "/sources/", "/figures/", "/topics/trade/"):
        page = client.get(path).content.decode()
        for href in set(re.findall(r'href="(/[^"#]*)', page)):
            if not href.startswith(("/static/", "/admin/")):
                assert client.get(href.replace("&amp;", "&")).status_code == 200, (path, href)


def test_a_topic_narrows_its_own_list(client, visit):
    found = client.get("/topics/trade.json").json()
    assert [each["title"] for each in found["results"]] == ["The Visit"]
    assert found["topic"]["label"] == "Trade"
    assert client.get("/topics/education.json").json()["count"] == 0
    assert client.get("/topics/nothing/").status_code == 404


def test_the_tree_of_topics_counts(client, visit):
    counts = {each["code"]: each["count"] for each in client.get("/topics.json").json()["topics"]}
    assert counts == {"defence": 0, "trade": 1, "education": 0}


def test_what_was_typed_stands_in_the_form_again_and_is_only_text(client, visit):
    typed = "'\"><script>alert(1)</script>"
    page = client.get(f"/entries/?q={quote(typed)}").content.decode()
    assert "<script>" not in page
    assert 'value="&#39;&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page
