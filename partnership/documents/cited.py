"""How a page, a sentence or a source is cited: references to copy, and tags for the programs that keep references.

References are made when something is saved and kept in `cited_as`, without the address and the name of this site, which
are settings, and without what makes them the reference of one sentence. All three are put in here.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from partnership.documents import csl
from partnership.documents.brief import Document, absolute
from partnership.models import Entry, Source, Statement

STYLES = {"apa": "APA", "chicago": "Chicago", "mla": "MLA"}
_CONTEXT_OBJECT = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc"
# Zotero's names of types, which it reads in DC.type and in COinS; where it has none of its own, the nearest.
_ZOTERO = {
    "document": "document",
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "chapter": "bookSection",
    "entry-encyclopedia": "encyclopediaArticle",
    "legislation": "statute",
    "post-weblog": "blogPost",
    "speech": "presentation",
    "treaty": "document",
}
# Words of a script that runs from right to left, which must not take along the dates and brackets beside them.
_FROM_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc](?:[^<>“”.()]*[\u0590-\u08ff\ufb1d-\ufefc])?")
_PUBLISHER_TAGS = {"report": "citation_technical_report_institution", "thesis": "citation_dissertation_institution"}


def references(row: Any) -> dict[str, str]:
    """What `cited_as` is to hold; nothing for what cannot be cited."""
    if not isinstance(row, (Entry, Source)):
        return {}
    from partnership.bibliography import shapes  # costs 0.2 s, and readers never need it

    if isinstance(row, Source):
        return shapes.references(csl.source_item(row))
    return shapes.references(
        csl.entry_item(row)
        | {
            "title": shapes.Extensible(row.title),
            "URL": shapes.Marked(shapes.ADDRESS),
            "container-title": shapes.Marked(shapes.SITE),
        }
    )


def of_entry(entry: Entry) -> Document:
    url = entry.get_absolute_url()
    return _cited(entry, csl.entry_item(entry), url)


def of_statement(statement: Statement) -> Document:
    path = csl.statement_path(statement)
    return _cited(statement.entry, csl.statement_item(statement), path, csl.part_words(statement))


def of_source(source: Source) -> Document:
    return _cited(source, csl.source_item(source), source.get_absolute_url())


def _cited(row: Entry | Source, item: csl.Item, path: str, part: str = "") -> Document:
    """`path` is the page's own, whose last slash gives way to the ending of a form."""
    texts = row.cited_as or references(row)  # nothing is kept yet of what was last saved before there was such a column
    return {
        "path": path,
        "styles": [
            {"name": name, "label": label, "html": _filled(texts[name], absolute(path), part)}
            for name, label in STYLES.items()
            if texts.get(name)
        ],
        "tags": tags(item),
    }


def _filled(text: str, address: str, part: str) -> SafeString:
    """Marks that are the names of no tag of HTML: words have no such letters left, they are escaped."""
    for mark, words in (("<x-address>", address), ("<x-site>", settings.SITE["name"]), ("<x-part>", part)):
        text = text.replace(mark, escape(words, quote=False))
    return mark_safe(_FROM_RIGHT.sub(r"<bdi>\g<0></bdi>", text))  # noqa: S308 -- cleaned when made; escaped here


def tags(item: csl.Item) -> list[tuple[str, str]]:
    """Names and contents of <meta> elements: Highwire's, and the two of Dublin Core that Highwire has no word for."""
    kind = item["type"]
    found = [("citation_title", item["title"])]
    found += [("citation_author", _inverted(author)) for author in item.get("author", ())]
    if date := _slashed(item.get("issued", {})):
        found.append(("citation_publication_date", date))
        if item.get("URL", "").startswith(f"{settings.SITE['url']}/"):
            found.append(("citation_online_date", date))
    within = item.get("container-title")
    if within and kind == "article-journal":
        found.append(("citation_journal_title", within))
    if item.get("publisher"):
        found.append((_PUBLISHER_TAGS.get(kind, "citation_publisher"), item["publisher"]))
    for tag, name in (("doi", "DOI"), ("isbn", "ISBN"), ("issn", "ISSN"), ("language", "language")):
        if item.get(name):
            found.append((f"citation_{tag}", item[name]))
    if item.get("URL"):
        found.append(("citation_public_url", item["URL"]))
    found.append(("DC.type", _ZOTERO.get(kind, kind)))
    if within:
        found.append(("DC.source", within))
    return found


def coins(item: Mapping[str, Any]) -> str:
    """The item as the title of a COinS span: a query in the words of Dublin Core, which has one for every type."""
    found = [("type", _ZOTERO.get(item["type"], item["type"])), ("title", item["title"])]
    found += [("aucorp" if "literal" in author else "au", _inverted(author)) for author in item.get("author", ())]
    names = {"source": "container-title", "publisher": "publisher", "identifier": "URL", "language": "language"}
    found += [(word, item[name]) for word, name in names.items() if item.get(name)]
    if date := _slashed(item.get("issued", {})):
        found.append(("date", date.replace("/", "-")))
    return "&".join([_CONTEXT_OBJECT, *(f"rft.{word}={quote(text, safe='')}" for word, text in found)])


def of_line(line: Document) -> csl.Item:
    """The item of an entry's line in a list, as far as a line knows it."""
    changed = csl.issued(line["changed"] or "")
    found = {"type": "webpage", "title": line["title"], "URL": absolute(line["url"]), "issued": changed}
    return {name: value for name, value in found.items() if value} | {"container-title": settings.SITE["name"]}


def of_source_line(line: Document) -> csl.Item:
    kind = line["type"]["code"]
    found = {
        "type": kind,
        "title": line["title"],
        "author": line["authors"],
        "container-title" if kind in csl.CONTAINED else "publisher": line["publisher"],
        "issued": csl.issued(line["date"]["edtf"]),
        "URL": line["address"],
        "language": line["language"],
    }
    return {name: value for name, value in found.items() if value}


def _inverted(author: dict[str, str]) -> str:
    family = " ".join(filter(None, [author.get("non-dropping-particle"), author.get("family")]))
    given = " ".join(filter(None, [author.get("given"), author.get("dropping-particle"), author.get("suffix")]))
    return author.get("literal") or ", ".join(filter(None, [family, given]))


def _slashed(date: csl.Item) -> str:
    """`2017/01/26`, as far as it is known; nothing for a period, a guess or a season, which the tags cannot say."""
    parts = date.get("date-parts", [])
    if len(parts) != 1 or date.keys() & {"season", "circa"}:
        return ""
    year, *rest = parts[0]
    return "/".join([f"{year:04}", *(f"{number:02}" for number in rest)])
