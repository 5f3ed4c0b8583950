"""Linked data: both syntaxes say the same, whatever the content, and say what the document says."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, PROV, RDF, SDO, SKOS, XSD, Graph, Literal, URIRef

from partnership.exports import linked
from partnership.exports.triples import names
from partnership.models import Entry, Revision, Source
from tests import strategies
from tests.exports.graphs import agrees, entry_graph, list_graph, source_graph
from tests.exports.tables import body
from tests.factories import action, citation, entry_record, measured, relation, saved, source_record, statement, value
from tests.factories import vocabulary as given_vocabulary
from tests.kept import kept
from tests.strategies import FEW, MANY
from tests.world import records

SITE = "http://127.0.0.1:8000"
BOOK = f"{SITE}/about/codebook/#"


@given(content=st.lists(strategies.sources(), max_size=1), record=strategies.entries())
@FEW
@pytest.mark.django_db(transaction=False)
def test_any_entry_is_the_same_in_both_syntaxes(written, content, record):
    with written(*content, record):
        agrees(entry_graph(Entry.objects.get(key=record["key"])))
        for source in Source.objects.all():
            agrees(source_graph(source))


@pytest.fixture
def written(db):
    """The small world that random records refer to, and a way to write more into it and take it back."""
    from contextlib import contextmanager

    from django.db import transaction

    saved(*records())

    @contextmanager
    def undone(*more):
        with transaction.atomic():
            saved(*more)
            yield
            transaction.set_rollback(True)

    return undone


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ['"""', "\\", '"', "a\\", 'a"', "'''", "\r\n", "\t", "<>", "{}", "@en", "^^", "\u2028", "\x85", "\x00", ". <a> <b>"]
)


def source_of(title: str, **more) -> dict:
    return {
        "id": "k", "slug": "s", "url": "/sources/s/", "title": title, "short": title, "opening": "", "stop": "",
        "ending": "", "reference": title, "type": {"code": "report", "label": "Report"},
        "tier": {"code": "press", "label": "Press"}, "weak": False, "publisher": "", "language": "en", "address": "",
        "date": {"edtf": "", "earliest": None, "latest": None, "display": ""}, "taken": 1,
    } | more  # fmt: skip


def test_a_list_names_its_filters_its_order_its_revision_and_its_licence(client, deal, settings):
    taken = Graph().parse(data=body(client.get("/entries.ttl?topic=trade&q=deal")), format="turtle")
    here = names.page("/entries/?q=deal&topic=trade")
    state = Revision.objects.get()
    assert taken.value(here, SDO.name) == Literal(f"{settings.SITE['name']}: All entries", lang="en")
    assert str(taken.value(here, SDO.description)) == (
        "Filters: Words: “deal” · Topic: Trade. Order: Newest first (its page shows the best first)."
    )
    assert taken.value(here, SDO.license) == URIRef(settings.SITE["content_licence"]["url"])
    assert taken.value(here, SDO.version).toPython() == state.number
    assert taken.value(here, SDO.dateModified).toPython() == state.changed_at
    assert taken.value(here, SDO.sdDatePublished).toPython().tzinfo
    assert taken.value(here, SDO.numberOfItems).toPython() == 1


def test_a_list_of_figures_says_what_their_statements_say(client, deal):
    figures = agrees(Graph().parse(data=body(client.get("/figures.ttl")), format="turtle"))
    here = names.page("/figures/")
    listed = set(figures.objects(here, SDO.itemListElement))
    assert len(listed) == figures.value(here, SDO.numberOfItems).toPython() == 1
    said = deal.statements.get()
    whole = Graph().parse(data=body(client.get(f"/statements/{said.key}.ttl")), format="turtle")
    assert {each for each in figures if each[0] != here} <= set(whole)
    [value] = listed
    assert figures.value(value, SDO.maxValue) == whole.value(value, SDO.maxValue) is not None
    assert (names.statement(said.key), names.own("establishes"), value) in figures


@given(words=HOSTILE, address=HOSTILE, language=HOSTILE | st.sampled_from(["tr", "ur-Arab-PK", "en_GB", "x", "e"]))
@MANY
def test_no_text_address_or_language_breaks_either_syntax(words, address, language):
    lines = [
        source_of(words or "a", address=kind + address, language=language, url=f"/sources/{number}/")
        for number, kind in enumerate(("", "https://a.example/", "http://", "javascript:", "urn:", "schema:"))
    ]
    agrees(list_graph("/sources/", lines))


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://a.example/ü?q=1#x", URIRef("https://a.example/%C3%BC?q=1#x")),
        ("https://a.example/a b", URIRef("https://a.example/a%20b")),
        ("https://[::1", Literal("https://[::1")),
        ("https:///nowhere", Literal("https:///nowhere")),
        ("javascript:alert(1)", Literal("javascript:alert(1)")),
        ("see the archive", Literal("see the archive")),
        ("", None),
    ],
)
def test_an_address_that_is_no_iri_stays_text(address, found):
    assert names.outside(address) == found


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("2003", Literal("2003", datatype=XSD.gYear, normalize=False)),
        ("2003-06", Literal("2003-06", datatype=XSD.gYearMonth, normalize=False)),
        ("2003-06-14", Literal("2003-06-14", datatype=XSD.date)),
        *((each, Literal(each, datatype=names.EDTF)) for each in ("2003~", "2003-21", "196X", "2003/2004", "2003/..")),
        ("", None),
    ],
)
def test_a_date_is_as_precise_as_its_source(date, found):
    assert names.moment(date) == found


@kept
def deal():
    given_vocabulary()
    study = saved(source_record("A study", slug="study"))
    other = saved(source_record("Another", slug="another", origin=study.key, address="https://a.example/ü"))
    firm = saved(entry_record("institution", "The Firm", study, slug="firm"))
    said = statement(
        "They ordered 52.",
        lead=True,
        claimant=firm.key,
        values=[
            value("date", "2016-05"),
            value("place", "XA-CAP"),
            value("duration", "five years"),
            measured("units-ordered", low="50", high="52.5", unit="piece", as_of="2016", approximate=True),
        ],
        citations=[
            citation(study, part="P2", locator="note 3", quote="fifty-two"),
            citation(other, part=None, stance="disputes"),
        ],
    )
    return saved(
        entry_record(
            "agreement", "The Deal", slug="deal", type="treaty", topics=["trade"], statements=[said],
            names=[{"text": "Anlaşma", "language": "tr", "kind": "alias", "statement": said["key"]},
                   {"text": "Odd", "language": "no language", "kind": "alias"}],
            identifiers=[{"scheme": "wikidata", "value": "Q42"}, {"scheme": "doi", "value": "not a doi"}],
            actions=[action("signature", said, party=firm.key, date="2016-05-01")],
            relations=[relation("signatory", firm, said, valid_from="2016")],
        )
    )  # fmt: skip


def test_an_entry_says_in_shared_terms_what_its_document_says(deal):
    graph = agrees(entry_graph(deal))
    it, claim = names.thing("/agreements/deal/"), names.statement(deal.statements.get().key)
    firm = names.thing("/institutions/firm/")
    assert {
        (it, RDF.type, SDO.CreativeWork),
        (it, SKOS.prefLabel, Literal("The Deal", lang="en")),
        (it, SKOS.altLabel, Literal("Anlaşma", lang="tr")),
        (it, SKOS.altLabel, Literal("Odd")),
        (it, SDO.sameAs, URIRef("http://www.wikidata.org/entity/Q42")),
        (it, SDO.dateCreated, Literal("2016-05", datatype=XSD.gYearMonth, normalize=False)),
        (it, DCTERMS.date, Literal("2016-05", datatype=names.EDTF)),
        (it, names.own("earliest"), Literal("2016-05-01", datatype=XSD.date)),
        (it, DCTERMS.subject, names.thing("/topics/trade/")),
        (it, names.own("duration"), Literal("five years")),
        (it, names.own("role-signatory"), firm),
        (firm, RDF.type, SDO.Organization),
        (claim, RDF.type, SDO.Claim),
        (claim, SDO.about, it),
        (claim, names.own("claimant"), firm),
        (claim, names.own("rank"), names.own("rank-normal")),
        (claim, PROV.wasDerivedFrom, names.thing("/sources/study/")),
        (claim, names.own("disputedBy"), names.thing("/sources/another/")),
    } <= set(graph)
    assert (claim, PROV.wasDerivedFrom, names.thing("/sources/another/")) not in graph
    assert (names.thing("/sources/another/"), SDO.url, URIRef("https://a.example/%C3%BC")) in graph
    (support,) = graph.objects(claim, PROV.qualifiedDerivation)
    assert graph.value(support, names.own("locator")) == Literal("¶ 2, note 3")
    assert graph.value(support, PROV.entity) == names.thing("/sources/study/")
    assert not [each for each in graph.objects(it, SDO.sameAs) if "doi" in each]


def test_a_range_has_its_ends_unit_and_time(deal):
    graph = entry_graph(deal)
    (node,) = graph.subjects(SDO.propertyID, names.own("measure-units-ordered"))
    assert graph.value(node, SDO.minValue).toPython() == 50
    assert str(graph.value(node, SDO.maxValue)) == "52.5"
    assert graph.value(node, names.own("unit")) == names.own("unit-piece")
    assert graph.value(node, names.own("asOf")) == Literal("2016", datatype=names.EDTF)
    assert graph.value(node, names.own("approximate")).toPython() is True


def test_a_relation_is_the_same_from_either_end(deal):
    there = entry_graph(deal)
    here = entry_graph(Entry.objects.get(slug="firm"))
    (node,) = there.subjects(RDF.predicate, names.own("role-signatory"))
    assert set(there.predicate_objects(node)) == set(here.predicate_objects(node))
    assert (names.thing("/agreements/deal/"), names.own("role-signatory"), names.thing("/institutions/firm/")) in here


def test_a_source_names_what_it_relays_and_what_was_taken(deal):
    graph = agrees(source_graph(Source.objects.get(slug="another")))
    it = names.thing("/sources/another/")
    assert (it, PROV.wasQuotedFrom, names.thing("/sources/study/")) in graph
    assert (names.statement(deal.statements.get().key), SDO.citation, it) in graph


def test_a_draft_is_in_no_graph(client, deal):
    study = Source.objects.get(slug="study")
    firm = Entry.objects.get(slug="firm")
    lead = statement("Zanzibar.", study, lead=True, claimant=firm.key)
    saved(
        entry_record(
            title="Zanzibar",
            slug="zanzibar",
            status="draft",
            statements=[lead],
            relations=[relation("host", firm, lead)],
        )
    )
    for path in ("/institutions/firm", "/sources/study", "/entries", "/sources", "/about/data"):
        for form in ("ttl", "jsonld"):
            assert b"anzibar" not in client.get(f"{path}.{form}").content, path
    assert client.get("/events/zanzibar.ttl").status_code == 404


def test_each_address_answers_in_its_form_and_the_page_names_it(client, deal):
    for path in ("/agreements/deal", "/sources/study", "/entries", "/sources", "/topics/trade", "/about/data"):
        page = client.get(f"{path}/").content.decode()
        for form, kind in (("ttl", "text/turtle"), ("jsonld", "application/ld+json")):
            answer = client.get(f"{path}.{form}")
            assert answer.status_code == 200
            assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
            assert f'<link rel="alternate" type="{kind}" href="{path}.{form}">' in page


def test_what_json_ld_is_about_comes_first_and_the_same_data_gives_the_same_bytes(deal):
    graph = entry_graph(deal)
    text = linked.jsonld(graph)
    found = json.loads(text)
    assert found["@graph"][0]["@id"] == f"{SITE}/agreements/deal/#it"
    assert found["@graph"][0]["label"] == "The Deal"
    assert text == linked.jsonld(entry_graph(deal))
    assert linked.turtle(graph) == linked.turtle(entry_graph(deal))
