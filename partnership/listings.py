"""Lists put together: what was asked for, its page, its facets, as one document each."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict

from partnership import dates
from partnership.charts import histogram
from partnership.documents import agreement_line, csl, figure, line, listing, source_line
from partnership.documents.brief import Document
from partnership.documents.brief import date as brief_date
from partnership.exports import Subject, linked
from partnership.filters import (
    Address,
    AgreementFilter,
    BadParameter,
    EntryFilter,
    FigureFilter,
    Paging,
    SourceFilter,
    StrictFilterSet,
)
from partnership.filters.paging import LAST_PAGE, SIZE
from partnership.filters.strict import Chosen
from partnership.models import Entry
from partnership.queries import entries, evidence, facets, figures, lifecycle, sources
from partnership.vocabulary import Kind

CHUNK = 500  # rows that a list is taken away by
Counted = Mapping[str, Callable[[QuerySet[Any]], list[facets.Tally]]]


class PastTheEnd(Http404):
    """A page that the list does not reach; `back` is its last page."""

    def __init__(self, page: int, last: int, back: str) -> None:
        super().__init__(f"There is no page {page} of this list; it ends with page {last}.")
        self.back = back


def of_entries(base: QuerySet[Entry], data: QueryDict, path: str, *, hide: frozenset[str] = frozenset()) -> Document:
    """Entries of the base that the address asks for. `hide` names facets that would only repeat the base."""
    asked = EntryFilter(data, base, path)
    asked.refuse_backwards()
    paging = Paging(data, entries.SORTS, "-date")
    found = asked.narrowed()
    count = found.count()
    rows, links = _window(found, paging, asked.address, count)
    spans = facets.spans(asked.narrowed(without="from to"))
    return listing(
        count=count,
        total=base.count(),
        results=[line(each) for each in rows],
        filters=asked.chips,
        facets=_facets(asked, _of_entries(asked, hide)),
        sort=paging.sort,
        sorts=_sorts(asked.address, entries.SORTS, paging.sort, "-date"),
        years=histogram(spans, *_period(asked), asked.address),
        **_form(asked),
        **links,
    )


def _of_entries(asked: EntryFilter, hide: frozenset[str]) -> Counted:
    """Gaps are counted only for who asks for one: it takes longer than all others together."""
    counted = {name: count for name, count in facets.COUNTED.items() if name not in hide}
    if not asked.form.cleaned_data["gap"]:
        return counted
    gaps = {word: gap for word, gap in evidence.OF_ENTRIES.items() if word != evidence.CONFLICT}
    return {**counted, "gap": lambda found: evidence.tallies(gaps, found, asked.asked)}


def of_agreements(data: QueryDict, path: str, *, today: dt.date | None = None) -> Document:
    """How far the published agreements had come on the day that is asked for, else by today."""
    asked = _tracked(data, path, today)
    asked.refuse_backwards()
    paging = Paging(data, entries.SORTS, "-date")
    found = asked.narrowed()
    count = found.count()
    rows, links = _window(found, paging, asked.address, count, lifecycle.for_lives)
    awaited = lifecycle.awaited_of_types()
    counted: Counted = {"status": lambda found: lifecycle.stages(found, asked.day)} | {
        name: facets.COUNTED[name] for name in ("type", "topic", "evidence", "institution")
    }
    return listing(
        count=count,
        total=asked.queryset.count(),
        day=brief_date(asked.day.isoformat()),
        results=[agreement_line(each, asked.day, awaited.get(each.type_id or 0)) for each in rows],
        filters=asked.chips,
        facets=_facets(asked, counted),
        sort=paging.sort,
        sorts=_sorts(asked.address, entries.SORTS, paging.sort, "-date"),
        **_form(asked),
        **links,
    )


def of_sources(data: QueryDict, path: str, *, today: dt.date | None = None) -> Document:
    asked = SourceFilter(data, sources.public(), path, today=today)
    paging = Paging(data, sources.SORTS, "title")
    found = asked.narrowed()
    count = found.count()
    rows, links = _pages(sources.ordered(found, paging.sort), paging.page, asked.address, count)
    return listing(
        count=count,
        total=sources.public().count(),
        results=[source_line(each) for each in rows],
        filters=asked.chips,
        facets=_facets(
            asked,
            sources.COUNTED | {"gap": lambda found: evidence.tallies(evidence.OF_SOURCES, found, asked.asked)},
        ),
        sort=paging.sort,
        sorts=_sorts(asked.address, sources.SORTS, paging.sort, "title"),
        **_form(asked),
        **links,
    )


def entries_taken(base: QuerySet[Entry], data: QueryDict, path: str, name: str) -> Subject:
    """The whole list that the address asks for, in its order, to be taken away."""
    return _entries_taken(EntryFilter(data, base, path), data, name)


def agreements_taken(data: QueryDict, path: str, *, today: dt.date | None = None) -> Subject:
    """The agreements that the tracker shows; what they are, and not how far they had come."""
    return _entries_taken(_tracked(data, path, today), data, "tracker")


def _tracked(data: QueryDict, path: str, today: dt.date | None) -> AgreementFilter:
    base = Entry.objects.published().filter(kind=Kind.AGREEMENT)
    return AgreementFilter(data, base, path, today=today or evidence.today())


def _entries_taken(asked: EntryFilter, data: QueryDict, name: str) -> Subject:
    asked.refuse_backwards()
    found = entries.ordered(asked.narrowed(), _whole(data, entries.SORTS, "-date"))
    return Subject(
        name,
        lambda: map(csl.entry_item, found.iterator(chunk_size=CHUNK)),
        lambda: linked.list_graph(asked.address.plain, map(line, entries.for_lines(found).iterator(chunk_size=CHUNK))),
    )


def sources_taken(data: QueryDict, path: str) -> Subject:
    asked = SourceFilter(data, sources.public(), path)
    found = sources.ordered(asked.narrowed(), _whole(data, sources.SORTS, "title"))
    return Subject(
        "sources",
        lambda: map(csl.source_item, sources.for_items(found).iterator(chunk_size=CHUNK)),
        lambda: linked.list_graph(asked.address.plain, map(source_line, found.iterator(chunk_size=CHUNK))),
    )


def _whole(data: QueryDict, sorts: Mapping[str, str], default: str) -> str:
    """The order of a list that is taken away whole; raises BadParameter where a page of it is asked for."""
    for name in ("page", "after", "before"):
        if data.get(name, "").strip():
            raise BadParameter(name, "This form holds the whole list.", "Leave it out.")
    return Paging(data, sorts, default).sort


def of_figures(data: QueryDict, path: str) -> Document:
    asked = FigureFilter(data, figures.public(), path)
    asked.refuse_backwards()
    labels = {name: label for name, (label, _) in figures.SORTS.items()}
    paging = Paging(data, labels, "measure")
    found = asked.narrowed()
    count = found.count()
    ordered = figures.for_rows(found).order_by(*figures.SORTS[paging.sort][1])
    rows, links = _pages(ordered, paging.page, asked.address, count)
    return listing(
        count=count,
        total=figures.public().count(),
        results=[figure(each) for each in rows],
        filters=asked.chips,
        facets=_facets(asked, figures.COUNTED),
        sort=paging.sort,
        sorts=_sorts(asked.address, labels, paging.sort, "measure"),
        **_form(asked),
        **links,
    )


def _window(
    found: QuerySet[Entry],
    paging: Paging,
    address: Address,
    count: int,
    fetch: Callable[[QuerySet[Entry]], QuerySet[Entry]] = entries.for_lines,
) -> tuple[list[Entry], Document]:
    """A page by its number, or the entries next to a mark. After the last countable page the marks take over."""
    mark = paging.after or paging.before
    if mark is None:
        ordered = fetch(entries.ordered(found, paging.sort))
        rows, links = _pages(ordered, paging.page, address, count)
        if paging.page == LAST_PAGE and count > LAST_PAGE * SIZE:
            links["next_path"] = address.set(after=rows[-1].key)
        return rows, links
    backwards = paging.before is not None
    beside = entries.beyond(found, paging.sort, mark, backwards=backwards)
    rows = list(fetch(entries.ordered(beside, paging.sort, backwards=backwards))[: SIZE + 1])
    more = len(rows) > SIZE
    rows = rows[:SIZE][::-1] if backwards else rows[:SIZE]
    older = address.set(after=rows[-1].key) if rows and (more or backwards) else None
    newer = address.set(before=rows[0].key) if rows and (more or not backwards) else None
    return rows, {
        "next_path": older,
        "previous_path": newer,
        "page": None,
        "pages": [],
    }


def _pages(ordered: QuerySet[Any], page: int, address: Address, count: int) -> tuple[list[Any], Document]:
    last = max(1, -(-count // SIZE))
    if page > last:
        raise PastTheEnd(page, last, _page_url(address, last))
    reachable = min(last, LAST_PAGE)
    return list(ordered[(page - 1) * SIZE : page * SIZE]), {
        "next_path": _page_url(address, page + 1) if page < reachable else None,
        "previous_path": _page_url(address, page - 1) if page > 1 else None,
        "page": page,
        "pages": [
            {"number": each, "url": _page_url(address, each), "current": each == page}
            for each in sorted({1, reachable, *range(max(1, page - 2), min(reachable, page + 2) + 1)})
        ]
        if last > 1
        else [],
    }


def _page_url(address: Address, page: int) -> str:
    return address.set(page=None if page == 1 else page)


def _sorts(address: Address, labels: Mapping[str, str], active: str, default: str) -> list[Document]:
    return [
        {
            "value": value,
            "label": label,
            "active": value == active,
            "url": address.set(sort=None if value == default else value),
        }
        for value, label in labels.items()
    ]


def _facets(asked: StrictFilterSet, counts: Counted) -> Document:
    """Each counted with all other filters applied but not its own; a link adds the value, or takes it away again."""
    active: dict[str, dict[str, Chosen]] = {}
    for name, each in asked.chosen:
        active.setdefault(name, {})[each.value] = each
    found = {}
    for name, count in counts.items():
        mine = active.get(name, {})
        tallies = count(asked.narrowed(without=name))
        counted = {tally.value for tally in tallies}
        missing = [
            facets.Tally(value, each.label, asked.leaving(name, each))
            for value, each in mine.items()
            if value not in counted
        ]
        values = [
            {
                **asdict(tally),
                "active": tally.value in mine,
                "url": asked.address.without(name, tally.value)
                if tally.value in mine
                else asked.address.adding(name, tally.value),
            }
            for tally in (*tallies, *missing)
        ]
        if values:
            found[name] = values
    return found


def _period(asked: StrictFilterSet) -> tuple[int | None, int | None]:
    start, end = asked.form.cleaned_data.get("from"), asked.form.cleaned_data.get("to")
    return (
        start.earliest.year if start and start.earliest != dates.FIRST else None,
        end.latest.year if end and end.latest != dates.LAST else None,
    )


def _form(asked: StrictFilterSet) -> Document:
    """What the form beside the list holds: what was typed into it, and what it must carry on."""
    typed = [name for name in ("q", "from", "to", "on") if name in asked.filters]
    values = asked.address.values
    return {
        "form": {
            "action": asked.address.path,
            "typed": {name: values[name][0] if values.get(name) else "" for name in typed},
            "kept": [[name, each] for name in sorted(values) if name not in typed for each in values[name]],
        },
        "clear_url": asked.address.path,
        "last_filter": asked.chips[-1] if asked.chips else None,
        "url": asked.address.plain,
    }
