"""One entry as a line of a list, and a list as a whole."""

from collections.abc import Callable, Sequence
from typing import Any

from partnership.documents.brief import Document, absolute, as_json, date, licence, place, term, topic
from partnership.holdings import Snapshot
from partnership.models import Entry
from partnership.queries.entries import LINES
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

    def read(numbers: Sequence[int]) -> list[Line]:
        return [line(each) for each in LINES(numbers)]

    return lambda numbers: snapshot.lines(numbers, read)


def line(entry: Entry) -> Line:
    """A result of a list. `parties` come from `for_lines`: public principal relations only, each named once."""
    parties = dict.fromkeys(each.object.title for each in entry.parties)  # type: ignore[attr-defined]
    found = Line(
        {
            "id": entry.key,
            "kind": entry.kind,
            "kind_label": Kind(entry.kind).label,
            "slug": entry.slug,
            "url": entry.get_absolute_url(),
            "title": entry.title,
            "summary": entry.summary,
            "type": term(entry.type),
            "topics": [topic(each) for each in entry.topics.all()],
            "places": [place(each) for each in entry.places.all()],
            "country": place(entry.country),
            "date": date(entry.date),
            "grade": entry.grade,
            "in_conflict": entry.in_conflict,
            "changed": entry.changed_at.date().isoformat() if entry.changed_at else None,
            "parties": list(parties),
        }
    )
    found.number = entry.pk
    return found


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
