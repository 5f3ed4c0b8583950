"""The page of all values of one filter: what a list shows only the first of."""

import re

import pytest

from partnership.listings import parts, values
from tests.factories import entry_record, relation, saved, statement
from tests.kept import kept

URL = re.compile(r'<li><a href="([^"]*)"[^>]*><span><bdi>([^<]*)</bdi>')


@kept
def guests(study):
    """Thirty institutions; a visit was with all of them, another with the first and the one that is called Ünal."""
    names = [*(f"Guest {number:02}" for number in range(29)), "Ünal"]
    bodies = saved(*(entry_record("institution", name, study, slug=f"guest-{name[-2:].lower()}") for name in names))
    for title, joined in {"All came": bodies, "Two came": [bodies[0], bodies[-1]]}.items():
        said = statement("They came.", study, lead=True)
        relations = [relation("host", each, said) for each in joined]
        saved(entry_record("event", title, statements=[said], topics=["trade"], relations=relations))
    return bodies


def test_a_long_facet_says_how_many_there_are_and_leads_to_all(client, guests):
    found = client.get("/events.json?topic=trade").json()
    assert len(found["facets"]["institution"]) == parts.LONGEST < 30
    assert found["facet_lists"]["institution"] == {
        "label": "Institution",
        "plural": "institutions",
        "count": 30,
        "url": "/events/by/institution/?topic=trade",
    }
    page = client.get("/events/?topic=trade").content.decode()
    assert '<a href="/events/by/institution/?topic=trade" rel="nofollow">All 30 institutions</a>' in page
    assert "12 more<span" in page
    assert "/events/by/topic/" not in page


def test_the_page_holds_them_all_and_each_leads_into_the_list(client, guests):
    page = client.get("/events/by/institution/?topic=trade").content.decode()
    links = {label: url.replace("&amp;", "&") for url, label in URL.findall(page)}
    assert len(links) == 30
    assert "<strong>30</strong> in a list of 2" in page
    assert '<a href="/events/?topic=trade">Events</a>' in page
    assert links["Ünal"] == "/events/?institution=guest-al&topic=trade"
    assert client.get(links["Ünal"].replace("/?", ".json?")).json()["count"] == 2


def test_most_frequent_first_or_in_the_order_of_the_alphabet(client, guests):
    def labels(query: str) -> list[str]:
        return [each["label"] for each in client.get(f"/events/by/institution.json?{query}").json()["results"]]

    assert labels("")[:3] == ["Guest 00", "Ünal", "Guest 01"]
    assert labels("sort=label") == [*(f"Guest {number:02}" for number in range(29)), "Ünal"]


def test_what_is_chosen_is_marked_stays_visible_and_is_taken_away_here_or_there(client, guests):
    found = client.get("/events.json?institution=guest-27").json()
    first = found["facets"]["institution"][0]
    assert (first["value"], first["active"], first["count"]) == ("guest-27", True, 1)
    page = client.get("/events/by/institution/?institution=guest-27").content.decode()
    assert '<a href="/events/" aria-current="true" rel="nofollow"><span><bdi>Guest 27</bdi>' in page
    assert '<a href="/events/by/institution/"><bdi>Institution: Guest 27</bdi>' in page
    assert page.count("<bdi>Guest") == 29


def test_very_many_stand_on_several_pages(client, guests, monkeypatch):
    monkeypatch.setattr(values, "SIZE", 20)
    first = client.get("/events/by/institution.json?topic=trade").json()
    assert (first["count"], len(first["results"])) == (30, 20)
    second = client.get(first["next"].removeprefix("http://127.0.0.1:8000")).json()
    assert (len(second["results"]), second["next"]) == (10, None)
    assert not {each["value"] for each in first["results"]} & {each["value"] for each in second["results"]}
    assert client.get("/events/by/institution/?page=3").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *("/entries/by/topic", "/events/by/decade", "/agreements/tracker/by/status", "/institutions/by/seat"),
        *("/sources/by/publisher", "/figures/by/measure", "/topics/trade/by/institution", "/entries/by/gap"),
    ],
)
def test_every_list_has_them_as_page_and_data(client, guests, path):
    assert client.get(f"{path}/").status_code == 200
    assert client.get(f"{path}.json").json()["facet"] == path.rpartition("/")[2]


def test_a_facet_that_the_list_does_not_show_has_no_page(client, guests):
    for path in ("/entries/by/nothing/", "/entries/by/q/", "/events/by/kind/", "/topics/none/by/kind/"):
        assert client.get(path).status_code == 404, path


def test_an_entry_may_be_called_by(client, study):
    saved(entry_record("event", "By", study))
    assert client.get("/events/by/").status_code == 200
    assert client.get("/events/by/topic/").status_code == 200
