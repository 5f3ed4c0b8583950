"""A graph as JSON-LD and as Turtle; whoever reads either gets the same triples."""

import json
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


def turtle(graph: Graph) -> str:
    return graph.serialize(format="turtle")


def jsonld(graph: Graph) -> str:
    """What the graph is about comes first, the rest in a fixed order: the same data gives the same bytes."""
    found = json.loads(graph.serialize(format="json-ld", context=context()))
    nodes = found.pop("@graph", None)
    if nodes is None:  # a graph about a single thing
        shown = {"@context": found.pop("@context")} | _ordered(found)
    else:
        first = str(graph.identifier)
        rows = sorted((_ordered(each) for each in nodes), key=lambda each: (_full(each["@id"]) != first, each["@id"]))
        shown = {"@context": found["@context"], "@graph": rows}
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


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
