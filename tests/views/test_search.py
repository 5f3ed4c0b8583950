"""The page of search, its other forms, and what is suggested while one types."""

import json

import pytest

from tests.factories import entry_record, saved, source_record, statement, term_record, vocabulary
from tests.kept import kept


@kept
def record():
    vocabulary()
    source = saved(source_record("The <Gazette> of orders", slug="gazette", publisher="Ankara Press"))
    said = [statement("An order was placed.", source, lead=True), statement("İzmir is <b>near</b>.", source)]
    saved(
        entry_record("agreement", "The <order>", slug="order", date="2016", type="treaty", statements=said),
        entry_record("event", "A visit", source, slug="visit", date="2003-06"),
        entry_record("event", "Secret order", source, slug="secret", status="draft"),
        term_record("alias", "visit", label="visit"),
    )
    return said[1]["key"]


def page(client, query: str) -> str:
    answer = client.get(f"/search/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_results_stand_under_their_kinds_with_what_was_found_marked(client, record):
    text = page(client, "q=order")
    assert (
        text.index("<span>Agreements</span>") < text.index("<span>Events</span>") < text.index("<span>Sources</span>")
    )
    assert "The &lt;<mark>order</mark>&gt;" in text
    assert "An <mark>order</mark> was placed." in text
    assert "The &lt;Gazette&gt; of <mark>orders</mark>, Ada Author, Ankara Press" in text
    assert "Secret" not in text


def test_a_match_in_a_sentence_leads_to_it_by_its_number(client, record):
    text = page(client, "q=izmir")
    assert f'<a href="/agreements/order/#s{record}">Sentence 2</a>' in text
    assert "<mark>İzmir</mark> is &lt;b&gt;near&lt;/b&gt;." in text


def test_the_same_as_data_is_ranked_and_says_where(client, record):
    found = client.get("/search.json?q=order").json()
    assert [each["slug"] for each in found["results"]] == ["order", "visit"]
    assert found["sort"] == "relevance"
    assert found["results"][1]["matches"][0]["where"] == "source"
    assert found["sources"]["count"] == 1
    assert int(client.get("/search.json?q=order")["X-Revision"]) > 0


def test_what_is_taken_away_is_said_to_be_in_another_order(client, record):
    assert "the order that it has without words to look for" in page(client, "q=order")
    assert "with its filters and in its order" in page(client, "q=order&sort=date")


def test_filters_narrow_what_was_found(client, record):
    text = page(client, "kind=agreement&q=order")
    assert "<strong>1</strong> of 2 entries" in text
    assert "A visit" not in text


def test_without_words_it_says_how_to_search_and_shows_nothing(client, record):
    text = page(client, "")
    assert "How to search" in text
    assert "The &lt;order&gt;" not in text
    assert client.get("/search.json").json()["count"] == 0


def test_nothing_found_leads_on(client, record):
    text = page(client, "q=ordr")
    assert "Nothing in the record holds “<bdi>ordr</bdi>”" in text
    assert '<a href="/search/?q=order"><bdi>order</bdi></a> <span class="count">2</span>' in text
    assert '<a href="/entries/">All entries</a>' in text


@pytest.mark.parametrize("path", ["/entries/", "/agreements/", "/agreements/tracker/", "/sources/", "/topics/trade/"])
def test_lists_put_the_best_first_too_unless_another_order_is_asked_for(client, record, path):
    assert 'aria-current="true">Best first' in client.get(f"{path}?q=order").content.decode()
    assert 'aria-current="true">Best first' not in client.get(f"{path}?q=order&sort=-date").content.decode()
    assert "Best first" not in client.get(path).content.decode()
    assert client.get(f"{path}?sort=relevance").status_code == 400


def test_the_best_first_has_no_marks(client, record):
    key = client.get("/search.json?q=order").json()["results"][0]["id"]
    refused = client.get(f"/entries.json?q=order&after={key}")
    assert refused.status_code == 400
    assert refused.json()["error"]["parameter"] == "after"
    assert client.get(f"/entries.json?q=order&sort=date&after={key}").status_code == 200


def test_figures_are_found_by_their_entries(client, record):
    assert client.get("/figures.json?q=order").json()["count"] == 0
    assert client.get("/figures/?q=order").status_code == 200


def test_suggestions_are_links(client, record):
    text = client.get("/search/suggest/?q=ord").content.decode()
    assert '<a href="/agreements/order/"><bdi>The &lt;order&gt;</bdi>' in text
    assert '<a href="/search/?q=ord">' in text
    assert "Secret" not in text
    assert "<html" not in text
    assert client.get("/search/suggest/?q=").content.strip() == b""


def test_suggestions_for_a_browsers_own_search_box(client, record):
    answer = client.get("/search/suggestions.json?q=vis")
    assert answer["Content-Type"] == "application/x-suggestions+json; charset=utf-8"
    typed, titles, kinds, urls = json.loads(answer.content)
    assert (typed, titles, kinds) == ("vis", ["A visit"], ["Event"])
    assert urls[0].endswith("/events/visit/")


HOSTILE = (
    '"',
    "*",
    "AND",
    "a AND",
    "%00",
    "%FF%FE",
    "a" * 10_000,
    "(" * 500,
    "%27%3B--",
    "%EE%80%80",
    "-",
    "-a",
    '"a b',
    "%F0%9F%A6%89",
)


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: typed[:12])
@pytest.mark.parametrize(
    "path", ["/search/", "/search.json", "/search/suggest/", "/search/suggestions.json", "/entries/"]
)
def test_anything_is_looked_for_as_text(client, record, path, typed):
    assert client.get(f"{path}?q={typed}", follow=True).status_code == 200


def test_what_is_no_word_finds_nothing(client, record):
    assert client.get("/search.json?q=***").json()["count"] == 0
    assert client.get("/search.json?q=%22").json()["count"] == 0
