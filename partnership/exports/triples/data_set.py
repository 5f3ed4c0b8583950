"""The data set described for catalogues (DCAT) and for programs that follow links (VoID)."""

from rdflib import DCAT, DCTERMS, PROV, RDF, SDO, SKOS, VOID, Graph, Literal, Namespace, URIRef

from partnership.documents.brief import absolute
from partnership.exports.triples import names
from partnership.exports.triples.entries import CLASSES
from partnership.exports.triples.names import Document, Triples
from partnership.vocabulary import Kind

FOAF = Namespace("http://xmlns.com/foaf/0.1/")
VERSION = URIRef(f"{DCAT}version")  # of DCAT 3; rdflib knows the words of DCAT 2
_MEDIA = "https://www.iana.org/assignments/media-types/"
_FEATURES = {"ttl": "http://www.w3.org/ns/formats/Turtle", "jsonld": "http://www.w3.org/ns/formats/JSON-LD"}


def graph(document: Document) -> Graph:
    it = names.thing(document["url"])
    triples = Triples(it)
    triples.add(it, RDF.type, DCAT.Dataset, VOID.Dataset)
    triples.add(it, DCTERMS.title, names.english(document["title"]))
    triples.add(it, DCTERMS.description, names.english(document["description"]))
    triples.add(it, DCTERMS.license, names.outside(document["licence"]["url"]))
    triples.add(it, DCTERMS.language, names.text(names.LANGUAGE))
    triples.add(it, DCTERMS.modified, names.day(document["changed"]))
    triples.add(it, VERSION, names.text(str(document["revision"])))
    triples.add(it, DCAT.landingPage, names.page(document["url"]))
    triples.add(it, FOAF.homepage, names.page("/"))
    triples.add(it, DCAT.themeTaxonomy, names.own("scheme-topic"))
    _add_publisher(triples, it, document)
    _add_extent(triples, it, document)
    for url in document["examples"]:
        triples.add(it, VOID.exampleResource, names.page(url) if "/statements/" in url else names.thing(url))
    for space in (SDO, PROV, SKOS, DCTERMS, names.own("")):
        triples.add(it, VOID.vocabulary, URIRef(str(space)))
    triples.add(it, VOID.feature, *map(URIRef, _FEATURES.values()))
    triples.add(it, VOID.uriSpace, Literal(absolute("/")))
    for listed in document["lists"]:
        for form in listed["forms"]:
            _add_distribution(triples, it, document, listed["title"], form)
    return triples.graph


def _add_publisher(triples: Triples, it: URIRef, document: Document) -> None:
    publisher = names.thing(document["publisher"]["url"])
    triples.add(it, DCTERMS.publisher, publisher)
    triples.add(publisher, RDF.type, FOAF.Agent)
    triples.add(publisher, FOAF.name, names.text(document["publisher"]["name"]))
    triples.add(publisher, FOAF.homepage, names.page("/"))
    if document["contact"]:
        triples.add(publisher, SDO.email, names.text(document["contact"]))


def _add_extent(triples: Triples, it: URIRef, document: Document) -> None:
    """How large it is, by what it is about, in time and space: all of it counted, nothing estimated."""
    parts = [(CLASSES[Kind(each["code"])], each["code"], each["entries"]) for each in document["kinds"]]
    size = document["size"]
    parts += [(SDO.Claim, "statement", size["statements"]), (names.own("Citation"), "citation", size["citations"])]
    for kind, name, count in parts:
        node = names.part_of(document["url"], f"of-{name}")
        triples.add(it, VOID.classPartition, node)
        triples.add(node, RDF.type, VOID.Dataset)
        triples.add(node, VOID["class"], kind)
        triples.add(node, VOID.entities, names.number(count))
    for name in ("entries", "sources"):
        node = names.part_of(document["url"], name)
        triples.add(it, VOID.subset, node)
        triples.add(node, RDF.type, VOID.Dataset)
        triples.add(node, DCTERMS.title, names.english(name.capitalize()))
        triples.add(node, VOID.entities, names.number(size[name]))
        triples.add(node, VOID.rootResource, names.page(f"/{name}/"))
    triples.add(it, DCTERMS.spatial, *(triples.place(each) for each in document["countries"]))
    period = document["period"]
    if period["start"] or period["end"]:
        node = names.part_of(document["url"], "period")
        triples.add(it, DCTERMS.temporal, node)
        triples.add(node, RDF.type, DCTERMS.PeriodOfTime)
        triples.add(node, DCAT.startDate, names.day(period["start"]))
        triples.add(node, DCAT.endDate, names.day(period["end"]))


def _add_distribution(triples: Triples, it: URIRef, document: Document, title: str, form: Document) -> None:
    """A media type that IANA has not registered (`x-…`) has no address, and stays a word."""
    node = names.part_of(document["url"], f"{title.lower()}-{form['form']}")
    triples.add(it, DCAT.distribution, node)
    triples.add(node, RDF.type, DCAT.Distribution)
    triples.add(node, DCTERMS.title, names.english(f"{title} as {form['label']}"))
    triples.add(node, DCTERMS.license, names.outside(document["licence"]["url"]))
    triples.add(node, DCAT.accessURL, names.page(form["url"]))
    triples.add(node, DCAT.downloadURL, names.page(form["url"]))
    media = form["media_type"]
    if "/x-" in media:
        triples.add(node, DCTERMS["format"], names.text(media))
    else:
        triples.add(node, DCAT.mediaType, URIRef(_MEDIA + media))
