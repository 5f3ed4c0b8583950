"""What is cited, as items of CSL-JSON (CSL 1.0.2): a page of this record, a sentence of it, or one of its sources.

What is not known is left out, and a date is never more precise than the source: what the dates of CSL cannot say (an
open end, an unknown digit) stands in words.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from partnership import dates
from partnership.documents.brief import absolute
from partnership.models import Entry, Source, Statement
from partnership.vocabulary import CopyKind, SourceType

Item = dict[str, Any]

# Where a source of this type stands in something larger, that is what its publisher's name names.
CONTAINED = frozenset(
    {
        SourceType.JOURNAL,
        SourceType.MAGAZINE,
        SourceType.NEWSPAPER,
        SourceType.ENCYCLOPEDIA,
        SourceType.BLOG,
        SourceType.WEBPAGE,
    }
)
# In CSL an `article` is a preprint; here it is any article that has no narrower type.
TYPES = {SourceType.ARTICLE.value: "document"}
_NAME_PARTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")
_IDENTIFIERS = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN"}


def entry_item(entry: Entry) -> Item:
    """The page of an entry, of the day of its present edition. Its editors are nobody's authors."""
    return _page(entry.key, entry.title, entry.get_absolute_url(), entry.changed_at, entry.summary)


def statement_item(statement: Statement) -> Item:
    """The page of one sentence, which has no title but that of its entry and its own key."""
    entry = statement.entry
    title = f"{entry.title}{part_words(statement)}"
    return _page(statement.key, title, statement_path(statement), entry.changed_at, statement.text)


def part_words(statement: Statement) -> str:
    """What follows the title of an entry where one sentence of it is cited."""
    return f", sentence {statement.key}"


def statement_path(statement: Statement) -> str:
    return f"/statements/{statement.key}/"


def source_item(source: Source) -> Item:
    """A source; reads its copies and identifiers."""
    within = "container-title" if source.csl_type in CONTAINED else "publisher"
    found = {
        "id": source.key,
        "type": TYPES.get(source.csl_type, source.csl_type),
        "title": source.title,
        "author": [name for name in map(_name, source.authors) if name],
        within: source.publisher,
        "issued": issued(source.date),
        "accessed": issued(source.accessed),
        "URL": source.address,
        "language": source.language,
    }
    for each in source.identifiers.all():
        if each.scheme in _IDENTIFIERS:
            found[_IDENTIFIERS[each.scheme]] = each.value
    for copy in source.copies.all():
        if copy.kind == CopyKind.ARCHIVE and "archive" not in found:
            found |= {"archive": urlsplit(copy.address).hostname, "archive_location": copy.address}
    return _known(found)


def issued(edtf: str) -> Item | None:
    """A date of the record as CSL writes dates."""
    if not edtf:
        return None
    points = [_point(text) for text in edtf.split("/")]
    if not all(points) or (len(points) > 1 and any("season" in point for point in points)):
        return {"literal": dates.words(edtf)}
    found: Item = {"date-parts": [point["parts"] for point in points]}
    if "season" in points[0]:
        found["season"] = points[0]["season"]
    if any(mark in edtf for mark in "~?%"):
        found["circa"] = True
    return found


def _point(text: str) -> Item:
    """Year, month and day as numbers; nothing where an end is open or a digit is not known."""
    text = text.rstrip("~?%")
    if text in ("", "..") or "X" in text:
        return {}
    year, *rest = (int(part) for part in text.split("-"))
    if rest and rest[0] > 12:  # EDTF numbers the seasons from 21
        return {"parts": [year], "season": rest[0] - 20}
    return {"parts": [year, *rest]}


def _page(key: str, title: str, path: str, changed: datetime | None, abstract: str) -> Item:
    return _known(
        {
            "id": key,
            "type": "webpage",
            "title": title,
            "container-title": settings.SITE["name"],
            "publisher": settings.SITE.get("publisher"),
            "issued": {"date-parts": [[changed.year, changed.month, changed.day]]} if changed else None,
            "URL": absolute(path),
            "language": "en",
            "abstract": abstract,
        }
    )


def _name(author: dict[str, str]) -> dict[str, str]:
    return {part: author[part] for part in _NAME_PARTS if author.get(part)}


def _known(item: Item) -> Item:
    return {name: value for name, value in item.items() if value}
