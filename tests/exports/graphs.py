"""Graphs of what is in the database, and whether both syntaxes say the same."""

from collections.abc import Iterable
from typing import Any

from rdflib import BNode, Graph

from partnership.documents import document, source_document
from partnership.exports import About, linked
from partnership.models import Entry, Revision, Source
from partnership.queries import sources
from partnership.queries.entries import for_document


def agrees(graph: Graph) -> Graph:
    """Both syntaxes, read back, give the triples that were written."""
    turtle = Graph().parse(data=linked.turtle(graph), format="turtle")
    jsonld = Graph().parse(data=linked.jsonld(graph), format="json-ld")
    # Graphs without blank nodes are isomorphic when they hold the same triples; finding that out is much quicker.
    assert not any(isinstance(node, BNode) for triple in graph for node in triple)
    assert set(turtle) == set(graph)
    assert set(jsonld) == set(graph)
    return graph


def list_graph(path: str, lines: Iterable[dict[str, Any]]) -> Graph:
    """The graphs of a list's chunks as one."""
    about = About("x", "X", path, ("Words: “a”",), "Newest first", Revision(number=1))
    whole, *rest = linked.list_graphs(about, [lines])
    for each in rest:
        whole += each
    return whole


def entry_graph(entry: Entry) -> Graph:
    return linked.entry_graph(document(for_document(Entry.objects.all()).get(pk=entry.pk)))


def source_graph(source: Source) -> Graph:
    rows = Source.objects.select_related("tier").prefetch_related("parts", "copies", "identifiers")
    public = Source.objects.public()
    found = source_document(
        rows.get(pk=source.pk),
        sources.taken(source),
        public.filter(pk=source.origin_id).first(),
        list(public.filter(origin=source)),
    )
    return linked.source_graph(found)
