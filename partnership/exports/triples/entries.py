"""An entry as triples: what it is, what it is called, what it is joined to, and the statements about it."""

import re
from urllib.parse import quote

from rdflib import DCTERMS, PROV, RDF, SDO, SKOS, Literal, URIRef

from partnership.exports.triples import names
from partnership.exports.triples.names import Document, Triples, own
from partnership.exports.triples.statements import add_statement, canonical
from partnership.meanings import LINKED_FIELDS, linked_field
from partnership.vocabulary import TYPE_SCHEME, Kind, own_fields

# An agreement may be a treaty, a contract or a declaration: what they share is that each is a text.
CLASSES = {
    Kind.EVENT: SDO.Event,
    Kind.AGREEMENT: SDO.CreativeWork,
    Kind.INSTITUTION: SDO.Organization,
    Kind.PERSON: SDO.Person,
    Kind.SYSTEM: SDO.Product,
}
# Identifiers that have an address of their own, which then says that both are the same.
_SAME = {
    "wikidata": (re.compile(r"Q\d{1,12}", re.ASCII), "http://www.wikidata.org/entity/"),
    "doi": (re.compile(r"10\.\d{4,9}/\S+", re.ASCII), "https://doi.org/"),
}


def add_named(triples: Triples, brief: Document | None) -> URIRef | None:
    """Another entry, with what it is and its title; nothing where the document withholds it."""
    if brief is None or brief["url"] is None:
        return None
    it = names.thing(brief["url"])
    triples.add(it, RDF.type, CLASSES[Kind(brief["kind"])])
    triples.add(it, SKOS.prefLabel, names.english(brief["title"]))
    return it


def add_line(triples: Triples, line: Document) -> URIRef:
    """What a line in a list says of an entry, and its document too: both give the same triples."""
    kind = Kind(line["kind"])
    it = names.thing(line["url"])
    triples.add(it, RDF.type, CLASSES[kind])
    triples.add(it, own("kind"), own(f"kind-{kind}"))
    triples.add(it, SDO.identifier, names.text(line["id"]))
    triples.add(it, SKOS.prefLabel, names.english(line["title"]))
    triples.add(it, SDO.name, names.english(line["title"]))
    triples.add(it, SDO.description, names.english(line["summary"]))
    triples.add(it, SDO.additionalType, triples.term(TYPE_SCHEME[kind], line["type"]))
    triples.add(it, DCTERMS.subject, *(triples.term("topic", each) for each in line["topics"]))
    triples.add(it, DCTERMS.spatial, *(triples.place(each) for each in line["places"]))
    triples.add(it, own("country"), triples.place(line["country"]))
    triples.add(it, own("grade"), own(f"grade-{line['grade']}"))
    triples.add(it, own("inConflict"), names.truth(line["in_conflict"]))
    _add_date(triples, it, kind, line["date"])
    triples.on_page(line["url"], it)
    return it


def _add_date(triples: Triples, it: URIRef, kind: Kind, date: Document) -> None:
    triples.dated(it, date)
    known = LINKED_FIELDS.get(f"{kind} date")
    if known is None:
        return
    if kind is Kind.EVENT:
        start, end = names.beginning_and_end(date["edtf"])
        triples.add(it, names.expanded(known), start)
        triples.add(it, SDO.endDate, end)
    else:
        triples.add(it, names.expanded(known), names.moment(date["edtf"]))


def add_identifiers(triples: Triples, it: URIRef, url: str, identifiers: list[Document]) -> None:
    for each in identifiers:
        node = names.part_of(url, f"id-{each['scheme']}-{each['value']}")
        triples.add(it, SDO.identifier, node)
        triples.add(node, RDF.type, SDO.PropertyValue)
        triples.add(node, SDO.propertyID, names.text(each["scheme"]))
        triples.add(node, SDO.value, names.text(each["value"]))
        form, base = _SAME.get(each["scheme"], (None, ""))
        if form and form.fullmatch(each["value"]):
            triples.add(it, SDO.sameAs, URIRef(base + quote(each["value"], safe="/.()-_:;")))


def add_edition(triples: Triples, found: Document, it: URIRef) -> None:
    """The page of an entry or a source: whose licence it has, which edition of it this is, and when that was made."""
    where = triples.on_page(found["url"], it)
    triples.add(where, RDF.type, PROV.Entity)
    triples.add(where, SDO.license, names.outside(found["licence"]["url"]))
    triples.add(where, SDO.version, names.number(found["edition"]))
    triples.add(where, SDO.dateModified, names.day(found["changed"]))
    triples.add(where, PROV.generatedAtTime, names.instant(found["changed_at"]))


def add_entry(triples: Triples, document: Document) -> None:
    it = add_line(triples, document)
    add_edition(triples, document, it)
    add_identifiers(triples, it, document["url"], document["identifiers"])
    triples.add(it, SDO.category, triples.term("system-category", document["category"]))
    for number, each in enumerate(document["names"], 1):
        _add_name(triples, it, names.part_of(document["url"], f"name-{number}"), each)
    for each in document["statements"]:
        node = add_statement(triples, each, it, document["kind"], add_named(triples, each["claimant"]))
        if each["lead"]:
            triples.add(it, own("lead"), node)
    _add_facts(triples, it, document)
    for each in document["relations"]:
        _add_relation(triples, it, document["url"], each)
    for each in document["actions"]:
        _add_step(triples, it, names.part_of(document["url"], f"a{each['key']}"), each)


def _add_name(triples: Triples, it: URIRef, node: URIRef, name: Document) -> None:
    """The text as a label, as SKOS has it, and once more as a thing that has a time and a statement behind it."""
    label = names.text(name["text"], name["language"])
    triples.add(it, SKOS.altLabel, label)
    triples.add(it, own("name"), node)
    triples.add(node, RDF.type, own("Name"))
    triples.add(node, SDO.name, label)
    triples.add(node, own("nameKind"), own(f"name-kind-{name['kind']}"))
    triples.add(node, own("from"), names.edtf(name["from"]))
    triples.add(node, own("to"), names.edtf(name["to"]))
    if name["statement"]:
        triples.add(node, PROV.wasDerivedFrom, names.statement(name["statement"]))


def _add_facts(triples: Triples, it: URIRef, document: Document) -> None:
    """The columns that only this kind has. The document shows them in words; what stands behind the words is told by
    the statements that establish them, so a column without a statement stays in words."""
    kind = Kind(document["kind"])
    said = {each["id"]: each for each in document["statements"]}
    known = {field.name: field for field in own_fields(kind)}
    for fact in document["facts"]:
        field = known.get(fact["field"])
        if field is None:
            continue
        for item in fact["each"]:
            value = next(
                (
                    canonical(triples, field, each)
                    for key in item["statements"]
                    if key in said
                    for each in said[key]["values"]
                    if each["field"] == field.name and each["display"] == item["display"]
                ),
                names.outside(item["url"]) if field.form == "address" else names.text(item["display"]),
            )
            triples.add(it, names.expanded(linked_field(kind, field.name)), value)


def _add_relation(triples: Triples, it: URIRef, url: str, relation: Document) -> None:
    """As one triple, and as a thing that has a time and evidence. From either end it is the same."""
    other = add_named(triples, relation["entry"])
    if other is None:
        return
    subject, object_ = (other, it) if relation["inverse"] else (it, other)
    node = names.part_of(relation["entry"]["url"] if relation["inverse"] else url, f"r{relation['key']}")
    role = own(f"role-{relation['role']}")
    triples.add(subject, role, object_)
    triples.add(node, RDF.type, own("Relation"), RDF.Statement)
    triples.add(node, RDF.subject, subject)
    triples.add(node, RDF.predicate, role)
    triples.add(node, RDF.object, object_)
    triples.add(node, own("from"), names.edtf(relation["from"]))
    triples.add(node, own("to"), names.edtf(relation["to"]))
    triples.add(node, own("detail"), names.english(relation["detail"]))
    triples.add(node, PROV.wasDerivedFrom, *map(names.statement, relation["statements"]))


def _add_step(triples: Triples, it: URIRef, node: URIRef, step: Document) -> None:
    triples.add(it, own("step"), node)
    triples.add(node, RDF.type, own("Step"), PROV.Activity)
    triples.add(node, own("stepKind"), own(f"step-{step['action']}"))
    triples.add(node, SKOS.prefLabel, Literal(step["label"], lang=names.LANGUAGE))
    triples.add(node, own("party"), add_named(triples, step["party"]))
    triples.add(node, own("signedBy"), add_named(triples, step["person"]))
    triples.dated(node, step["date"])
    triples.add(node, PROV.wasDerivedFrom, *map(names.statement, step["statements"]))
