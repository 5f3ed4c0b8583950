"""The data set described: for people, and for catalogues."""

import pytest
from django.urls import Resolver404, resolve
from rdflib import DCAT, DCTERMS, RDF, VOID, Graph, Literal, URIRef

from partnership.documents.data_set import data_set
from partnership.exports import FORMS, LISTED
from partnership.exports.triples import names
from partnership.models import Revision
from tests.factories import entry_record, saved, source_record, vocabulary
from tests.kept import kept


@kept
def record():
    vocabulary()
    study = saved(source_record("A study", slug="study"))
    saved(
        entry_record(title="Visit", source=study, slug="visit", date="2003-06", places=["XA-CAP"], country="XA"),
        entry_record(title="Since", source=study, slug="since", date="1999/.."),
        entry_record(title="Zanzibar", source=study, slug="zanzibar", date="1900", country="XB", status="draft"),
    )


def graph(client) -> Graph:
    return Graph().parse(data=client.get("/about/data.ttl").content, format="turtle")


def test_its_size_time_and_places_are_measured_over_what_is_public(client, record):
    found = client.get("/about/data.json").json()
    assert {name: found["size"][name] for name in ("entries", "statements", "citations", "sources")} == {
        "entries": 2, "statements": 2, "citations": 2, "sources": 1,
    }  # fmt: skip
    assert found["period"] == {"start": "1999-01-01", "end": "2003-06-30"}
    assert [each["code"] for each in found["countries"]] == ["XA"]
    assert [(each["code"], each["entries"]) for each in found["kinds"]] == [("event", 2)]
    page = client.get("/about/data/").content.decode()
    assert "1 January 1999 to 30 June 2003" in page
    assert '<a href="/events/">2 events</a>' in page


def test_a_catalogue_finds_its_title_licence_publisher_and_forms(client, record, settings):
    found = graph(client)
    it = names.thing("/about/data/")
    assert {DCAT.Dataset, VOID.Dataset} <= set(found.objects(it, RDF.type))
    assert found.value(it, DCTERMS.license) == URIRef(settings.SITE["content_licence"]["url"])
    assert found.value(it, DCTERMS.title) == Literal(settings.SITE["name"], lang="en")
    assert found.value(it, DCTERMS.publisher) == names.thing("/")
    assert found.value(it, DCTERMS.modified) is not None
    assert found.value(it, URIRef(f"{DCAT}version")) == Literal(str(Revision.objects.get().number))
    assert client.get("/about/data.json").json()["revision"] == Revision.objects.get().number
    addresses = set(found.objects(None, DCAT.downloadURL))
    assert {names.page(f"/entries.{form}") for form in FORMS} <= addresses
    (events,) = found.subjects(VOID["class"], URIRef("https://schema.org/Event"))
    assert found.value(events, VOID.entities).toPython() == 2


def test_every_form_that_it_promises_has_an_address(db):
    for each in data_set(LISTED)["lists"]:
        for form in each["forms"]:
            try:
                resolve(form["url"])
            except Resolver404:
                pytest.fail(form["url"])


def test_its_examples_answer_as_linked_data(client, record):
    for each in graph(client).objects(None, VOID.exampleResource):
        path = each.removeprefix("http://127.0.0.1:8000").partition("#")[0]
        found = Graph().parse(data=client.get(f"{path.rstrip('/')}.ttl").content, format="turtle")
        assert (each, None, None) in found


@pytest.mark.parametrize("contact", ["", "editors@example.org"])
def test_it_stands_on_an_empty_record(client, db, settings, contact):
    settings.SITE = settings.SITE | {"contact": contact}
    assert client.get("/about/data/").status_code == 200
    assert bool(contact) == (contact.encode() in client.get("/about/data.jsonld").content and contact != "")
    assert len(graph(client)) > 50
