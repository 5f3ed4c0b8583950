"""The rows of the table of entries, read the short way: no models, no documents, five queries for each chunk.

What stands in a row equals what the entry's document says; a test holds both together. It is a way of its own because
a list may have a million entries, and documents are made at some hundreds a second.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from partnership import dates
from partnership.documents.brief import absolute
from partnership.models import Citation, Entry, Place, Relation, Term
from partnership.queries.walk import among
from partnership.vocabulary import TYPE_SCHEME, Kind, Status, Voice

SEVERAL = " | "  # between several values in one cell
_SCHEMES = ("topic", "system-category", *TYPE_SCHEME.values())
_COLUMNS = (
    *("pk", "key", "kind", "type_id", "title", "summary", "date", "date_earliest", "date_latest"),
    *("country_id", "category_id", "grade", "in_conflict", "changed_at", "slug"),
)
_VOICES = {voice.value: place for place, voice in enumerate(Voice)}


class Named(NamedTuple):
    """A term or place: its name, and where it stands among the others."""

    name: str
    place: int


class _Names(dict[int, Named]):
    """All of them, read once; and once more where one has come since."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        super().__init__()
        self._rows = rows
        self._read()

    def _read(self) -> None:
        self.update({pk: Named(name, place) for place, (pk, name) in enumerate(self._rows.all())})

    def __missing__(self, pk: int) -> Named:
        self._read()
        return self.get(pk) or Named("", len(self))


class EntryRows:
    """Reads the labels of terms and places once, then rows by their keys."""

    def __init__(self) -> None:
        terms = Term.objects.filter(scheme__in=_SCHEMES).order_by("scheme", "order", "label")
        self._terms = _Names(terms.values_list("pk", "label"))
        self._places = _Names(Place.objects.order_by("name").values_list("pk", "name"))
        self._base = absolute("/")

    def __call__(self, ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        these = among(ids)
        # In no order: to have one, SQLite would rather walk a whole index than look five hundred rows up.
        public = Entry.objects.published().filter(pk__in=these).order_by()
        found = {row[0]: row for row in public.values_list(*_COLUMNS)}
        topics = _joined(Entry.topics.through.objects, "term_id", these, self._terms)
        places = _joined(Entry.places.through.objects, "place_id", these, self._places)
        parties = _parties(these)
        titles, pages = _sources(these, self._base)
        for pk in ids:
            if pk in found:
                yield self._row(found[pk], topics, places, parties, titles, pages)

    def _row(self, row: tuple[Any, ...], *several: dict[int, str]) -> tuple[Any, ...]:
        pk, key, kind, type_, title, summary, edtf, earliest, latest, country, category, *rest = row
        grade, in_conflict, changed, slug = rest
        topics, places, parties, titles, pages = (each.get(pk, "") for each in several)
        return (
            key,
            kind,
            self._terms[type_].name if type_ else "",
            title,
            summary,
            edtf,
            earliest.isoformat() if earliest and earliest != dates.FIRST else "",
            latest.isoformat() if latest and latest != dates.LAST else "",
            dates.words(edtf),
            self._places[country].name if country else "",
            self._terms[category].name if category else "",
            topics,
            places,
            parties,
            grade,
            in_conflict,
            _day(changed),
            f"{self._base}{_PLURALS[kind]}/{slug}/",
            titles,
            pages,
        )


_PLURALS = {kind.value: kind.plural for kind in Kind}


def _day(moment: dt.datetime | None) -> str:
    return moment.date().isoformat() if moment else ""


def _joined(pairs: Any, column: str, ids: RawSQL, known: _Names) -> dict[int, str]:
    found: dict[int, list[Named]] = defaultdict(list)
    for entry, row in pairs.filter(entry__in=ids).values_list("entry_id", column):
        found[entry].append(known[row])
    return {
        entry: SEVERAL.join(each.name for each in sorted(rows, key=attrgetter("place")))
        for entry, rows in found.items()
    }


def _parties(ids: RawSQL) -> dict[int, str]:
    """The public ends of principal relations, each named once."""
    rows = Relation.objects.filter(subject__in=ids, role__principal=True, object__status=Status.PUBLISHED)
    found: dict[int, dict[str, None]] = defaultdict(dict)
    ordered = rows.order_by("role__order", "position", "id")
    for entry, title in ordered.values_list("subject_id", "object__title"):
        found[entry][title] = None
    return {entry: SEVERAL.join(titles) for entry, titles in found.items()}


def _sources(ids: RawSQL, base: str) -> tuple[dict[int, str], dict[int, str]]:
    """The titles of all that an entry cites, and their pages here, as the entry's page first names them."""
    rows = Citation.objects.filter(statement__entry__in=ids).order_by()
    cited: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for entry, lead, voice, *rest in rows.values_list(
        *("statement__entry_id", "statement__lead", "statement__voice", "statement__position", "statement_id"),
        *("position", "pk", "source__slug", "source__title"),
    ):
        cited[entry].append((not lead, _VOICES[voice], *rest))
    titles, pages = {}, {}
    for entry, found in cited.items():
        named = dict(each[-2:] for each in sorted(found))
        titles[entry] = SEVERAL.join(named.values())
        pages[entry] = SEVERAL.join(f"{base}sources/{slug}/" for slug in named)
    return titles, pages
