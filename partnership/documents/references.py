"""How a source is named: shortly beside a sentence, in full in a list of references."""

import re

from partnership import dates
from partnership.documents.brief import Document
from partnership.models import Citation, Source
from partnership.vocabulary import SourceType

_PARAGRAPH = re.compile(r"P(\d+)")


def part_label(label: str) -> str:
    """`P4` reads as ¶ 4; every other label reads as it is."""
    found = _PARAGRAPH.fullmatch(label)
    return f"¶ {found[1]}" if found else label


def where(citation: Citation) -> str:
    """The place in the source: its part, then a finer locator."""
    part = part_label(citation.part.label) if citation.part else ""
    return ", ".join(filter(None, [part, citation.locator]))


def _family(author: dict) -> str:
    return author.get("family") or author.get("literal") or author.get("given") or ""


def by(source: Source) -> str:
    """Who speaks: the authors' family names, else the publisher, else the title."""
    names = [name for name in map(_family, source.authors) if name]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " & ".join(names) or source.publisher or source.title


def year(source: Source) -> str:
    span = dates.parse(source.date)
    known = span.latest if span.earliest == dates.FIRST else span.earliest
    return str(known.year) if known else "undated"


def short(source: Source) -> str:
    return f"{by(source)}, {year(source)}"


def inverted(author: dict) -> str:
    """A name as lists have it: the family name first."""
    if author.get("family"):
        return ", ".join(filter(None, [author["family"], author.get("given", "")]))
    return author.get("literal") or author.get("given") or ""


def full(source: Source) -> str:
    """Authors, date, title, publisher, in one sentence; the address stands beside it."""
    opening, ending = _around(source)
    return " ".join(filter(None, [opening, _closed(source.title), ending]))


def _around(source: Source) -> tuple[str, str]:
    """What stands before and after the title: the title may run from right to left, they do not."""
    authors = "; ".join(name for name in map(inverted, source.authors) if name)
    shown = dates.words(source.date) or "undated"
    who = authors or source.publisher
    ending = source.publisher if authors and source.publisher != authors else ""
    return _closed(f"{who} ({shown})" if who else f"({shown})"), _closed(ending)


def _closed(piece: str) -> str:
    return piece if not piece or piece[-1] in ".?!" else f"{piece}."


def reference(source: Source) -> Document:
    """A source as a list of references shows it."""
    opening, ending = _around(source)
    return {
        "id": source.key,
        "slug": source.slug,
        "url": source.get_absolute_url(),
        "title": source.title,
        "short": short(source),
        "reference": full(source),
        "opening": opening,
        "stop": _closed(source.title)[len(source.title) :],
        "ending": ending,
        "type": {"code": source.csl_type, "label": SourceType(source.csl_type).label},
        "tier": {"code": source.tier.code, "label": source.tier.label},
        "weak": source.weak,
        "publisher": source.publisher,
        "language": source.language,
        "date": dates.words(source.date),
        "address": source.address,
    }
