"""The rows of the table of entries, read the short way: no models, no documents, five queries for each chunk.

What stands in a row equals what the entry's document says; a test holds both together. It is a way of its own because
a list may have a million entries, and documents are made at some hundreds a second.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Case, CharField, IntegerField, QuerySet, When
from django.db.models.functions import Cast

from partnership import dates
from partnership.documents.brief import absolute
from partnership.models import Citation, Entry, Place, Relation, Source, Term
from partnership.prepared import Query, in_chunks
from partnership.queries import revision
from partnership.queries.entries import PLACES, TOPICS
from partnership.queries.read_once import ReadOnce
from partnership.vocabulary import TYPE_SCHEME, Kind, Voice

# Rows read at once: the more they are, the fewer pages of the database's file are looked up again and again (18,500
# rows a second with 500 of a million, 22,000 with 3,000). SQLite takes 32,766 values in one query since 2020.
AT_ONCE = 3_000
SEVERAL = " | "  # between several values in one cell
_SCHEMES = ("topic", "system-category", *TYPE_SCHEME.values())
_KNOWN = 60_000  # titles of sources and of parties that are remembered while a table is written


class Named(NamedTuple):
    """A term or place: its name, and where it stands among the others."""

    name: str
    place: int


def _names(rows: QuerySet[Any, Any]) -> ReadOnce[Named]:
    def read() -> dict[int, Named]:
        return {pk: Named(name, place) for place, (pk, name) in enumerate(rows.all())}

    return ReadOnce(read, Named("", sys.maxsize))


class _Titles(dict[int, tuple[str, ...]]):
    """Of rows that many others name: those that were met are not read again, as long as they are not too many."""

    def __init__(self, query: Query) -> None:
        super().__init__()
        self._query = query

    def meet(self, numbers: Iterable[int]) -> None:
        """Those that cannot be read are no longer there, or not public; they have no titles."""
        wanted = {*numbers}
        if len(self) > _KNOWN:
            self.clear()
        missing = [*(wanted - self.keys())]
        self.update((pk, ()) for pk in missing)
        self.update((pk, tuple(row)) for pk, *row in in_chunks(self._query, missing, AT_ONCE))


class EntryRows:
    """Reads the labels of terms and places once, then rows by their keys, at most AT_ONCE of them at a time."""

    def __init__(self) -> None:
        terms = Term.objects.filter(scheme__in=_SCHEMES)
        self._terms = _names(terms.values_list("pk", "label"))
        self._places = _names(Place.objects.values_list("pk", "name"))
        self._sources, self._parties = _Titles(_SOURCES), _Titles(_PUBLIC)
        self._base = absolute("/")
        self._revision = -1

    def __call__(self, ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        if (number := revision.current().number) != self._revision:
            # A long table is written for a minute: what is withdrawn meanwhile is not named any more.
            self._sources.clear()
            self._parties.clear()
            self._revision = number
        found = {row[0]: row for row in _ENTRIES(wanted=ids)}
        topics, places = _joined(TOPICS, ids, self._terms), _joined(PLACES, ids, self._places)
        parties = self._named(ids)
        titles, pages = self._cited(ids)
        for pk in ids:
            if pk in found:
                yield self._row(found[pk], topics, places, parties, titles, pages)

    def _named(self, ids: Sequence[int]) -> dict[int, str]:
        """The public ends of principal relations, each named once."""
        joined, known = _grouped(_RELATIONS, ids), self._parties
        known.meet(chain.from_iterable(joined.values()))
        return {
            subject: SEVERAL.join(dict.fromkeys(title for other in others for title in known[other]))
            for subject, others in joined.items()
        }

    def _cited(self, ids: Sequence[int]) -> tuple[dict[int, str], dict[int, str]]:
        """The titles of all that an entry cites, and their pages here, as the entry's page first names them."""
        cited, known = _grouped(_CITATIONS, ids), self._sources
        known.meet(chain.from_iterable(cited.values()))
        start, between = f"{self._base}sources/", f"/{SEVERAL}{self._base}sources/"
        titles, pages = {}, {}
        for entry, numbers in cited.items():
            found = [each for source in numbers if (each := known[source])]
            titles[entry] = SEVERAL.join([title for title, _ in found])
            pages[entry] = f"{start}{between.join([slug for _, slug in found])}/" if found else ""
        return titles, pages

    def _row(
        self,
        row: tuple[Any, ...],
        topics: dict[int, str],
        places: dict[int, str],
        parties: dict[int, str],
        titles: dict[int, str],
        pages: dict[int, str],
    ) -> tuple[Any, ...]:
        pk, key, kind, type_, title, summary, edtf, earliest, latest, country, category, *rest = row
        grade, in_conflict, changed, slug = rest
        return (
            key,
            kind,
            self._terms[type_].name if type_ else "",
            title,
            summary,
            edtf,
            earliest if earliest and earliest != _FIRST else "",
            latest if latest and latest != _LAST else "",
            dates.words(edtf),
            self._places[country].name if country else "",
            self._terms[category].name if category else "",
            topics.get(pk, ""),
            places.get(pk, ""),
            parties.get(pk, ""),
            grade,
            bool(in_conflict),
            (changed or "")[:10],
            f"{self._base}{_PLURALS[kind]}/{slug}/",
            titles.get(pk, ""),
            pages.get(pk, ""),
        )


_FIRST, _LAST = dates.FIRST.isoformat(), dates.LAST.isoformat()
_PLURALS = {kind.value: kind.plural for kind in Kind}


def _grouped(query: Query, ids: Sequence[int]) -> dict[int, dict[int, None]]:
    """What stands second in the rows of a query by what stands first: each once, in their order."""
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for one, other in query(wanted=ids):
        found[one][other] = None
    return found


def _joined(query: Query, ids: Sequence[int], known: ReadOnce[Named]) -> dict[int, str]:
    found: dict[int, list[Named]] = defaultdict(list)
    for entry, row in query(wanted=ids):
        found[entry].append(known[row])
    return {
        entry: rows[0].name if len(rows) == 1 else SEVERAL.join(each.name for each in sorted(rows, key=_PLACE))
        for entry, rows in found.items()
    }


_PLACE = attrgetter("place")


def _text(column: str) -> Cast:
    """As the database writes it, which is ISO 8601: nothing is to be read and written again, a million times."""
    return Cast(column, CharField())


# In no order: to have one, SQLite would rather walk a whole index than look the rows up.
_ENTRIES = Query(
    lambda wanted: (
        Entry.objects.published()
        .filter(pk__in=wanted)
        .order_by()
        .values_list(
            *("pk", "key", "kind", "type_id", "title", "summary", "date", _text("date_earliest"), _text("date_latest")),
            *("country_id", "category_id", "grade", Cast("in_conflict", IntegerField()), _text("changed_at"), "slug"),
        )
    ),
    wanted=[int],
)
_RELATIONS = Query(
    lambda wanted: (
        Relation.objects.filter(subject__in=wanted, role__principal=True)
        .order_by("role__order", "position", "pk")
        .values_list("subject_id", "object_id")
    ),
    wanted=[int],
)
_VOICES = Case(*(When(statement__voice=voice.value, then=place) for place, voice in enumerate(Voice)))
_CITATIONS = Query(
    lambda wanted: (
        Citation.objects.filter(statement__entry__in=wanted)
        .order_by("-statement__lead", _VOICES, "statement__position", "statement_id", "position", "pk")
        .values_list("statement__entry_id", "source_id")
    ),
    wanted=[int],
)
_SOURCES = Query(
    lambda wanted: Source.objects.filter(pk__in=wanted).order_by().values_list("pk", "title", "slug"), wanted=[int]
)
_PUBLIC = Query(
    lambda wanted: Entry.objects.published().filter(pk__in=wanted).order_by().values_list("pk", "title"), wanted=[int]
)
