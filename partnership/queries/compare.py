"""Entries to set side by side: those that an address names, those to choose from, those that are alike."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet

from partnership.holdings import BitMap
from partnership.models import Entry
from partnership.prepared import Query as Prepared
from partnership.prepared import Rows, at_once
from partnership.queries import facets
from partnership.queries.entries import ORDERS, for_document, in_name
from partnership.queries.ordered import Ordered
from partnership.queries.relevance import Ranked
from partnership.search import Query
from partnership.search.engine import ENTRIES
from partnership.vocabulary import Kind

_NAMED = Rows(for_document(Entry.objects.published()).prefetch_related("redirects"))
MOST_ALIKE = 3
_BRIEF = Rows(Entry.objects.published().select_related("type"))
_IN_TIME = (Kind.EVENT, Kind.AGREEMENT)  # their lists begin with the newest, those of the others with A


def named(words: Sequence[str]) -> list[Entry | None]:
    """The published entry that each word names, ready for its document: by its slug, else its key, else a slug that
    it once had. None for a word that names none: a draft's is told from no other."""
    rows = Entry.objects.filter(Q(slug__in=words) | Q(key__in=words) | Q(redirects__slug__in=words))
    entries = {each.pk: each for each in _NAMED([pk for (pk,) in rows.values_list("pk").distinct()])}
    found: dict[str, Entry] = {}
    for each in entries.values():
        for old in each.redirects.all():
            found.setdefault(old.slug, each)
    found |= {each.key: each for each in entries.values()}
    found |= {each.slug: each for each in entries.values()}
    return [found.get(word) for word in words]


class Choice(NamedTuple):
    total: int
    rows: list[Entry]


def to_choose(kind: str, query: Query, without: Iterable[Entry], most: int) -> Choice:
    """The first published entries of the kind that hold the words, and how many there are."""
    held = facets.of_entries()
    found = holding(query) & held.any_of("kind", [kind]) - BitMap(each.pk for each in without)
    if query:
        return Choice(len(found), Ranked(Entry, facets.Found(lambda: found), query, _BRIEF)[0:most])
    order = ORDERS["-date" if kind in _IN_TIME else "title"]
    return Choice(
        len(found), Ordered(Entry.objects.published(), found, order, _BRIEF, years=lambda: held.years)[0:most]
    )


def holding(query: Query) -> BitMap:
    public = facets.of_entries().all
    return ENTRIES.rows(query, public) & public if query else public


def of_kinds(query: Query) -> dict[str, int]:
    """How many entries of each kind hold the words."""
    held, found = facets.of_entries(), holding(query)
    return {kind.value: found.intersection_cardinality(held.any_of("kind", [kind.value])) for kind in Kind}


def alike(entry: Entry) -> list[Entry]:
    """Published entries of the same type, MOST_ALIKE at most: the nearest in time, else the next in the alphabet."""
    if entry.type_id is None:
        return []
    day = entry.date_earliest
    if day is None:
        found = _NEXT_IN_ALPHABET(type=entry.type_id, title=entry.title)
    else:
        with at_once(_BEFORE.alias):
            before, after = (each.ask(type=entry.type_id, day=day) for each in (_BEFORE, _AFTER))
        found = [*before(), *after()]
        found.sort(key=lambda each: abs((each.date_earliest or day) - day))
    return [each for each in found if each.pk != entry.pk][:MOST_ALIKE]


def _of_type(type: int) -> QuerySet[Entry]:
    """A type belongs to one kind. One more than is wanted, as the entry itself is found too."""
    return in_name(Entry.objects.published()).filter(type=type)


_BEFORE = Prepared(
    lambda type, day: _of_type(type).filter(date_earliest__lte=day).order_by("-date_earliest", "-pk")[: MOST_ALIKE + 1],
    type=int,
    day=dt.date,
)
_AFTER = Prepared(
    lambda type, day: _of_type(type).filter(date_earliest__gt=day).order_by("date_earliest", "pk")[:MOST_ALIKE],
    type=int,
    day=dt.date,
)
_NEXT_IN_ALPHABET = Prepared(
    lambda type, title: _of_type(type).filter(title__gt=title).order_by("title", "pk")[:MOST_ALIKE], type=int, title=str
)
