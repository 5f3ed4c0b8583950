"""References for the programs that keep them: BibTeX, RIS and CSL-JSON, from CSL-JSON items.

A BibTeX key, a RIS ID and a CSL id are the key of what is cited: ASCII, and never another's. BibTeX passes over what
stands before its first entry, so the file begins with what it is; the other two have no place for that.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import rispy
from pybtex.database import BibliographyData, Entry
from pybtex.database.output.bibtex import Writer

from partnership.exports.about import About
from partnership.text import tidy

Item = Mapping[str, Any]

_MONTHS = "January February March April May June July August September October November December".split()
_SEASONS = {1: "spring", 2: "summer", 3: "autumn", 4: "winter"}


def written(form: str, about: About, chunks: Iterable[Iterable[Item]]) -> Iterator[str]:
    """The items in one of the forms, chunk by chunk."""
    if form == "csl.json":
        yield from _array(chunks)
        return
    write = {"bib": bibtex, "ris": ris}[form]
    mark = ""
    if form == "bib":
        yield head(about)
        mark = "\n"
    for chunk in chunks:
        yield mark + write(chunk)
        mark = "\n"


def csl_json(items: Iterable[Item]) -> str:
    return "".join(_array([items]))


def _array(chunks: Iterable[Iterable[Item]]) -> Iterator[str]:
    mark = "[\n"
    for chunk in chunks:
        for item in chunk:
            yield f"{mark}{json.dumps(item, ensure_ascii=False)}"
            mark = ",\n"
    yield "\n]\n" if mark == ",\n" else "[]\n"


# --- BibTeX ---------------------------------------------------------------------------------------

_BIBTEX = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "report": "techreport",
}
_CONTAINER = {"article": "journal", "incollection": "booktitle"}
_PUBLISHER = {"techreport": "institution"}
# Braces are counted even where they are escaped, so they are written by name.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        **{letter: f"\\{letter}" for letter in "%&$#_"},
    }
)
_NOT_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", '"': "%22"})
# What splits names in BibTeX.
_SPLITS = re.compile(r"\band\b|,", re.IGNORECASE)


# An entry begins at this sign wherever it stands; braces are counted by some readers.
_BEGINS = str.maketrans({"@": "(at)", "{": "(", "}": ")"})


class _Writer(Writer):
    """Values come escaped already; pybtex's own way would leave braces and backslashes to break the file."""

    def _encode(self, text: str) -> str:
        return text

    def quote(self, s: str) -> str:
        self.check_braces(s)
        return f"{{{s}}}"


def head(about: About) -> str:
    """What it is, as lines before the first entry."""
    return "".join(f"% {label}: {tidy(text).translate(_BEGINS)}\n" for label, text in about.lines)


def bibtex(items: Iterable[Item]) -> str:
    entries = {item["id"]: _bibtex(item) for item in items}
    return _Writer(encoding="UTF-8").to_string(BibliographyData(entries))


def _bibtex(item: Item) -> Entry:
    form = _BIBTEX.get(item["type"], "misc")
    issued = item.get("issued", {})
    parts = issued.get("date-parts", [[]])[0]
    words = {
        "author": " and ".join(map(_bibtex_name, item.get("author", ()))),
        "title": _latex(item["title"]),
        _CONTAINER.get(form, "howpublished"): _latex(item.get("container-title", "")),
        _PUBLISHER.get(form, "publisher"): _latex(item.get("publisher", "")),
        "year": str(parts[0]) if parts else _latex(issued.get("literal", "")),
        "month": _MONTHS[parts[1] - 1] if len(parts) > 1 else "",
        "date": _iso(issued),
        "doi": _address(item.get("DOI", "")),
        "isbn": _latex(item.get("ISBN", "")),
        "issn": _latex(item.get("ISSN", "")),
        "url": _address(item.get("URL", "")),
        "urldate": _iso(item.get("accessed", {})),
        "language": _latex(item.get("language", "")),
        "abstract": _latex(item.get("abstract", "")),
        "note": rf"Archived: \url{{{_address(item['archive_location'])}}}" if item.get("archive_location") else "",
    }
    return Entry(form, [(name, text) for name, text in words.items() if text])


def _latex(text: str) -> str:
    return _line(text).translate(_LATEX)


def _address(text: str) -> str:
    """As it is, for such fields are read letter by letter."""
    return _line(text).translate(_NOT_IN_ADDRESS)


def _bibtex_name(author: Mapping[str, str]) -> str:
    if author.get("literal"):
        return f"{{{_latex(author['literal'])}}}"
    family, given = _family_and_given(author)
    return ", ".join(_whole(_latex(part)) for part in (family, given) if part)


def _whole(part: str) -> str:
    return f"{{{part}}}" if _SPLITS.search(part) else part


def _iso(date: Mapping[str, Any]) -> str:
    """EDTF, which biblatex reads: a year, month or day, or two of them; a season by its number."""
    points = []
    for parts in date.get("date-parts", ()):
        numbers = [*parts, 20 + date["season"]] if "season" in date else parts
        points.append("-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])]))
    return "/".join(f"{point}~" if date.get("circa") else point for point in points)


# --- RIS ------------------------------------------------------------------------------------------

_RIS = {
    "document": "GEN",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "legislation": "STAT",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "speech": "GEN",
    "thesis": "THES",
    "treaty": "LEGAL",
    "webpage": "ELEC",
}


class _RisWriter(rispy.RisWriter):
    """Records alone: rispy puts numbers between them, which the format does not know."""

    def set_header(self, count: int) -> str:
        return ""


def ris(items: Iterable[Item]) -> str:
    return rispy.dumps([_ris(item) for item in items], implementation=_RisWriter)


def _ris(item: Item) -> dict[str, Any]:
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    archived = item.get("archive_location", "")
    found = {
        "type_of_reference": _RIS.get(item["type"], "GEN"),
        "id": item["id"],
        "title": item["title"],
        "authors": [_ris_name(author) for author in item.get("author", ())],
        "secondary_title": item.get("container-title"),
        "publisher": item.get("publisher"),
        "year": f"{parts[0]:04}" if parts else "",
        "date": _ris_date(item.get("issued", {})),
        "doi": item.get("DOI"),
        "issn": item.get("ISSN") or item.get("ISBN"),
        "urls": [item["URL"]] if item.get("URL") else [],
        "access_date": _ris_date(item.get("accessed", {})),
        "language": item.get("language"),
        "abstract": item.get("abstract"),
        "notes": [f"Archived: {archived}"] if archived else [],
    }
    return {
        name: [_line(each) for each in value] if isinstance(value, list) else _line(value)
        for name, value in found.items()
        if value
    }


def _ris_name(author: Mapping[str, str]) -> str:
    return author.get("literal") or ", ".join(filter(None, _family_and_given(author)))


def _ris_date(date: Mapping[str, Any]) -> str:
    """`YYYY/MM/DD/words`, each part of which may be missing."""
    if not date:
        return ""
    points = date.get("date-parts", [])
    numbers = [f"{number:0{2 if place else 4}}" for place, number in enumerate(points[0])] if points else []
    words = [date.get("literal", ""), _SEASONS.get(date.get("season", 0), ""), "circa" if date.get("circa") else ""]
    if len(points) > 1:
        words.append(_iso(date))
    return "/".join([*numbers, *[""] * (3 - len(numbers)), " ".join(filter(None, words))])


# --- Both -----------------------------------------------------------------------------------------


def _family_and_given(author: Mapping[str, str]) -> tuple[str, str]:
    family = " ".join(filter(None, [author.get("non-dropping-particle"), author.get("family")]))
    given = " ".join(filter(None, [author.get("given"), author.get("dropping-particle"), author.get("suffix")]))
    return (family, given) if family else (given, "")


def _line(text: str) -> str:
    """One line: both forms end a record, or a field, at what begins a line."""
    return " ".join(text.split())
