"""Linked data: documents as triples, and triples as JSON-LD and Turtle.

A graph is made of a document and nothing else, so that it says what the page says, to the same audience.
rdflib is imported by whatever first needs it: measured, it adds 0.04 s and 4 MB to the start of each command and each
server process, and most of them never write a triple.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from partnership.exports.about import About

if TYPE_CHECKING:
    from rdflib import Graph

Document = Mapping[str, Any]


def entry_graph(document: Document) -> "Graph":
    from partnership.exports.triples import graphs

    return graphs.of_entry(document)


def statement_graph(document: Document) -> "Graph":
    from partnership.exports.triples import graphs

    return graphs.of_statement(document)


def source_graph(document: Document) -> "Graph":
    from partnership.exports.triples import graphs

    return graphs.of_source(document)


def list_graphs(about: About, chunks: Iterable[Iterable[Document]]) -> Iterator["Graph"]:
    """A list with the lines of its entries, sources or figures, a graph for each chunk."""
    from partnership.exports.triples import graphs

    return graphs.of_list(about, chunks)


def data_set_graph(document: Document) -> "Graph":
    """The data set as a whole, and how it can be taken away."""
    from partnership.exports.triples import data_set

    return data_set.graph(document)


def codebook_graph(document: Document) -> "Graph":
    """Every term and place with its definition, and our own properties and classes."""
    from partnership.exports.triples import codebook

    return codebook.graph(document)


def written(form: str, graphs: Iterable["Graph"]) -> Iterator[str]:
    """Graphs that belong together in one of the syntaxes."""
    from partnership.exports.triples import written

    return {"jsonld": written.jsonld, "ttl": written.turtle}[form](graphs)


def jsonld(graph: "Graph") -> str:
    return "".join(written("jsonld", [graph]))


def turtle(graph: "Graph") -> str:
    return "".join(written("ttl", [graph]))
