"""What a browser needs to search here from its own box."""

from urllib.parse import urlsplit

import pytest
from lxml import etree

A = {"a": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.fixture
def described(client, db) -> etree._Element:
    answer = client.get("/opensearch.xml")
    assert answer["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def test_it_is_found_from_every_page(client, db):
    assert '<link rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"' in (
        client.get("/about/").content.decode()
    )


def test_each_of_its_addresses_answers_in_the_form_that_it_names(client, described):
    forms = {}
    for url in described.findall("a:Url", A):
        address = urlsplit(url.get("template").replace("{searchTerms}", "caf%C3%A9%20%22"))
        assert address.netloc == "127.0.0.1:8000"
        answer = client.get(f"{address.path}?{address.query}", follow=True)
        assert answer.status_code == 200, address
        forms[url.get("type")] = answer["Content-Type"].partition(";")[0]
    assert all(said == given for said, given in forms.items())
    assert "text/html" in forms


def test_its_texts_are_no_longer_than_the_format_allows(client, described, settings):
    limits = {"ShortName": 16, "LongName": 48, "Description": 1024, "Attribution": 256}
    for name, most in limits.items():
        assert 0 < len(described.findtext(f"a:{name}", "", A)) <= most
