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
    url = address([each.slug for each in chosen]) if chosen or not kind else f"{URL}?kind={kind}"
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
                "url": f"{URL}?{urlencode({'kind': each.value, **({'q': query} if query else {})})}",
            }
            for each in Kind
        ],
        "count": found.total,
        "results": [_line(each) for each in found.rows],
        "licence": licence(),
        "links": {"self": absolute(url), "json": absolute(as_json(url))},
    }


def _line(entry: Entry) -> Document:
    return {"id": entry.key, **brief(entry), "type": term(entry.type), "date": date(entry.date)}
