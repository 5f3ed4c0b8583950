"""Lists taken away whole."""

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from partnership.exports import About, Subject, labels
from partnership.filters import BadParameter, EntryFilter, FigureFilter, Paging, SourceFilter, StrictFilterSet
from partnership.listings.agreements import tracked
from partnership.models import Entry, Source
from partnership.queries import entries, facets, figures, sources, walk
from partnership.queries.arranged import Arranged, arranged
from partnership.queries.facets import Base
from partnership.queries.relevance import RELEVANCE


def entries_taken(base: QuerySet[Entry] | Base, data: QueryDict, path: str, name: str, title: str = "") -> Subject:
    """The whole list that the address asks for, in its order, to be taken away; `name` is that of the file."""
    return _entries_taken(EntryFilter(data, base, path), data, name, title or name.capitalize())


def agreements_taken(data: QueryDict, path: str, *, today: dt.date | None = None) -> Subject:
    """The agreements that the tracker shows; what they are, and not how far they had come."""
    return _entries_taken(tracked(data, path, today), data, "tracker", "Tracker of agreements")


def _entries_taken(asked: EntryFilter, data: QueryDict, name: str, title: str) -> Subject:
    sort = whole_order(asked, data)
    found, about = asked.narrowed(), _about(asked, name, title, entries.SORTS[sort], data)
    return Subject.of_entries(about, _keys(found, entries.ORDERS[sort]), _keys(found, entries.CHANGED))


def sources_taken(data: QueryDict, path: str, *, today: dt.date | None = None) -> Subject:
    """What cites each is not counted while the list is walked, but chunk by chunk."""
    asked = SourceFilter(data, Source.objects.public(), path, today=today)
    sort = whole_order(asked, data)
    found, about = asked.narrowed(), _about(asked, "sources", "Sources", sources.SORTS[sort], data)
    return Subject.of_sources(about, _keys(found, sources.ORDERS[sort]), _keys(found, entries.CHANGED))


def figures_taken(data: QueryDict, path: str) -> Subject:
    asked = FigureFilter(data, facets.public_figures(), path)
    sort = whole_order(asked, data)
    label, order = figures.SORTS[sort]
    found, about = asked.narrowed(), _about(asked, "figures", "Figures", label, data)
    in_order = arranged(asked.held, asked.found().rows, sort, whole=asked.whole)
    keys = in_order.steps if isinstance(in_order, Arranged) else _keys(found, order)
    sentences = figures.one_a_sentence(found)
    return Subject.of_figures(about, keys, _keys(found, figures.CHANGED), _keys(sentences, order))


def _about(asked: StrictFilterSet, name: str, title: str, order: str, data: QueryDict) -> About:
    """`order` is that of the whole, which is never the one of a page that shows the best first."""
    if Paging.of(asked, data).sort == RELEVANCE:
        order = f"{order} (its page shows the best first)"
    return About(name, title, asked.address.plain, labels(asked.chips), order)


def _keys(found: QuerySet[Any], order: tuple[str, ...]) -> Any:
    return partial(walk.keys, found, order)


def whole_order(asked: StrictFilterSet, data: QueryDict) -> str:
    """The order of a list that is taken away whole; raises BadParameter where a page of it is asked for.

    The best first is an order for reading: it ends where weighing everything would begin, so here the list's own
    order stands in its place.
    """
    for name in ("page", "after", "before"):
        if data.get(name, "").strip():
            raise BadParameter(name, "This form holds the whole list.", "Leave it out.")
    sort = Paging.of(asked, data).sort
    return asked.usual_sort if sort == RELEVANCE else sort
