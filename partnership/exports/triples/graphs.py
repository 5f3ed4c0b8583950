"""The graphs that can be taken away: one thing each, or a list of them."""

from collections.abc import Iterable, Iterator

from rdflib import RDF, SDO, VOID, Graph, URIRef

from partnership.exports.about import About
from partnership.exports.triples import entries, names, sources, statements
from partnership.exports.triples.names import Document, Triples


def of_entry(document: Document) -> Graph:
    triples = Triples(names.thing(document["url"]))
    entries.add_entry(triples, document)
    for each in document["references"]:
        sources.add_reference(triples, each)
    return triples.graph


def of_statement(document: Document) -> Graph:
    """A statement's own document: the statement as its entry's document has it, and the entry that it is about."""
    triples = Triples(names.statement(document["id"]))
    about = document["entry"]
    it = entries.add_named(triples, about) or names.thing(about["url"])
    node = statements.add_statement(
        triples, document, it, about["kind"], entries.add_named(triples, document["claimant"])
    )
    triples.add(node, VOID.inDataset, names.thing(names.DATA))
    triples.add(node, SDO.license, names.outside(document["licence"]["url"]))
    return triples.graph


def of_source(document: Document) -> Graph:
    triples = Triples(names.thing(document["url"]))
    it = sources.add_source(triples, document)
    entries.add_edition(triples, document, it)
    entries.add_identifiers(triples, it, document["url"], document["identifiers"])
    for part in document["parts"]:
        for each in part["citations"]:
            _add_taken(triples, it, each, part["display"])
    for each in document["elsewhere"]:
        _add_taken(triples, it, each, "")
    return triples.graph


def _add_taken(triples: Triples, it: URIRef, citation: Document, part: str) -> None:
    said = citation["statement"]
    about = entries.add_named(triples, citation["entry"])
    if about is None:
        return
    statements.add_claim(triples, said, about, entries.add_named(triples, said["claimant"]))
    where = ", ".join(filter(None, [part, citation["locator"]]))
    statements.add_citation(triples, said["id"], citation, it, where)


def of_list(about: About, chunks: Iterable[Iterable[Document]]) -> Iterator[Graph]:
    """A list and its lines. What a line says, the thing's own document says too.

    A graph for each chunk of lines, and then one that says how many they are, and of which state, filters and licence;
    together they are the graph of the list.
    """
    here, count = names.page(about.path), 0
    for lines in chunks:
        triples = Triples(here)
        listed = [_add_listed(triples, each) for each in lines]
        triples.add(here, SDO.itemListElement, *listed)
        count += len(listed)
        yield triples.graph
    triples = Triples(here)
    triples.add(here, RDF.type, SDO.ItemList)
    triples.add(here, SDO.numberOfItems, names.number(count))
    triples.add(here, VOID.inDataset, names.thing(names.DATA))
    triples.add(here, SDO.name, names.english(about.heading))
    triples.add(here, SDO.description, names.english(f"Filters: {about.in_words}. Order: {about.order or 'none'}."))
    triples.add(here, SDO.license, names.outside(about.licence))
    triples.add(here, SDO.version, names.number(about.revision.number))
    triples.add(here, SDO.dateModified, names.instant(about.changed.isoformat()))
    triples.add(here, SDO.sdDatePublished, names.instant(about.taken.isoformat(timespec="seconds")))
    yield triples.graph


def _add_listed(triples: Triples, line: Document) -> URIRef:
    if "measure" in line:
        entry = line["entry"]
        return statements.add_figure(triples, line, entries.add_named(triples, entry) or names.thing(entry["url"]))
    return entries.add_line(triples, line) if "kind" in line else sources.add_source_line(triples, line)
