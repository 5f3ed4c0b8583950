"""What things are called: addresses of this site as IRIs, others' addresses where they are good for it, literals."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlsplit

from django.utils.encoding import iri_to_uri
from rdflib import DCAT, DCTERMS, PROV, RDF, RDFS, SDO, SKOS, VOID, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from partnership.documents.brief import absolute

Document = Mapping[str, Any]

LANGUAGE = "en"  # of titles, sentences and labels; the pages say the same
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
CODEBOOK = "/about/codebook/"
DATA = "/about/data/"
_TAG = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)
_CALENDAR = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_PLAIN = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?", re.ASCII)
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|\\^`]')


def prefixes() -> dict[str, str]:
    """Those of the shared vocabularies, and of our own terms, which are said on the page of the codebook."""
    known = {"dcat": DCAT, "dcterms": DCTERMS, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "schema": SDO, "skos": SKOS}
    return {name: str(space) for name, space in known.items()} | {
        "void": str(VOID),
        "xsd": str(XSD),
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "record": str(own("")),
    }


def expanded(name: str) -> URIRef:
    """`schema:name` in full."""
    prefix, _, rest = name.partition(":")
    return URIRef(prefixes()[prefix] + rest)


def page(url: str) -> URIRef:
    return URIRef(absolute(url))


def thing(url: str) -> URIRef:
    """What the page is about: an event is no web page."""
    return URIRef(f"{absolute(url)}#it")


def part_of(url: str, name: str) -> URIRef:
    return URIRef(f"{absolute(url)}#{quote(name, safe='')}")


def statement(key: str) -> URIRef:
    """A sentence is a text, as its page is: they share the address."""
    return page(f"/statements/{key}/")


def own(name: str) -> URIRef:
    """A term of our own: an anchor in the codebook."""
    return part_of(CODEBOOK, name)


def concept(scheme: str, code: str) -> URIRef:
    return thing(f"/topics/{code}/") if scheme == "topic" else own(f"{scheme}-{code}")


def place(code: str) -> URIRef:
    return own(f"place-{code}")


def outside(address: str) -> Node | None:
    """An address of somebody else's as an IRI; as text where it is none, since one bad IRI spoils a whole file."""
    if not address:
        return None
    try:
        encoded = iri_to_uri(address)
        good = urlsplit(encoded).scheme in ("http", "https") and bool(urlsplit(encoded).hostname)
    except ValueError:
        good = False
    if not good or _FORBIDDEN.search(encoded):
        return text(address)
    return URIRef(encoded)


def text(words: str, language: str = "") -> Literal | None:
    """Text in a language; a tag that is not well-formed is dropped, for it would make the text unreadable."""
    if not words:
        return None
    return Literal(words, lang=language if _TAG.fullmatch(language) else None)


def english(words: str) -> Literal | None:
    return text(words, LANGUAGE)


def truth(value: bool) -> Literal:
    return Literal(value)


def number(plain: str | int | Decimal | None) -> Literal | None:
    """A decimal as both syntaxes write it again: whole numbers as integers, others with their point."""
    if plain in (None, ""):
        return None
    value = Decimal(plain or 0)
    if value == value.to_integral_value():
        return Literal(str(int(value)), datatype=XSD.integer)
    return Literal(f"{value.normalize():f}", datatype=XSD.decimal, normalize=False)


def edtf(date: str) -> Literal | None:
    return Literal(date, datatype=EDTF) if date else None


def day(iso: str | None) -> Literal | None:
    return Literal(iso, datatype=XSD.date, normalize=False) if iso else None


def instant(iso: str | None) -> Literal | None:
    return Literal(iso, datatype=XSD.dateTime, normalize=False) if iso else None


def moment(date: str) -> Literal | None:
    """A date in the type that readers of schema.org know, as precise as it is; else in EDTF."""
    if _PLAIN.fullmatch(date):
        return Literal(date, datatype=_CALENDAR[len(date)], normalize=False)
    return edtf(date)


def beginning_and_end(date: str) -> tuple[Literal | None, Literal | None]:
    """Of a period each end that is known; of anything else the date itself, and no end."""
    if "/" not in date:
        return moment(date), None
    start, _, end = date.partition("/")
    return moment(start.strip(".")), moment(end.strip("."))


class Triples:
    """A graph in the making, about one thing. What is empty is left out."""

    def __init__(self, about: URIRef) -> None:
        self.graph = Graph(identifier=about, bind_namespaces="none")
        for prefix, namespace in prefixes().items():
            self.graph.bind(prefix, namespace)

    def add(self, subject: URIRef, predicate: URIRef, *objects: Node | None) -> None:
        for each in objects:
            if each is not None:
                self.graph.add((subject, predicate, each))

    def dated(self, subject: URIRef, date: Document) -> None:
        """The date as written, and the days that it can at most reach from and to."""
        self.add(subject, DCTERMS.date, edtf(date["edtf"]))
        self.add(subject, own("earliest"), day(date["earliest"]))
        self.add(subject, own("latest"), day(date["latest"]))

    def term(self, scheme: str, found: Document | None) -> URIRef | None:
        """A term with its label; its definition is in the codebook's own data."""
        if found is None:
            return None
        name = concept(scheme, found["code"])
        self.add(name, RDF.type, SKOS.Concept)
        self.add(name, SKOS.prefLabel, english(found["label"]))
        self.add(name, SKOS.inScheme, own(f"scheme-{scheme}"))
        return name

    def place(self, found: Document | None) -> URIRef | None:
        if found is None:
            return None
        name = place(found["code"])
        self.add(name, RDF.type, SDO.Place)
        self.add(name, SDO.name, english(found["name"]))
        return name

    def on_page(self, url: str, about: URIRef) -> URIRef:
        """The page on which the record says it: whose licence it is, and what it belongs to."""
        where = page(url)
        self.add(where, RDF.type, SDO.WebPage)
        self.add(where, SDO.mainEntity, about)
        self.add(where, VOID.inDataset, thing(DATA))
        return where
