"""Lists of entries."""

from django.db.models import QuerySet
from django.http import QueryDict

from partnership.charts import histogram
from partnership.documents import line, listing, result
from partnership.documents.brief import Document
from partnership.filters import EntryFilter
from partnership.listings.pages import window
from partnership.listings.parts import Counted, facets_of, form_of, order, period_of, sorts
from partnership.models import Entry
from partnership.queries import entries, evidence, facets


def of_entries(base: QuerySet[Entry], data: QueryDict, path: str, *, hide: frozenset[str] = frozenset()) -> Document:
    """Entries of the base that the address asks for. `hide` names facets that would only repeat the base."""
    asked = EntryFilter(data, base, path)
    asked.refuse_backwards()
    query = asked.form.cleaned_data["q"]
    paging, labels = order(data, entries.SORTS, "-date", query)
    found = asked.narrowed()
    count = found.count()
    fetch = entries.for_results if query else entries.for_lines
    rows, links = window(found, paging, asked.address, count, fetch, query)
    spans = facets.spans(asked.narrowed(without="from to"))
    return listing(
        count=count,
        total=base.count(),
        results=[result(each, query) if query else line(each) for each in rows],
        filters=asked.chips,
        facets=facets_of(asked, _of_entries(asked, hide)),
        sort=paging.sort,
        sorts=sorts(asked.address, labels, paging.sort, "-date"),
        years=histogram(spans, *period_of(asked), asked.address),
        **form_of(asked),
        **links,
    )


def _of_entries(asked: EntryFilter, hide: frozenset[str]) -> Counted:
    """Gaps are counted only for who asks for one: it takes longer than all others together."""
    counted = {name: count for name, count in facets.COUNTED.items() if name not in hide}
    if not asked.form.cleaned_data["gap"]:
        return counted
    gaps = {word: gap for word, gap in evidence.OF_ENTRIES.items() if word != evidence.CONFLICT}
    return {**counted, "gap": lambda found: evidence.tallies(gaps, found, asked.asked)}
