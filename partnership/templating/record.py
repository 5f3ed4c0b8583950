"""How the templates write what documents hold: dates, grades, numbers, addresses."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from partnership import dates
from partnership.documents import cited
from partnership.vocabulary import CONFLICT_SYMBOL, Grade, Kind

_CODE = re.compile(r"`([^`]+)`")
_DOUBT = re.compile(r"\b(c\.|uncertain\b)")


def coins(item: Mapping[str, Any]) -> Markup:
    """What programs that keep references find beside a line of a list."""
    return Markup(f'<span class="Z3988" title="{escape(cited.coins(item))}"></span>')  # noqa: S704 -- escaped


def pick(rows: Iterable[Mapping[str, Any]], keys: Iterable[str]) -> list[Mapping[str, Any]]:
    """The rows that have these ids, in the order of the ids."""
    by_id = {row["id"]: row for row in rows}
    return [by_id[key] for key in keys if key in by_id]


def dated(display: str) -> Markup:
    """A date in words, what is not certain about it in the warm colour."""
    escaped = escape(display)
    if "c." not in escaped and "uncertain" not in escaped:  # as most are; looking with the expression costs more
        return escaped
    # As a plain string: the parts of a safe one would be escaped anew where they are joined.
    return Markup(_DOUBT.sub(r'<span class="doubt">\1</span>', str(escaped)))  # noqa: S704 -- only the mark is added


def coded(text: str) -> Markup:
    """Words between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 -- escaped first


def day(iso: str) -> str:
    return dates.words(iso) if iso else ""


@cache
def grade(value: str) -> Markup:
    """A grade of evidence: its symbol and its word, never one without the other."""
    known = Grade(value)
    return Markup('<span class="grade grade-{}"><span class="symbol" aria-hidden="true">{}</span> {}</span>').format(
        known.value, known.symbol, known.label.lower()
    )


def once(part: Any, name: str, caller: Callable[[], str]) -> str:
    """What a template writes of a part of the document; where several pages share that part, it is written once."""
    written = getattr(part, "written", None)
    if written is None:
        return caller()
    if name not in written:
        written[name] = caller()
    return written[name]


@cache
def conflict() -> Markup:
    mark = '<span class="grade grade-conflict"><span class="symbol" aria-hidden="true">{}</span> sources differ</span>'
    return Markup(mark).format(CONFLICT_SYMBOL)  # noqa: S704 -- written here


def thousands(number: int) -> str:
    return f"{number:,}"


def host(address: str) -> str:
    return (urlsplit(address).hostname or address).removeprefix("www.")


def by_year(lines: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Lines of a list in time, under the year in which each begins; an open beginning stands under its end."""

    def year(line: Mapping[str, Any]) -> str:
        date = line["date"]
        known = date["earliest"] or date["latest"]
        return known[:4].lstrip("0") if known else "Undated"

    return [(label, list(group)) for label, group in groupby(lines, key=year)]


def by_kind(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines under their kinds, the kind of the best one first, each kind in the order given."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for line in lines:
        groups.setdefault(line["kind"], []).append(line)
    return [{"kind": kind, "label": Kind(kind).plural.capitalize(), "lines": found} for kind, found in groups.items()]


def by_label(relations: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Relations under what they say; those both ways that read alike stand together."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for relation in relations:
        groups.setdefault(relation["label"], []).append(relation)
    return list(groups.items())


def in_turn(rows: Iterable[Mapping[str, Any]], name: str) -> list[tuple[Any, list[Mapping[str, Any]]]]:
    """Rows that follow each other with the same value, under it. Jinja2's own `groupby` would sort them."""
    return [(value, list(group)) for value, group in groupby(rows, key=lambda row: row[name])]
