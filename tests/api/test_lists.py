"""Lists: what the pages find, in parts that nothing falls between."""

from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership import actions
from partnership.models import Entry, Source
from partnership.records import for_record
from tests.factories import entry_record, saved

ORDERS = [
    ("entries", "-date"),
    ("entries", "date"),
    ("entries", "title"),
    ("sources", "title"),
    ("sources", "date"),
    ("sources", "-date"),
    ("figures", "measure"),
    ("figures", "-date"),
    ("figures", "title"),
    ("terms", "scheme"),
    ("terms", "label"),
    ("places", "name"),
    ("places", "code"),
]


def path_of(address: str) -> str:
    return address.removeprefix("http://127.0.0.1:8000")


def walk(client, path: str, towards: str = "next") -> list[list]:
    """The results of each part, from this one on."""
    parts = []
    while path:
        found = client.get(path)
        assert found.status_code == 200, (path, found.content)
        page = found.json()
        parts.append(page["results"])
        path = path_of(page[towards] or "")
    return parts


def ids(results: list[dict]) -> list[str]:
    return [each["slug"] for each in results]


@pytest.mark.parametrize(("name", "sort"), ORDERS)
@pytest.mark.parametrize("limit", [1, 3])
def test_the_parts_of_a_list_are_the_list_in_either_direction(client, record, name, sort, limit):
    whole = client.get(f"/api/v1/{name}/?sort={sort}&limit=100").json()
    assert whole["count"] == len(whole["results"]) > 0
    forwards = walk(client, f"/api/v1/{name}/?sort={sort}&limit={limit}")
    assert [*chain(*forwards)] == whole["results"]
    assert {len(each) for each in forwards[:-1]} <= {limit}
    last = path_of(client.get(f"/api/v1/{name}/?sort={sort}&limit={limit}").json()["next"] or "")
    while last and (following := client.get(last).json()["next"]):
        last = path_of(following)
    backwards = walk(client, last, "previous") if last else [whole["results"]]
    assert [*chain(*reversed(backwards))] == whole["results"]


@pytest.mark.parametrize("sort", ["-date", "date", "title"])
def test_the_order_is_that_of_the_page(client, record, sort):
    page = client.get(f"/entries.json?sort={sort}").json()
    assert client.get(f"/api/v1/entries/?sort={sort}").json()["results"] == page["results"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.fixed_dictionaries(
        {},
        optional={
            "kind": st.lists(st.sampled_from(["event", "agreement", "person"]), max_size=2),
            "topic": st.sampled_from(["trade", "education"]),
            "from": st.sampled_from(["2000", "2003-01", "2005"]),
            "evidence": st.lists(st.sampled_from(["single-source", "well-sourced", "conflict"]), max_size=2),
            "institution": st.just("firm"),
            "source": st.sampled_from(["study", "paper"]),
            "q": st.sampled_from(["meeting", "deal signed", "firm"]),
        },
    )
)
def test_the_filters_are_those_of_the_page(client, record, asked):
    page = client.get("/entries.json", asked).json()
    found = client.get("/api/v1/entries/", asked).json()
    assert (found["count"], found["results"]) == (page["count"], page["results"])


@pytest.mark.parametrize(
    ("api", "page"),
    [
        ("/api/v1/events/?from=2002", "/events.json?from=2002"),
        ("/api/v1/agreements/tracker/?on=2005&status=signed", "/agreements/tracker.json?on=2005&status=signed"),
        ("/api/v1/sources/?year=2021", "/sources.json?year=2021"),
        ("/api/v1/figures/?measure=units-ordered", "/figures.json?measure=units-ordered"),
    ],
)
def test_each_list_holds_what_its_page_holds(client, record, api, page):
    found, shown = client.get(api).json(), client.get(page).json()
    assert found["results"] == shown["results"]
    assert found["count"] == shown["count"]
    assert path_of(found["links"]["page"]) == page.replace(".json", "/")


def test_what_comes_and_goes_between_two_parts_moves_nothing(client, record):
    first = client.get("/api/v1/entries/?sort=date&limit=4").json()
    after = path_of(first["next"])
    due = ids(client.get(after).json()["results"])
    saved(
        entry_record("event", "Early", Entry.objects.first().statements.first().citations.first().source, date="1990")
    )
    mark = for_record(Entry.objects.filter(slug=first["results"][-1]["slug"])).get()
    actions.withdraw(mark, by=None, reason="Test")
    assert ids(client.get(after).json()["results"]) == due


def test_an_answer_says_how_many_which_state_and_under_what_licence(client, record):
    found = client.get("/api/v1/entries/?limit=2").json()
    assert (found["count"], len(found["results"]), found["previous"]) == (9, 2, None)
    assert found["licence"]["name"] == "CC BY 4.0"
    before = found["revision"]["number"]
    saved(entry_record("event", "Another", Source.objects.get(slug="study")))
    assert client.get("/api/v1/entries/").json()["revision"]["number"] == before + 1


def test_the_header_names_the_parts_beside_this_one(client, record):
    found = client.get("/api/v1/entries/?limit=2")
    assert f'<{found.json()["next"]}>; rel="next"' in found["Link"]
    assert 'rel="prev"' not in found["Link"]
    second = client.get(path_of(found.json()["next"]))
    assert f'<{second.json()["previous"]}>; rel="prev"' in second["Link"]


@pytest.mark.parametrize(
    ("query", "parameter", "expected"),
    [
        ("page=2", "page", "cursor"),
        ("after=bcdfghjkmn", "after", "cursor"),
        ("facets=true", "facets", "fields"),
        ("limit=0", "limit", "1 to 100"),
        ("limit=101", "limit", "1 to 100"),
        ("limit=٣", "limit", "1 to 100"),
        ("limit=2&limit=3", "limit", "One value"),
        ("sort=size", "sort", "-date"),
        ("cursor=abc", "cursor", "next or previous"),
        ("from=2005&to=2003", "to", "earlier"),
        ("fields=colour", "fields", "title"),
        ("topic=tradee", "topic", "trade"),
    ],
)
def test_what_cannot_be_understood_is_named_with_what_would_be_right(client, record, query, parameter, expected):
    found = client.get(f"/api/v1/entries/?{query}")
    assert (found.status_code, found.json()["parameter"]) == (400, parameter)
    assert expected in found.json()["expected"]


def test_a_cursor_is_of_one_list_one_order_and_unchanged(client, record):
    cursor = client.get("/api/v1/entries/?limit=2&sort=title").json()["next"].partition("cursor=")[2].partition("&")[0]
    assert client.get(f"/api/v1/entries/?cursor={cursor}").json()["sort"] == "title"
    for wrong in (
        f"entries/?sort=date&cursor={cursor}",
        f"sources/?cursor={cursor}",
        f"entries/?cursor={cursor[:-1]}",
        f"entries/?cursor=x{cursor}",
    ):
        found = client.get(f"/api/v1/{wrong}")
        assert (found.status_code, found.json()["parameter"]) == (400, "cursor"), wrong
