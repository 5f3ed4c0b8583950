"""The codebook as SKOS: schemes, terms, places, and the properties and classes that are our own."""

from rdflib import DCTERMS, RDF, RDFS, SDO, SKOS, VOID, XSD, Graph, Literal, URIRef

from partnership.exports.triples import names
from partnership.exports.triples.names import Document, Triples, own


def graph(document: Document) -> Graph:
    here = names.page(document["url"])
    triples = Triples(here)
    triples.add(here, RDF.type, SDO.WebPage)
    triples.add(here, SDO.name, names.english("Codebook"))
    triples.add(here, SDO.license, names.outside(document["licence"]["url"]))
    triples.add(here, VOID.inDataset, names.thing(names.DATA))
    for each in document["own_terms"]:
        _add_own(triples, here, each)
    for group in document["words"]:
        scheme = _scheme(triples, group, names.english(group["definition"]))
        for each in group["words"]:
            _add_concept(triples, own(each["anchor"]), scheme, each)
    for group in document["schemes"]:
        scheme = _scheme(triples, group, None)
        for each in group["terms"]:
            _add_term(triples, scheme, group["code"], each)
    for kind in document["kinds"]:
        for each in kind["fields"]:
            _add_field(triples, each)
    for each in document["places"]:
        _add_place(triples, each)
    return triples.graph


def _add_own(triples: Triples, here: URIRef, term: Document) -> None:
    node = own(term["name"])
    triples.add(node, RDF.type, RDFS.Class if term["class"] else RDF.Property)
    triples.add(node, RDFS.label, names.english(term["label"]))
    triples.add(node, RDFS.comment, names.english(term["comment"]))
    triples.add(node, RDFS.isDefinedBy, here)
    if term["above"]:
        above = names.expanded(term["above"])
        triples.add(node, RDFS.subClassOf if term["class"] else RDFS.subPropertyOf, above)


def _scheme(triples: Triples, group: Document, definition: Literal | None) -> URIRef:
    node = own(f"scheme-{group['code']}")
    triples.add(node, RDF.type, SKOS.ConceptScheme)
    triples.add(node, SKOS.prefLabel, names.english(group["label"]))
    triples.add(node, SKOS.definition, definition)
    return node


def _add_concept(triples: Triples, node: URIRef, scheme: URIRef, each: Document) -> None:
    triples.add(node, RDF.type, SKOS.Concept)
    triples.add(node, SKOS.inScheme, scheme)
    triples.add(node, SKOS.notation, names.text(each["code"]))
    triples.add(node, SKOS.prefLabel, names.english(each["label"]))
    triples.add(node, SKOS.definition, names.english(each["definition"]))


def _add_term(triples: Triples, scheme: URIRef, code: str, term: Document) -> None:
    node = names.concept(code, term["code"])
    _add_concept(triples, node, scheme, term)
    triples.add(node, DCTERMS.source, names.text(term["origin"]))
    if term["broader"]:
        triples.add(node, SKOS.broader, names.concept(code, term["broader"]["code"]))
        triples.add(names.concept(code, term["broader"]["code"]), SKOS.narrower, node)
    else:
        triples.add(node, SKOS.topConceptOf, scheme)
    if term["joins"] is not None:  # a role is what joins two entries, too
        triples.add(node, RDF.type, RDF.Property, own("Role"))
        triples.add(node, RDFS.label, names.english(term["label"]))
        triples.add(node, SKOS.altLabel, names.english(term["inverse_label"]))


def _add_field(triples: Triples, field: Document) -> None:
    """What the values of statements name as the field that they are for."""
    node = own(field["anchor"])
    triples.add(node, RDF.type, SKOS.Concept)
    triples.add(node, SKOS.prefLabel, names.english(field["label"]))
    triples.add(node, SKOS.definition, names.english(field["meaning"]))
    triples.add(node, RDFS.seeAlso, names.expanded(field["linked"]))


def _add_place(triples: Triples, place: Document) -> None:
    node = triples.place(place)
    if node is None:
        return
    triples.add(node, SDO.identifier, names.text(place["code"]))
    triples.add(node, SDO.additionalType, own(f"precision-{place['precision']}"))
    if place["within"]:
        triples.add(node, SDO.containedInPlace, names.place(place["within"]["code"]))
    if place["latitude"] is not None:
        geo = own(f"{place['anchor']}-geo")
        triples.add(node, SDO.geo, geo)
        triples.add(geo, RDF.type, SDO.GeoCoordinates)
        triples.add(geo, SDO.latitude, _degrees(place["latitude"]))
        triples.add(geo, SDO.longitude, _degrees(place["longitude"]))


def _degrees(plain: str) -> Literal:
    """Always with its point: a place on a whole degree is no other kind of number."""
    return Literal(plain if "." in plain else f"{plain}.0", datatype=XSD.decimal, normalize=False)
