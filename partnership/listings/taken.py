"""Lists taken away whole."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import QuerySet
from django.http import QueryDict

from partnership.documents import csl, line, source_line
from partnership.exports import Subject, linked
from partnership.filters import BadParameter, EntryFilter, Paging, SourceFilter
from partnership.listings.agreements import tracked
from partnership.models import Entry
from partnership.queries import entries, sources

CHUNK = 500  # rows that a list is taken away by


def entries_taken(base: QuerySet[Entry], data: QueryDict, path: str, name: str) -> Subject:
    """The whole list that the address asks for, in its order, to be taken away."""
    return _entries_taken(EntryFilter(data, base, path), data, name)


def agreements_taken(data: QueryDict, path: str, *, today: dt.date | None = None) -> Subject:
    """The agreements that the tracker shows; what they are, and not how far they had come."""
    return _entries_taken(tracked(data, path, today), data, "tracker")


def _entries_taken(asked: EntryFilter, data: QueryDict, name: str) -> Subject:
    asked.refuse_backwards()
    found = entries.ordered(asked.narrowed(), whole_order(data, entries.SORTS, "-date"))
    return Subject(
        name,
        lambda: map(csl.entry_item, found.iterator(chunk_size=CHUNK)),
        lambda: linked.list_graph(asked.address.plain, map(line, entries.for_lines(found).iterator(chunk_size=CHUNK))),
    )


def sources_taken(data: QueryDict, path: str) -> Subject:
    asked = SourceFilter(data, sources.public(), path)
    found = sources.ordered(asked.narrowed(), whole_order(data, sources.SORTS, "title"))
    return Subject(
        "sources",
        lambda: map(csl.source_item, sources.for_items(found).iterator(chunk_size=CHUNK)),
        lambda: linked.list_graph(asked.address.plain, map(source_line, found.iterator(chunk_size=CHUNK))),
    )


def whole_order(data: QueryDict, sorts: Mapping[str, str], default: str) -> str:
    """The order of a list that is taken away whole; raises BadParameter where a page of it is asked for."""
    for name in ("page", "after", "before"):
        if data.get(name, "").strip():
            raise BadParameter(name, "This form holds the whole list.", "Leave it out.")
    return Paging(data, sorts, default).sort
