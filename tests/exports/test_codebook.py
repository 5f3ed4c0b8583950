"""The codebook: nothing that can stand in the record is left unexplained, and each has an address."""

import re

import pytest
from rdflib import RDF, SDO, SKOS, Graph, URIRef

from partnership.documents.codebook import from_code
from partnership.exports.triples import names
from partnership.exports.triples.entries import CLASSES as ENTRY_CLASSES
from partnership.exports.triples.sources import CLASSES as SOURCE_CLASSES
from partnership.meanings import FIELDS, FIXED, LINKED_FIELDS, OWN_TERMS, linked_field, meaning
from partnership.vocabulary import FIELD_NAMES, Kind, SourceType, fields
from tests.factories import TERMS, place_record, saved, vocabulary
from tests.kept import kept


@kept
def words():
    vocabulary()
    saved(
        place_record("XA-CAP", "Northtown", "XA", latitude="40", longitude="-7.5"),
        place_record("X <&> \"'", "Odd"),
    )


def graph(client) -> Graph:
    return Graph().parse(data=client.get("/about/codebook.ttl").content, format="turtle")


@pytest.mark.parametrize("group", FIXED, ids=lambda each: each.code)
def test_every_fixed_word_has_its_meaning_and_no_other_has(group):
    assert set(group.meanings) == set(group.choices)
    assert all(each.endswith(".") for each in group.meanings.values())


def test_every_choice_of_the_vocabulary_is_explained():
    from django.db.models import TextChoices

    from partnership import vocabulary as known

    choices = {each for each in vars(known).values() if isinstance(each, type) and issubclass(each, TextChoices)}
    # Which list rows are of is said to nobody outside.
    assert choices - {TextChoices, known.Held} == {each.choices for each in FIXED}


def test_every_field_has_a_meaning_and_a_name_in_linked_data():
    for kind in Kind:
        for name in fields(kind):
            assert meaning(kind, name)
            assert names.expanded(linked_field(kind, name))
    assert {name.split()[-1] for name in FIELDS} == set(FIELD_NAMES)
    assert {name.split()[-1] for name in LINKED_FIELDS} == set(FIELD_NAMES)


def test_every_kind_and_every_type_of_source_has_a_class():
    assert set(ENTRY_CLASSES) == set(Kind)
    assert set(SOURCE_CLASSES) == set(SourceType)


def test_every_table_says_what_it_is_and_keeps_no_account():
    found = from_code()["tables"]
    assert {each["name"] for each in found} >= {"Entry", "Statement", "Citation", "Source", "Term", "Place", "Relation"}
    assert "User" not in {each["name"] for each in found}
    assert [each["name"] for each in found if not each["definition"] and each["name"] != "Person"] == []


def test_each_thing_on_the_page_has_one_address_and_every_link_within_leads_to_one(client, words):
    page = client.get("/about/codebook/").content.decode()
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    found = client.get("/about/codebook.json").json()
    for scheme, codes in TERMS.items():
        assert {f"{scheme}-{code}" for code in codes} <= set(ids)
    assert {each.name for each in OWN_TERMS} <= set(ids)
    assert {each["anchor"] for kind in found["kinds"] for each in kind["fields"]} <= set(ids)
    assert "place-X &lt;&amp;&gt; &#34;&#39;" in ids


def test_terms_are_concepts_with_their_scheme_and_what_is_broader(client, words):
    found = graph(client)
    assert (names.concept("unit", "usd"), SKOS.inScheme, names.own("scheme-unit")) in found
    assert (names.concept("topic", "trade"), RDF.type, SKOS.Concept) in found
    role = names.own("role-host")
    assert {SKOS.Concept, RDF.Property, names.own("Role")} == set(found.objects(role, RDF.type))
    assert str(found.value(role, SKOS.altLabel)) == "Hosted"


def test_places_have_their_coordinates(client, words):
    found = graph(client)
    town = names.place("XA-CAP")
    assert found.value(town, SDO.containedInPlace) == names.place("XA")
    geo = found.value(town, SDO.geo)
    assert (str(found.value(geo, SDO.latitude)), str(found.value(geo, SDO.longitude))) == ("40.0", "-7.5")


def test_every_term_of_our_own_that_the_code_writes_is_declared():
    from pathlib import Path

    from django.conf import settings

    folder = Path(settings.BASE_DIR) / "partnership" / "exports" / "triples"
    text = "\n".join(path.read_text() for path in folder.glob("*.py"))
    used = set(re.findall(r'\bown\("([A-Za-z]+)"\)', text))
    declared = {each.name for each in OWN_TERMS}
    linked = {each.partition(":")[2] for each in LINKED_FIELDS.values() if each.startswith("record:")}
    assert used | linked == declared - {"Role"} | ({"Role"} & used)


def test_what_a_term_is_a_special_case_of_has_an_iri():
    for each in OWN_TERMS:
        if each.above:
            assert isinstance(names.expanded(each.above), URIRef)


def test_it_stands_without_any_term(client, db):
    assert b"No term has been set up yet." in client.get("/about/codebook/").content
    assert len(graph(client)) > 200
