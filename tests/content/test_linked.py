"""The repository's own content as linked data: both syntaxes say the same of every entry, source and list."""

from itertools import chain

import pytest
from rdflib import RDF, SDO, Graph, URIRef
from rdflib.compare import isomorphic

from partnership.documents import document, line, source_line
from partnership.exports import linked
from partnership.exports.triples import names
from partnership.models import Entry, Source
from partnership.queries import sources
from partnership.queries.entries import for_document, for_lines
from tests.exports.graphs import agrees, entry_graph, list_graph, source_graph
from tests.exports.tables import body

SITE = "http://127.0.0.1:8000"
BOOK = f"{SITE}/about/codebook/#"


# The two syntaxes are written from one document; that documents are the same on both databases is held elsewhere.
pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


def test_every_entry_is_the_same_in_both_syntaxes():
    found = [agrees(linked.entry_graph(document(each))) for each in for_document(Entry.objects.published())]
    assert len(found) == Entry.objects.published().count() > 50


def test_every_source_is_the_same_in_both_syntaxes():
    for each in Source.objects.public():
        agrees(source_graph(each))


def test_the_lists_are_the_same_in_both_syntaxes():
    agrees(list_graph("/entries/?q=a&topic=b", map(line, for_lines(Entry.objects.published()))))
    agrees(list_graph("/sources/", map(source_line, sources.public())))
    agrees(list_graph("/events/", []))


def test_every_statement_with_each_voice_is_the_same_in_both_syntaxes(client):
    voices = {}
    for entry in for_document(Entry.objects.published()):
        for each in document(entry)["statements"]:
            voices.setdefault((each["voice"], bool(each["values"]), bool(each["claimant"])), (entry, each))
    assert {voice for voice, _, _ in voices} >= {"fact", "assessment", "forecast", "recommendation"}
    for entry, each in voices.values():
        path = f"/statements/{each['id']}"
        turtle = Graph().parse(data=body(client.get(f"{path}.ttl")), format="turtle")
        assert isomorphic(turtle, Graph().parse(data=body(client.get(f"{path}.jsonld")), format="json-ld"))
        whole = linked.entry_graph(document(entry))
        node = names.statement(each["id"])
        assert set(whole.triples((node, None, None))) <= set(turtle)
        assert (node, RDF.type, SDO.Claim) in turtle


def test_what_one_document_says_of_another_the_other_says_too():
    """Files that are read together add up: a line, a source and an entry never contradict each other."""
    entry = Entry.objects.published().filter(kind="agreement").first()
    whole = entry_graph(entry)
    lines = list_graph("/entries/", map(line, for_lines(Entry.objects.filter(pk=entry.pk))))
    here = names.page("/entries/")
    assert {each for each in lines if each[0] != here} <= set(whole)
    source = Source.objects.public().filter(citations__statement__entry=entry).first()
    keys = {names.statement(key) for key in entry.statements.values_list("key", flat=True)}
    assert {each for each in source_graph(source) if each[0] in keys} <= set(whole)


def test_the_data_set_and_the_codebook_are_the_same_in_both_syntaxes(client):
    for path in ("/about/data", "/about/codebook"):
        turtle = Graph().parse(data=body(client.get(f"{path}.ttl")), format="turtle")
        assert isomorphic(turtle, Graph().parse(data=body(client.get(f"{path}.jsonld")), format="json-ld"))
        assert len(turtle) > 100


def test_every_term_that_entries_use_is_defined_in_the_codebook(client):
    book = Graph().parse(data=body(client.get("/about/codebook.ttl")), format="turtle")
    defined = set(book.subjects())
    used = set()
    for each in for_document(Entry.objects.published()):
        used |= {node for node in chain(*linked.entry_graph(document(each))) if isinstance(node, URIRef)}
    for each in Source.objects.public():
        used |= {node for node in chain(*source_graph(each)) if isinstance(node, URIRef)}
    ours = {node for node in used if node.startswith(BOOK) or f"{SITE}/topics/" in node}
    assert ours - defined == set()
    assert len(ours) > 100
