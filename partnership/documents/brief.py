"""The small forms that every larger document is made of."""

from typing import Any

from django.conf import settings

from partnership import dates
from partnership.models import Entry, Place, Term
from partnership.vocabulary import Status

Document = dict[str, Any]
AUDIENCES = ("public", "editor")

# Who is meant is nobody's business before the entry is published; that somebody is meant must still be said.
WITHHELD: Document = {"kind": None, "slug": None, "title": "someone not yet in the public record", "url": None}


def brief(entry: Entry) -> Document:
    return {"kind": entry.kind, "slug": entry.slug, "title": entry.title, "url": entry.get_absolute_url()}


def visible(entry: Entry, audience: str) -> bool:
    return audience == "editor" or entry.status == Status.PUBLISHED


def brief_or_withheld(entry: Entry | None, audience: str) -> Document | None:
    if entry is None:
        return None
    return brief(entry) if visible(entry, audience) else WITHHELD


def date(edtf: str) -> Document:
    """An open or unknown end has no calendar day: null, not the first or last day of all."""
    span = dates.parse(edtf)
    return {
        "edtf": span.edtf,
        "earliest": span.earliest.isoformat() if span.earliest not in (None, dates.FIRST) else None,
        "latest": span.latest.isoformat() if span.latest not in (None, dates.LAST) else None,
        "display": span.display,
    }


def period(start: str, end: str) -> str:
    """Two dates as one phrase; either may be empty."""
    if not end:
        return f"from {dates.words(start)}" if start else ""
    if not start:
        return f"until {dates.words(end)}"
    if "/" in start or "/" in end:
        return f"{dates.words(start)} to {dates.words(end)}"
    try:
        return dates.parse(f"{start}/{end}").display
    except dates.BadDate:
        return f"{dates.words(start)} – {dates.words(end)}"


def term(row: Term | None) -> Document | None:
    return {"code": row.code, "label": row.label} if row else None


def topic(row: Term) -> Document:
    return {"code": row.code, "label": row.label, "url": f"/topics/{row.code}/"}


def place(row: Place | None) -> Document | None:
    return {"code": row.code, "name": row.name} if row else None


def absolute(path: str) -> str:
    return f"{settings.SITE['url']}{path}"


def as_form(path: str, suffix: str) -> str:
    """The address of the same thing in another form: its ending in place of the last slash."""
    base, mark, query = path.partition("?")
    return f"{base.rstrip('/')}.{suffix}{mark}{query}"


def as_json(path: str) -> str:
    return as_form(path, "json")


def licence() -> Document:
    return dict(settings.SITE["content_licence"])
