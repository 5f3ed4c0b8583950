"""Another spelling of a view leads to its one address; data is answered where it is asked for."""

import re

import pytest

from tests.factories import entry_record, saved

OTHERS = {
    "/entries/?topic=trade&kind=event": "/entries/?kind=event&topic=trade",
    "/entries/?q=&from=&to=": "/entries/",
    "/entries/?page=1&sort=-date&topic=trade": "/entries/?topic=trade",
    "/entries/?topic=trade&utm_source=mail": "/entries/?topic=trade",
    "/events/?topic=%74rade": "/events/?topic=trade",
    "/events/?decade=2000&&": "/events/?decade=2000",
    "/agreements/tracker/?status=signed&on=+2005": "/agreements/tracker/?on=2005&status=signed",
    "/topics/trade/?q=the++visit": "/topics/trade/?q=the+visit",
    "/sources/?sort=title&q=": "/sources/",
    "/figures/?sort=measure": "/figures/",
    "/entries/by/topic/?sort=count&kind=event": "/entries/by/topic/?kind=event",
    "/sources/by/publisher/?page=1&sort=label": "/sources/by/publisher/?sort=label",
}


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(("other", "one"), OTHERS.items())
def test_another_spelling_leads_to_the_one_address_which_answers(client, visit, other, one, method):
    answer = getattr(client, method)(other)
    assert (answer.status_code, answer["Location"]) == (301, one)
    assert answer["Cache-Control"] == "no-cache"
    assert getattr(client, method)(one).status_code == 200


@pytest.mark.parametrize("one", sorted({*OTHERS.values(), "/entries/?sort=title"}))
def test_the_page_names_its_one_address(client, visit, one):
    page = client.get(one).content.decode()
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{one.replace("&", "&amp;")}">' in page


def test_each_page_of_a_list_is_a_view_of_its_own(client, study):
    saved(*(entry_record(title=f"Visit {number}", source=study) for number in range(26)))
    page = client.get("/entries/?page=2&sort=title").content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1:8000/entries/?page=2&amp;sort=title">' in page


@pytest.mark.parametrize("suffix", ["json", "csl.json", "ttl"])
def test_data_is_answered_directly_and_names_the_page(client, visit, suffix):
    answer = client.get(f"/entries.{suffix}?topic=trade&kind=event&q=")
    assert answer.status_code == 200
    assert answer["Link"].endswith('<http://127.0.0.1:8000/entries/?kind=event&topic=trade>; rel="canonical"')


@pytest.mark.parametrize(
    "path",
    [
        "/entries/?topic=trade&kind=evnt",
        "/entries/?q=&kind=evnt",
        "/entries/?page=0&from=",
        "/entries/?to=2003&from=2005",
        "/sources/?to=2003&from=2005",
        "/entries/?utm_source=mail&colour=red",
        "/entries/by/topic/?sort=-date&q=",
        "/entries/by/topic/?after=bcdfghjkmn&kind=event",
        "/agreements/tracker/?q=&on=2010/..",
    ],
)
def test_what_is_no_view_is_refused_where_it_is_asked_for(client, visit, path):
    assert client.get(path).status_code == 400


def test_a_list_links_to_one_addresses_only(client, visit):
    """Else each click would take two answers; `test_lists` follows the links of many more pages."""
    page = client.get("/entries/?evidence=conflict&evidence=single-source&sort=title").content.decode()
    links = {each.replace("&amp;", "&") for each in re.findall(r'href="(/[^"#]*)', page)}
    assert len([each for each in links if "?" in each]) > 10
    for link in links:
        assert client.get(link).status_code != 301, link
