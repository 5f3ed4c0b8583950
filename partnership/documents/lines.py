"""One entry as a line of a list, and a list as a whole."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from partnership.documents.brief import Document, absolute, as_json, date, licence, place, term, topic
from partnership.holdings import Snapshot
from partnership.models import Entry, Place, Term
from partnership.prepared import by_first, together
from partnership.queries.entries import IN_LINES, PARTIES, PLACES, TOPICS, LineRow
from partnership.queries.read_once import ReadOnce
from partnership.vocabulary import Kind


class Shared(dict[str, Any]):
    """A part of the documents of several pages, which is the same in all; `written` keeps how it was written."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.written: dict[str, str] = {}


class Line(Shared):
    """An entry in a list; `number` is that of its row."""

    number: int

    @property
    def key(self) -> str:
        key: str = self["id"]
        return key


def lines_of(snapshot: Snapshot) -> Callable[[Sequence[int]], list[Line]]:
    """Reads the lines of entries by their numbers, in their order; what is not public is left out. The last ones that
    were shown are kept, for as long as the content stays the same."""
    return lambda numbers: snapshot.lines(numbers, lambda missing: _read(missing, snapshot.derived(_Known, _Known)))


def line(entry: Entry) -> Line:
    """A result of a list. `parties` come from `for_lines`: public principal relations only."""
    row = LineRow(*(getattr(entry, name) for name in LineRow._fields))
    return _line(
        row,
        term(entry.type),
        [topic(each) for each in entry.topics.all()],
        [place(each) for each in entry.places.all()],
        place(entry.country),
        (each.object.title for each in entry.parties),  # type: ignore[attr-defined]
    )


def _line(
    row: LineRow,
    type_: Document | None,
    topics: list[Document],
    places: list[Document | None],
    country: Document | None,
    parties: Iterable[str],
) -> Line:
    """Each of the parties is named once."""
    kind = Kind(row.kind)
    found = Line(
        {
            "id": row.key,
            "kind": row.kind,
            "kind_label": kind.label,
            "slug": row.slug,
            "url": f"/{kind.plural}/{row.slug}/",
            "title": row.title,
            "summary": row.summary,
            "type": type_,
            "topics": topics,
            "places": places,
            "country": country,
            "date": date(row.date),
            "grade": row.grade,
            "in_conflict": row.in_conflict,
            "changed": row.changed_at.date().isoformat() if row.changed_at else None,
            "parties": list(dict.fromkeys(parties)),
        }
    )
    found.number = row.pk
    return found


class _Known:
    """All terms and places, each with its place among the others: lists name few of them again and again."""

    def __init__(self) -> None:
        nobody = (0, None)  # what is gone again
        self.terms = ReadOnce[_Numbered](lambda: _in_order(Term.objects.only("code", "label")), nobody)
        self.places = ReadOnce[_Numbered](lambda: _in_order(Place.objects.only("code", "name")), nobody)


_Numbered = tuple[int, Any]


def _in_order(rows: Iterable[Any]) -> dict[int, _Numbered]:
    return {row.pk: (order, row) for order, row in enumerate(rows)}


def _read(numbers: Sequence[int], known: _Known) -> list[Line]:
    """The lines that `line` makes of these entries, without models, which take as long to make as all the rest."""
    found, *others = together((IN_LINES, TOPICS, PLACES, PARTIES), numbers)
    rows = {row.pk: row for row in map(LineRow._make, found)}
    topics, places, parties = map(by_first, others)
    return [
        _line(
            row,
            term(known.terms[row.type_id][1]) if row.type_id else None,
            [topic(each) for each in _sorted(topics[row.pk], known.terms)],
            [place(each) for each in _sorted(places[row.pk], known.places)],
            place(known.places[row.country_id][1]) if row.country_id else None,
            (title for _, title in parties[row.pk]),
        )
        for row in (rows[number] for number in numbers if number in rows)
    ]


def _sorted(pairs: Iterable[tuple[int, int]], known: Mapping[int, _Numbered]) -> list[Any]:
    """What stands second in the pairs, in the order of all there are."""
    return [row for _, row in sorted((known[number] for _, number in pairs), key=itemgetter(0)) if row]


def listing(
    *,
    count: int,
    total: int,
    results: Sequence[Document],
    next_path: str | None,
    previous_path: str | None,
    filters: Sequence[Document] = (),
    facets: Document | None = None,
    sort: str,
    **more: object,
) -> Document:
    """`count` is how many match, `total` how many there are without any filter.

    `next` and `previous` lead from data to data, `next_page` and `previous_page` from page to page.
    """
    return {
        "count": count,
        "total": total,
        "next": absolute(as_json(next_path)) if next_path else None,
        "previous": absolute(as_json(previous_path)) if previous_path else None,
        "next_page": next_path,
        "previous_page": previous_path,
        "sort": sort,
        "filters": list(filters),
        "facets": facets or {},
        "licence": licence(),
        **more,
        "results": list(results),
    }
