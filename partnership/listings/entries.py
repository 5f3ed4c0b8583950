"""Lists of entries."""

import datetime as dt

from django.db.models import QuerySet
from django.http import QueryDict

from partnership.documents import lines_of, listing, results
from partnership.documents.brief import Document
from partnership.filters import EntryFilter, Paging, values
from partnership.listings.pages import window
from partnership.listings.parts import Facets, beside, form_of, numbers_of, sorts
from partnership.listings.values import of_values
from partnership.models import Entry
from partnership.queries import entries, evidence, lifecycle
from partnership.queries.facets import Base, Counted, Facet

# In the order in which they stand beside a list.
FACETS = (
    *("kind", "status", "type", "category", "topic", "decade", "institution", "place", "country", "seat"),
    *("source", "evidence", "conflict"),
)
# Only the list of the kind that they are proper to shows these; any list can be asked for them.
PROPER = frozenset({"status", "seat"})


def of_entries(
    base: QuerySet[Entry] | Base,
    data: QueryDict,
    path: str,
    *,
    hide: frozenset[str] = PROPER,
    today: dt.date | None = None,
) -> Document:
    """Entries of the base that the address asks for. `hide` names facets that would only repeat the base."""
    return of_asked(EntryFilter(data, base, path, today=today), data, hide)


def of_asked(asked: EntryFilter, data: QueryDict, hide: frozenset[str]) -> Document:
    query = asked.form.cleaned_data["q"]
    paging = Paging.of(asked, data)
    numbers = numbers_of(asked, facets_beside(asked, hide), asked.day)
    found, links = window(asked, paging, lines_of(asked.held.snapshot), query, numbers.length)
    return listing(
        count=numbers.length,
        total=asked.total,
        results=results(found, query) if query else found,
        filters=asked.chips,
        sort=paging.sort,
        sorts=sorts(asked.address, entries.SORTS, paging.sort, query),
        **beside(asked, numbers, asked.day),
        **form_of(asked),
        **links,
    )


def values_of_entries(
    facet: str,
    base: QuerySet[Entry] | Base,
    data: QueryDict,
    path: str,
    *,
    hide: frozenset[str] = PROPER,
    today: dt.date | None = None,
) -> Document:
    """All values of one facet of that list; `path` is the list's. Raises Http404 for a facet that it does not show."""
    asked = EntryFilter(values.of_list(EntryFilter, data), base, path, today=today)
    return of_values(facet, asked, facets_beside(asked, hide, facet), data)


def facets_beside(asked: EntryFilter, hide: frozenset[str] = frozenset(), facet: str = "") -> Facets:
    """Gaps stand there only for who asks for them."""
    held = asked.held.facets
    found: dict[str, Facet] = {name: held[name] for name in FACETS if name not in hide and name != "status"}
    if "status" not in hide:
        found = {"status": Counted(lambda rows: lifecycle.stages(rows.rows, asked.held, asked.day)), **found}
    if asked.form.cleaned_data["gap"] or facet == "gap":
        gaps = [gap for word, gap in evidence.OF_ENTRIES.items() if word != evidence.CONFLICT]
        found["gap"] = Counted(lambda rows: evidence.tallies(gaps, asked.held, rows.rows, asked.asked))
    return found
