"""A list as an Atom feed (RFC 4287): all of it, what changed last first, so that it can be followed.

The identifiers are made from keys: neither another title nor another address of the site makes an entry new.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import chain
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils.feedgenerator import rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from partnership.documents.brief import absolute
from partnership.documents.figures import figure_name, figure_title
from partnership.documents.references import full
from partnership.exports.about import About, lasting
from partnership.models import Entry, Source, Value
from partnership.vocabulary import TYPE_SCHEME, Kind, SourceType

_SPACE = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Category:
    """A word of the codebook; `scheme` is that of which it is one."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True)
class Item:
    key: str
    title: str
    path: str
    changed: dt.datetime | None
    published: dt.datetime | None = None
    summary: str = ""
    categories: tuple[Category, ...] = ()


def entry_item(entry: Entry) -> Item:
    """Of an entry that came through `for_lines`."""
    kind = Kind(entry.kind)
    found = [Category("kind", kind.value, kind.label)]
    if entry.type:
        found.append(Category(TYPE_SCHEME[kind], entry.type.code, entry.type.label))
    found += [Category("topic", each.code, each.label) for each in entry.topics.all()]
    path = entry.get_absolute_url()
    return Item(entry.key, entry.title, path, entry.changed_at, entry.published_at, entry.summary, tuple(found))


def source_item(source: Source) -> Item:
    kind = SourceType(source.csl_type)
    found = (
        Category("source-type", kind.value, kind.label),
        Category("source-tier", source.tier.code, source.tier.label),
    )
    path = source.get_absolute_url()
    return Item(source.key, source.title, path, source.changed_at, summary=full(source), categories=found)


def figure_item(value: Value) -> Item:
    """A measured value changes with its entry; its page is that of the sentence that gives it."""
    said, entry = value.statement, value.statement.entry
    found = [Category("kind", entry.kind, Kind(entry.kind).label)]
    if value.measure:
        found.insert(0, Category("measure", value.measure.code, value.measure.label))
    name, path = figure_name(value), said.get_absolute_url()
    return Item(name, figure_title(value), path, entry.changed_at, entry.published_at, said.text, tuple(found))


def written(about: About, chunks: Iterable[Iterable[Item]]) -> Iterator[str]:
    buffer = StringIO()
    xml = SimplerXMLGenerator(buffer, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("feed", AttributesImpl({"xmlns": _SPACE, "xml:lang": "en"}))
    rest = iter(chunks)
    newest = [*next(rest, ())]
    _head(xml, about, newest[0].changed if newest else None)
    for chunk in chain([newest], rest):
        for item in chunk:
            _entry(xml, about, item)
        yield _emptied(buffer)
    xml.endElement("feed")
    yield _emptied(buffer)


def _emptied(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _add(xml: SimplerXMLGenerator, name: str, text: str = "", **attributes: str) -> None:
    plain = {each: _NO_XML.sub("", value) for each, value in attributes.items()}
    xml.addQuickElement(name, _NO_XML.sub("", text), plain)


def _head(xml: SimplerXMLGenerator, about: About, changed: dt.datetime | None) -> None:
    _add(xml, "id", f"urn:uuid:{lasting(about.path)}")
    _add(xml, "title", about.heading_with_filters)
    said = f"Filters: {about.in_words}. Order: what changed last first. Taken: {about.taken_from}. {about.terms}"
    _add(xml, "subtitle", said)
    _add(xml, "updated", rfc3339_date(changed or about.changed))
    _add(xml, "link", rel="self", type="application/atom+xml", href=about.address_as("atom"))
    _add(xml, "link", rel="alternate", type="text/html", href=about.address)
    _add(xml, "link", rel="license", href=about.licence)
    xml.startElement("author", AttributesImpl({}))
    _add(xml, "name", settings.SITE["name"])
    _add(xml, "uri", absolute("/"))
    xml.endElement("author")
    _add(xml, "rights", about.terms)
    _add(xml, "generator", settings.SITE["name"], uri=absolute("/about/data/"))


def _entry(xml: SimplerXMLGenerator, about: About, item: Item) -> None:
    xml.startElement("entry", AttributesImpl({}))
    _add(xml, "id", f"urn:uuid:{lasting(item.key)}")
    _add(xml, "title", item.title)
    _add(xml, "updated", rfc3339_date(item.changed or about.changed))
    if item.published:
        _add(xml, "published", rfc3339_date(item.published))
    _add(xml, "link", rel="alternate", type="text/html", href=absolute(item.path))
    _add(xml, "link", rel="license", href=about.licence)  # the feed's own does not reach so far (RFC 4946, 2)
    for each in item.categories:
        scheme = absolute(f"/about/codebook/#scheme-{each.scheme}")
        _add(xml, "category", term=each.term, scheme=scheme, label=each.label)
    _add(xml, "summary", item.summary)
    xml.endElement("entry")
