"""How the templates write what documents hold: dates, grades, numbers, addresses."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from partnership import dates
from partnership.documents import brief, cited
from partnership.documents.choice import from_list
from partnership.queries.sources import language_name
from partnership.vocabulary import CONFLICT_SYMBOL, Grade, Kind

register = template.Library()
_CODE = re.compile(r"`([^`]+)`")
_DOUBT = re.compile(r"\b(c\.|uncertain\b)")


@register.simple_tag
def coins(item: Mapping[str, Any]) -> SafeString:
    """What programs that keep references find beside a line of a list."""
    return format_html('<span class="Z3988" title="{}"></span>', cited.coins(item))


register.filter("item_of_line", cited.of_line)
register.filter("item_of_source", cited.of_source_line)
register.filter("to_compare", from_list)
register.filter("as_json", brief.as_json)
register.filter("as_form", brief.as_form)


@register.filter
def absolute(path: str) -> str:
    return brief.absolute(path)


@register.filter
def of(rows: Mapping[str, Any], name: str) -> Any:
    return rows.get(name)


@register.filter
def pick(rows: Iterable[Mapping[str, Any]], keys: Iterable[str]) -> list[Mapping[str, Any]]:
    """The rows that have these ids, in the order of the ids."""
    by_id = {row["id"]: row for row in rows}
    return [by_id[key] for key in keys if key in by_id]


@register.filter
def dated(display: str) -> SafeString:
    """A date in words, what is not certain about it in the warm colour."""
    marked = _DOUBT.sub(r'<span class="doubt">\1</span>', str(conditional_escape(display)))
    return mark_safe(marked)  # noqa: S308 -- escaped above; only the mark is added


@register.filter
def coded(text: str) -> SafeString:
    """Words between backticks as code."""
    return mark_safe(_CODE.sub(r"<code>\1</code>", str(conditional_escape(text))))  # noqa: S308 -- escaped first


@register.filter
def day(iso: str) -> str:
    return dates.parse(iso).display if iso else ""


@register.filter
def grade(value: str) -> SafeString:
    """A grade of evidence: its symbol and its word, never one without the other."""
    known = Grade(value)
    return format_html(
        '<span class="grade grade-{}"><span class="symbol" aria-hidden="true">{}</span> {}</span>',
        known.value,
        known.symbol,
        known.label.lower(),
    )


@register.simple_tag
def conflict(words: str = "sources differ") -> SafeString:
    return format_html(
        '<span class="grade grade-conflict"><span class="symbol" aria-hidden="true">{}</span> {}</span>',
        CONFLICT_SYMBOL,
        words,
    )


register.filter("language", language_name)


@register.filter
def thousands(number: int) -> str:
    return f"{number:,}"


@register.filter
def host(address: str) -> str:
    return (urlsplit(address).hostname or address).removeprefix("www.")


@register.filter
def by_year(lines: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Lines of a list in time, under the year in which each begins; an open beginning stands under its end."""

    def year(line: Mapping[str, Any]) -> str:
        date = line["date"]
        known = date["earliest"] or date["latest"]
        return known[:4].lstrip("0") if known else "Undated"

    return [(label, list(group)) for label, group in groupby(lines, key=year)]


@register.filter
def by_kind(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines under their kinds, the kind of the best one first, each kind in the order given."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for line in lines:
        groups.setdefault(line["kind"], []).append(line)
    return [{"kind": kind, "label": Kind(kind).plural.capitalize(), "lines": found} for kind, found in groups.items()]


@register.filter
def by_label(relations: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Relations under what they say; those both ways that read alike stand together."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for relation in relations:
        groups.setdefault(relation["label"], []).append(relation)
    return list(groups.items())
