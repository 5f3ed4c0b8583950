"""What may be set side by side: the way to a comparison."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from partnership.documents.brief import Document, absolute, as_json, brief, date, licence, term
from partnership.documents.compare import URL, address
from partnership.models import Entry
from partnership.queries.compare import Choice
from partnership.vocabulary import SCHEMA_VERSION, Kind


def choice(
    *, kind: str, chosen: Sequence[Entry], query: str, counts: Mapping[str, int], found: Choice, most: int
) -> Document:
    """`counts`: how many entries of each kind hold the words. Without a kind nothing is there to choose from yet."""
    url = address([each.slug for each in chosen]) if chosen or not kind else _of(kind)
    return {
        "schema": SCHEMA_VERSION,
        "kind": kind or None,
        "kind_label": Kind(kind).label if kind else None,
        "plural": Kind(kind).plural if kind else None,
        "url": url,
        "query": query,
        "most": most,
        "entries": [_line(each) for each in chosen],
        "kinds": [
            {
                "kind": each.value,
                "label": each.label,
                "plural": each.plural,
                "count": counts.get(each.value, 0),
                "url": _of(each.value, query),
            }
            for each in Kind
        ],
        "count": found.total,
        "results": [_line(each) for each in found.rows],
        "licence": licence(),
        "links": {"self": absolute(url), "json": absolute(as_json(url))},
    }


def from_list(listing: Document, kind: str) -> str:
    """Where entries of a list are chosen: of its kind, else of the only one that it is narrowed to, with its words.

    One of two kinds chooses for itself there. What else narrows the list stays behind.
    """
    asked: dict[str, list[str]] = {"kind": [], "q": []}
    for each in listing["filters"]:
        asked.get(each["param"], []).append(each["value"])
    kinds = [kind] if kind in Kind.values else asked["kind"]
    return _of(kinds[0] if len(kinds) == 1 else "", *asked["q"])


def _of(kind: str, query: str = "") -> str:
    asked = {name: text for name, text in (("kind", kind), ("q", query)) if text}
    return f"{URL}?{urlencode(asked)}" if asked else URL


def _line(entry: Entry) -> Document:
    return {"id": entry.key, **brief(entry), "type": term(entry.type), "date": date(entry.date)}
