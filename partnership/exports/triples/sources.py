"""A source as triples: what it is, where it stands, what it relays, and what was taken from it."""

from rdflib import PROV, RDF, SDO, SKOS, URIRef
from rdflib.term import Node

from partnership.exports.triples import names
from partnership.exports.triples.names import Document, Triples, own
from partnership.vocabulary import CopyKind, SourceType

CLASSES = {
    SourceType.ARTICLE: SDO.Article,
    SourceType.JOURNAL: SDO.ScholarlyArticle,
    SourceType.MAGAZINE: SDO.Article,
    SourceType.NEWSPAPER: SDO.NewsArticle,
    SourceType.BOOK: SDO.Book,
    SourceType.CHAPTER: SDO.Chapter,
    SourceType.DATASET: SDO.Dataset,
    SourceType.ENCYCLOPEDIA: SDO.Article,
    SourceType.LEGISLATION: SDO.Legislation,
    SourceType.BLOG: SDO.BlogPosting,
    SourceType.REPORT: SDO.Report,
    SourceType.SPEECH: SDO.CreativeWork,
    SourceType.THESIS: SDO.Thesis,
    SourceType.TREATY: SDO.CreativeWork,
    SourceType.WEBPAGE: SDO.WebPage,
}
_COPIES = {
    CopyKind.ARCHIVE.label: SDO.archivedAt,
    CopyKind.FILE.label: SDO.encoding,
    CopyKind.MIRROR.label: SDO.sameAs,
}


def add_source_named(triples: Triples, brief: Document) -> URIRef:
    """A source that something else mentions."""
    it = names.thing(brief["url"])
    triples.add(it, RDF.type, PROV.Entity)
    triples.add(it, SDO.name, names.text(brief["title"]))
    triples.add(it, SDO.alternateName, names.text(brief["short"]))
    return it


def add_reference(triples: Triples, reference: Document) -> URIRef:
    """What a list of references says of a source, and a line of the list of sources too."""
    it = add_source_named(triples, reference)
    triples.add(it, RDF.type, CLASSES[SourceType(reference["type"]["code"])])
    triples.add(it, SDO.identifier, names.text(reference["id"]))
    triples.add(it, SKOS.prefLabel, names.text(reference["title"], reference["language"]))
    triples.add(it, SDO.creditText, names.text(reference["reference"]))
    triples.add(it, SDO.additionalType, own(f"source-type-{reference['type']['code']}"))
    triples.add(it, SDO.publisher, names.text(reference["publisher"]))
    triples.add(it, SDO.inLanguage, names.text(reference["language"]))
    triples.add(it, SDO.url, names.outside(reference["address"]))
    triples.add(it, own("tier"), triples.term("source-tier", reference["tier"]))
    triples.add(it, own("weak"), names.truth(reference["weak"]))
    triples.on_page(reference["url"], it)
    return it


def add_source_line(triples: Triples, line: Document) -> URIRef:
    it = add_reference(triples, line)
    triples.dated(it, line["date"])
    triples.add(it, SDO.datePublished, names.moment(line["date"]["edtf"]))
    return it


def add_source(triples: Triples, document: Document) -> URIRef:
    """The source alone; what was taken from it is added by whoever knows entries and statements."""
    it = add_source_line(triples, document)
    for number, author in enumerate(document["authors"], 1):
        triples.add(it, SDO.author, _add_author(triples, names.part_of(document["url"], f"author-{number}"), author))
    if document["origin"]:
        triples.add(it, PROV.wasQuotedFrom, add_source_named(triples, document["origin"]))
    for each in document["relays"]:
        triples.add(add_source_named(triples, each), PROV.wasQuotedFrom, it)
    triples.add(it, SKOS.editorialNote, names.english(document["note"]))
    triples.add(it, own("accessed"), names.edtf(document["accessed"]["edtf"]))
    for each in document["copies"]:
        triples.add(it, _COPIES[each["kind"]], names.outside(each["address"]))
    for number, part in enumerate(document["parts"], 1):
        node = names.part_of(document["url"], f"part-{part['label']}")
        triples.add(it, SDO.hasPart, node)
        triples.add(node, RDF.type, SDO.CreativeWork)
        triples.add(node, SDO.name, names.text(part["display"]))
        triples.add(node, SDO.position, names.number(number))
    return it


def _add_author(triples: Triples, node: URIRef, author: Document) -> Node | None:
    """CSL gives a person as family and given name, a body or a name that has no such parts as it is written."""
    person = bool(author.get("family"))
    parts = [author.get("given"), author.get("family")] if person else [author.get("literal") or author.get("given")]
    name = " ".join(str(each) for each in parts if each)
    if not name:
        return None
    triples.add(node, RDF.type, SDO.Person if person else SDO.Thing)
    triples.add(node, SDO.name, names.text(name))
    triples.add(node, SDO.familyName, names.text(author.get("family", "")))
    triples.add(node, SDO.givenName, names.text(author.get("given", "")))
    return node
