"""A graph as JSON-LD and as Turtle; whoever reads either gets the same triples."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rdflib import Graph, URIRef

from partnership.exports.triples.names import prefixes

# Terms that read without a prefix. What has several kinds of value keeps its prefix, so that none is misread.
_LINKS = {
    "about": "schema:about",
    "subjectOf": "schema:subjectOf",
    "inScheme": "skos:inScheme",
    "broader": "skos:broader",
    "wasDerivedFrom": "prov:wasDerivedFrom",
    "inDataset": "void:inDataset",
    "mainEntity": "schema:mainEntity",
    "license": "schema:license",
    "cites": "schema:citation",
    "source": "prov:entity",
    "subject": "dcterms:subject",
    **{
        name: f"record:{name}"
        for name in "citation claimant establishes grade kind lead nameKind party rank signedBy stance step stepKind"
        " tier unit voice".split()
    },
}
_ENGLISH = {"label": "skos:prefLabel", "text": "schema:text", "description": "schema:description"}
_TYPED = {
    "date": ("dcterms:date", "edtf:EDTF"),
    "earliest": ("record:earliest", "xsd:date"),
    "latest": ("record:latest", "xsd:date"),
}


def context() -> dict[str, Any]:
    return (
        prefixes()
        | {name: {"@id": full, "@type": "@id"} for name, full in _LINKS.items()}
        | {name: {"@id": full, "@language": "en"} for name, full in _ENGLISH.items()}
        | {name: {"@id": full, "@type": kind} for name, (full, kind) in _TYPED.items()}
    )


def turtle(graphs: Iterable[Graph]) -> Iterator[str]:
    """Graphs of one thing, one after the other: each names its prefixes anew, which the syntax allows."""
    for graph in graphs:
        yield graph.serialize(format="turtle")


def jsonld(graphs: Iterable[Graph]) -> Iterator[str]:
    """Graphs of one thing, their nodes in one array. What the first is about comes first, the rest of each graph in a
    fixed order: the same data gives the same bytes. A node may come again, with more said of it."""
    shared = {"@context": context()}
    yield json.dumps(shared, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "@graph": [\n'
    mark = ""
    for graph in graphs:
        for node in _nodes(graph):
            yield f"{mark}{json.dumps(node, ensure_ascii=False, indent=1)}"
            mark = ",\n"
    yield "\n ]\n}\n"


def _nodes(graph: Graph) -> list[dict[str, Any]]:
    found = json.loads(graph.serialize(format="json-ld", context=context()))
    found.pop("@context", None)
    nodes = found.pop("@graph", [found] if found else [])  # the array is left out where there is a single thing
    first = str(graph.identifier)
    return sorted(map(_ordered, nodes), key=lambda each: (_full(each["@id"]) != first, each["@id"]))


def _full(name: str) -> str:
    prefix, mark, rest = name.partition(":")
    space = prefixes().get(prefix)
    return str(URIRef(space + rest)) if mark and space else name


def _ordered(node: dict[str, Any]) -> dict[str, Any]:
    """Several values of one property come as a set, in any order."""
    return {
        name: sorted(value, key=lambda each: json.dumps(each, sort_keys=True)) if isinstance(value, list) else value
        for name, value in sorted(node.items(), key=lambda pair: (pair[0][0] != "@", pair[0]))
    }
