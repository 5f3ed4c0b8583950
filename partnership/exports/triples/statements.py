"""A statement as triples: a claim about an entry, with the values it gives and the places in sources behind it."""

from decimal import Decimal, InvalidOperation

from rdflib import PROV, RDF, SDO, URIRef
from rdflib.term import Node

from partnership.exports.triples import names
from partnership.exports.triples.names import Document, Triples, own
from partnership.exports.triples.sources import add_reference, add_source_named
from partnership.vocabulary import Field, Rank, Stance, fields


def add_claim(triples: Triples, statement: Document, about: URIRef, claimant: URIRef | None) -> URIRef:
    """What every document that is about a statement says of it."""
    node = _add_sentence(triples, statement, statement["grade"], about)
    triples.add(node, own("rank"), own(f"rank-{statement['rank']}"))
    triples.add(node, own("claimant"), claimant)
    return node


def _add_sentence(triples: Triples, statement: Document, grade: str, about: URIRef) -> URIRef:
    node = names.statement(statement["id"])
    triples.add(node, RDF.type, SDO.Claim)
    triples.add(node, SDO.about, about)
    triples.add(about, SDO.subjectOf, node)
    triples.add(node, SDO.text, names.english(statement["text"]))
    triples.add(node, own("voice"), own(f"voice-{statement['voice']}"))
    triples.add(node, own("grade"), own(f"grade-{grade}"))
    return node


def add_figure(triples: Triples, figure: Document, about: URIRef) -> URIRef:
    """A line of the table of figures: the value, the sentence that gives it, and the sources that support it. What it
    says, the document of the sentence says too."""
    said = figure["statement"]
    statement = _add_sentence(triples, said, figure["grade"], about)
    if figure["deprecated"]:
        triples.add(statement, own("rank"), own(f"rank-{Rank.DEPRECATED}"))
    for each in figure["sources"]:
        triples.add(statement, PROV.wasDerivedFrom, add_source_named(triples, each))
    number = figure["id"].removeprefix(f"{said['id']}-")
    value = {**figure, "field": "", "as_of": figure["as_of"]["edtf"]}
    return _add_value(triples, statement, said["id"], number, value, figure["entry"]["kind"])


def add_statement(triples: Triples, statement: Document, about: URIRef, kind: str, claimant: URIRef | None) -> URIRef:
    """Whole, as the document of its entry has it."""
    node = add_claim(triples, statement, about, claimant)
    triples.dated(node, statement["date"])
    triples.add(node, own("rankReason"), names.english(statement["rank_reason"]))
    if statement["attribution"]:
        triples.add(node, own("attribution"), names.text(statement["attribution"]["name"]))
    for number, value in enumerate(statement["values"], 1):
        _add_value(triples, node, statement["id"], number, value, kind)
    for citation in statement["citations"]:
        brief = citation["source"]
        source = add_reference(triples, brief) if "reference" in brief else add_source_named(triples, brief)
        add_citation(triples, statement["id"], citation, source, citation["label"])
    return node


def add_citation(triples: Triples, key: str, citation: Document, source: URIRef, where: str) -> None:
    """A place in a source. What supports a statement is what it was derived from; what disputes it is not."""
    statement = names.statement(key)
    node = names.part_of(f"/statements/{key}/", f"c{citation['id']}")
    triples.add(statement, own("citation"), node)
    triples.add(node, RDF.type, own("Citation"))
    triples.add(node, PROV.entity, source)
    triples.add(node, own("stance"), own(f"stance-{citation['stance']}"))
    triples.add(node, own("locator"), names.text(where))
    triples.add(node, own("linkText"), names.text(citation["anchor"]))
    triples.add(node, own("quote"), names.text(citation["quote"]))
    triples.add(node, names.expanded("skos:note"), names.english(citation["note"]))
    triples.add(statement, SDO.citation, source)
    if citation["stance"] == Stance.SUPPORTS:
        triples.add(node, RDF.type, PROV.Derivation)
        triples.add(statement, PROV.qualifiedDerivation, node)
        triples.add(statement, PROV.wasDerivedFrom, source)
    else:
        triples.add(statement, own("disputedBy"), source)


def _add_value(triples: Triples, statement: URIRef, key: str, number: int | str, value: Document, kind: str) -> URIRef:
    """`number` is that of the value among those of the statement, which has this key."""
    node = names.part_of(f"/statements/{key}/", f"value-{number}")
    triples.add(statement, own("establishes"), node)
    triples.add(node, RDF.type, SDO.PropertyValue)
    if value["field"]:
        field = fields(kind)[value["field"]]
        triples.add(node, SDO.propertyID, own(f"field-{kind}-{field.name}"))
        triples.add(node, SDO.name, names.english(field.label))
        triples.add(node, SDO.value, canonical(triples, field, value))
    else:
        triples.add(node, SDO.propertyID, triples.term("measure", value["measure"]))
        triples.add(node, SDO.name, names.english(value["measure"]["label"]))
        triples.add(node, SDO.value, _number(value["value"]))
        triples.add(node, SDO.minValue, _number(value["low"]))
        triples.add(node, SDO.maxValue, _number(value["high"]))
    triples.add(node, SDO.description, names.english(value["display"]))
    if value["unit"]:
        triples.add(node, own("unit"), triples.term("unit", value["unit"]))
        triples.add(node, SDO.unitText, names.english(value["unit"]["label"]))
    triples.add(node, own("asOf"), names.edtf(value["as_of"]))
    if value["approximate"]:
        triples.add(node, own("approximate"), names.truth(True))
    return node


def canonical(triples: Triples, field: Field, value: Document) -> Node | None:
    """A field's value as what it is: a date, a number, a term, a place, an address."""
    text = value["value"]
    if field.form == "edtf":
        return names.moment(text)
    if field.form == "integer":
        return _number(text)
    if field.form == "term":
        return triples.term(field.scheme, {"code": text, "label": value["display"]})
    if field.form == "place":
        return triples.place({"code": text, "name": value["display"]})
    return names.outside(text) if field.form == "address" else names.text(text)


def _number(text: str | None) -> Node | None:
    try:
        return names.number(Decimal(text)) if text else None
    except InvalidOperation:
        return names.text(text or "")
