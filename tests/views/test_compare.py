"""The page and the data of a comparison, the way to it, and what is refused."""

import html
import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership import actions
from partnership.models import Entry
from partnership.records import for_record
from tests.factories import entry_record, relation, saved, statement
from tests.kept import kept
from tests.test_hostile_input import VALUES

PAIR = "/compare/?entry=visit&entry=talks"


@kept
def talks(study, visit):
    """Events beside the visit, and one of each status that is not public."""
    for status in ("draft", "in_review"):
        saved(entry_record("event", f"Hidden {status}", study, slug=f"hidden-{status}", status=status))
    saved(entry_record("event", "Hidden withdrawn", study, slug="hidden-withdrawn"))
    actions.withdraw(for_record(Entry.objects.filter(slug="hidden-withdrawn")).get(), by=None, reason="Test")
    for number in range(4):
        saved(entry_record("event", f"Talks {number}", study, slug=f"talks-{number}", type="meeting", date="2004"))
    return saved(
        entry_record("event", "The Talks", study, slug="talks", type="visit", date="2005", redirects=[{"slug": "talk"}])
    )


def error(client, query: str) -> dict:
    answer = client.get(f"/compare.json?{query}")
    assert answer.status_code == 400, query
    assert client.get(f"/compare/?{query}").status_code == 400
    return answer.json()["error"]


def test_two_entries_stand_in_columns_with_headers_for_both_directions(client, talks):
    page = client.get(PAIR).content.decode()
    assert re.findall(r'<th scope="col">\s*<a class="name" href="([^"]*)"', page) == [
        "/events/visit/",
        "/events/talks/",
    ]
    assert page.count('<th scope="row">') == page.count('class="fact-row') > 5
    assert '<a href="#n1" aria-label="Source 1">1</a>' in page
    assert '<li id="n1">' in page
    assert "not recorded" in page
    assert '<bdi lang="ur">دورہ</bdi>' in page


def test_the_data_are_what_the_page_shows(client, talks):
    found = client.get("/compare.json?entry=visit&entry=talks").json()
    assert [each["url"] for each in found["entries"]] == ["/events/visit/", "/events/talks/"]
    assert found["links"]["json"] == "http://127.0.0.1:8000/compare.json?entry=visit&entry=talks"
    page = client.get(PAIR).content.decode().lower()
    for part in found["sections"]:
        for row in part["rows"]:
            assert all(item["display"].lower() in page for cell in row["cells"] for item in cell["items"]), row["name"]


def test_the_canonical_address_has_present_slugs_in_the_order_given(client, talks, visit):
    page = client.get(f"/compare/?kind=event&q=&entry=talk&entry={visit.key}&utm_source=x").content.decode()
    wanted = '<link rel="canonical" href="http://127.0.0.1:8000/compare/?entry=talks&amp;entry=visit">'
    assert wanted in page


def test_a_column_is_added_and_removed(client, talks):
    found = client.get("/compare.json?entry=visit&entry=talks&entry=talks-0").json()
    assert [each["without"] for each in found["entries"]] == [
        "/compare/?entry=talks&entry=talks-0",
        "/compare/?entry=visit&entry=talks-0",
        "/compare/?entry=visit&entry=talks",
    ]
    chooser = client.get(found["add"]).content.decode()
    assert re.findall(r'value="([^"]*)" checked', chooser) == ["visit", "talks", "talks-0"]
    assert client.get("/compare.json?entry=visit&entry=talks&entry=talks-0&entry=talks-1").json()["add"] is None


def test_an_entry_leads_to_a_comparison_with_its_like_and_to_the_way_of_choosing(client, talks):
    page = client.get("/events/visit/").content.decode()
    assert '<a href="/compare/?entry=visit&amp;entry=talks" rel="nofollow"><bdi>The Talks</bdi></a>' in page
    assert '<a href="/compare/?entry=visit" rel="nofollow">another event …</a>' in page
    assert client.get("/compare/?entry=visit&entry=talks").status_code == 200


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/events/", "/compare/?kind=event"),
        ("/events/?q=talks&type=meeting", "/compare/?kind=event&q=talks"),
        ("/entries/", "/compare/"),
        ("/entries/?kind=event", "/compare/?kind=event"),
        ("/entries/?kind=event&kind=institution&q=%26+talks", "/compare/?q=%26+talks"),
        ("/search/?q=talks", "/compare/?q=talks"),
        ("/topics/trade/?from=2003", "/compare/"),
        ("/agreements/tracker/", "/compare/?kind=agreement"),
    ],
)
def test_a_list_of_entries_leads_to_the_way_of_choosing_with_its_kind_and_words(client, talks, study, path, way):
    saved(*(entry_record("agreement", f"Deal {each}", study, slug=f"deal-{each}") for each in "ab"))
    saved(entry_record("event", "Other", study, topics=["trade"], date="2006"))
    page = client.get(path).content.decode()
    [found] = re.findall(r'<a href="([^"]*)" rel="nofollow">Set side by side</a>', page)
    assert html.unescape(found) == way
    choosing = client.get(way).content.decode()
    assert "<h1>Side by side</h1>" in choosing
    assert ("<button>Set side by side</button>" in choosing) == ("kind=" in way)


@pytest.mark.parametrize("path", ["/sources/", "/figures/", "/people/", "/institutions/?q=firm", "/search/"])
def test_where_no_two_entries_stand_nothing_leads_there(client, talks, path):
    assert "Set side by side" not in client.get(path).content.decode()


def test_without_two_entries_the_page_says_how_to_choose(client, talks):
    assert re.findall(r'href="(/compare/\?kind=[a-z]*)"', client.get("/compare/").content.decode()) == [
        f"/compare/?kind={kind}" for kind in ("event", "agreement", "institution", "person", "system")
    ]
    page = client.get("/compare/?entry=visit").content.decode()
    assert re.findall(r'value="([^"]*)" checked', page) == ["visit"]
    assert 'value="talks" autocomplete' in page
    assert "hidden-" not in page
    found = client.get("/compare.json?kind=event&q=visit").json()
    assert [each["slug"] for each in found["results"]] == ["visit"]
    assert {each["kind"]: each["count"] for each in found["kinds"]}["event"] == 1
    assert found["kinds"][2]["url"] == "/compare/?kind=institution&q=visit"


def test_looking_for_more_keeps_what_was_ticked(client, talks):
    page = client.get("/compare/?kind=event&q=talks&find=yes&entry=visit&entry=talks-1").content.decode()
    assert re.findall(r'value="([^"]*)" checked', page) == ["visit", "talks-1"]
    assert 'value="talks-1" autocomplete' not in page
    assert 'value="talks-2" autocomplete' in page


@pytest.mark.parametrize("query", ["", "kind=person", "kind=event&q=zebra", "entry=", "entry=&entry=%20"])
def test_where_there_is_nothing_to_set_side_by_side_the_answer_is_a_page(client, talks, query):
    answer = client.get(f"/compare/?{query}")
    assert (answer.status_code, b"<h1>Side by side</h1>" in answer.content) == (200, True)


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("&".join(f"entry=talks-{each}" for each in range(4)) + "&entry=visit", "entry", "5 entries are too many"),
        ("entry=visit&entry=visit", "entry", "stands here already"),
        ("entry=talks&entry=talk", "entry", "stands here already"),
        ("entry=visit&entry=firm", "entry", "events and institutions cannot stand side by side"),
        ("entry=visit&entry=nothing", "entry", "is not an entry of this record"),
        ("kind=firm", "kind", "is not a kind of entry"),
        ("kind=person&entry=visit", "kind", "are events"),
        ("find=no", "find", "is not an answer"),
        ("entries=visit", "entries", "is not something this page can be asked for"),
    ],
)
def test_what_cannot_be_set_side_by_side_is_refused_in_words(client, talks, query, parameter, words):
    found = error(client, query)
    assert found["parameter"] == parameter
    assert words in found["message"]
    assert found["expected"]


@pytest.mark.parametrize("slug", ["hidden-draft", "hidden-in_review", "hidden-withdrawn"])
def test_what_is_not_public_is_answered_like_what_is_not_there(client, talks, slug):
    key = Entry.objects.get(slug=slug).key
    nothing = error(client, "entry=visit&entry=nothing")
    for word in (slug, key):
        assert error(client, f"entry=visit&entry={word}") == nothing | {
            "message": nothing["message"].replace("nothing", word)
        }
        assert error(client, f"entry={word}")["message"] == nothing["message"].replace("nothing", word)


def test_no_draft_stands_in_a_comparison_or_among_what_may_be_chosen(client, talks, study):
    said = statement("It was.", study, lead=True)
    draft = saved(entry_record("event", "Hidden result", study, slug="hidden-result", status="draft", type="visit"))
    saved(entry_record("event", "Open", statements=[said], slug="open", relations=[relation("concerns", draft, said)]))
    for path in ("/compare/?entry=open&entry=visit", "/compare/?kind=event&q=hidden", "/compare/?entry=open", PAIR):
        page = client.get(path)
        assert page.status_code == 200
        assert "Hidden" not in page.content.decode(), path
        assert "Hidden" not in client.get(path.replace("/?", ".json?")).content.decode(), path
    assert "Hidden" not in client.get("/events/visit/").content.decode()


@pytest.mark.parametrize("value", VALUES, ids=[repr(value)[:20] for value in VALUES])
def test_no_value_is_a_fault(client, talks, value):
    for name in ("entry", "entry=visit&entry", "kind", "q", "kind=event&q", "find"):
        for ending in ("/", ".json"):
            answer = client.get(f"/compare{ending}?{name}={quote(value)}")
            assert answer.status_code in (200, 400), name
            assert ending == ".json" or b"<script>alert" not in answer.content


def test_more_columns_of_more_sentences_cost_no_more_queries_each(client, study):
    for name, count in (("few", 1), ("many", 60)):
        for number in range(2):
            said = [statement(f"Sentence {each}.", study, lead=each == 0) for each in range(count)]
            saved(entry_record("event", f"{name} {number}", slug=f"{name}-{number}", statements=said, date="2001"))
    found = []
    for name in ("few", "many"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/compare/?entry={name}-0&entry={name}-1").status_code == 200
        found.append(len(queries))
    assert found[0] == found[1] < 40
