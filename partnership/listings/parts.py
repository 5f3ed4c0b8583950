"""What stands around every list: orders, facets, the form, the period."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from partnership import dates
from partnership.charts import histogram
from partnership.documents.brief import Document
from partnership.documents.lines import Shared
from partnership.filters import Address, StrictFilterSet
from partnership.filters.fields import Chosen
from partnership.queries import relevance
from partnership.queries.facets import Facet, Reach, Tallies, Tally
from partnership.search import Query

Facets = Mapping[str, Facet]
SHOWN = 12  # values of a facet that stand open beside a list
LONGEST = 24  # values of a facet that a list holds at all; what is longer has a page of its own


def sorts(address: Address, labels: Mapping[str, str], active: str, query: Query | None = None) -> list[Document]:
    """Found by words, a list has the best first as well."""
    if query:
        labels = {relevance.RELEVANCE: relevance.LABEL, **labels}
    return [
        {"value": value, "label": label, "active": value == active, "url": address.set(sort=value)}
        for value, label in labels.items()
    ]


def tallies_of(asked: StrictFilterSet, name: str, facet: Facet) -> list[Tally]:
    """Counted with all other filters applied but not its own; what is chosen is there, even where it leaves nothing."""
    tallies = facet.tallies(asked.found(without=name))
    return [*tallies, *_missing(asked, name, tallies)]


def _missing(asked: StrictFilterSet, name: str, tallies: Iterable[Tally]) -> list[Tally]:
    """What is chosen and does not stand among these."""
    there = {tally.value for tally in tallies}
    missing = [each for each in chosen_of(asked, name).values() if each.value not in there]
    return [Tally(each.value, each.label, asked.leaving(name, each)) for each in missing]


def chosen_of(asked: StrictFilterSet, name: str) -> dict[str, Chosen]:
    return {each.value: each for of, each in asked.chosen if of == name}


def values_of(asked: StrictFilterSet, name: str, tallies: Iterable[Tally]) -> list[Document]:
    """A link adds the value, or takes it away again."""
    mine = chosen_of(asked, name)
    return [
        {
            "value": tally.value,
            "label": tally.label,
            "count": tally.count,
            "symbol": tally.symbol,
            "active": tally.value in mine,
            "url": asked.address.without(name, tally.value)
            if tally.value in mine
            else asked.address.adding(name, tally.value),
        }
        for tally in tallies
    ]


class Numbers(NamedTuple):
    """How long a list is, and what stands beside it as numbers: of each facet the first values and what is chosen
    besides, and the years."""

    length: int
    facets: Mapping[str, tuple[Tallies, list[Tally]]]
    years: Reach


def numbers_of(asked: StrictFilterSet, facets: Facets, day: dt.date | None = None) -> Numbers:
    """Counted once for all pages of the list; `day` is on what they hang besides the content and the filters.

    They are kept of many more lists than how they are written, which takes five times the room.
    """
    return asked.once("numbers", lambda: _numbers(asked, facets), day, in_short=True)


def _numbers(asked: StrictFilterSet, facets: Facets) -> Numbers:
    counted = {}
    for name, facet in facets.items():
        tallies = facet.most(asked.found(without=name), LONGEST)
        counted[name] = tallies, _missing(asked, name, tallies.first)
    return Numbers(len(asked.found().rows), counted, asked.held.years.reach(asked.found(without="from to")))


def facets_of(asked: StrictFilterSet, numbers: Numbers) -> Document:
    """As keywords of a listing: of each facet the first values, and how many there are and where all of them stand."""
    found, lists = {}, {}
    for name, ((first, many, others), missing) in numbers.facets.items():
        if first or missing:
            tallies = _chosen_first([*first, *missing], chosen_of(asked, name))[:LONGEST]
            found[name] = values_of(asked, name, tallies)
            # What is chosen stands there as well, also where the facet does not offer it, or it leaves nothing.
            more = sum(tally.value not in others if others is not None else not tally.count for tally in missing)
            lists[name] = named(asked, name) | {"count": many + more, "url": asked.address.of_values(name)}
    return {"facets": found, "facet_lists": lists}


def named(asked: StrictFilterSet, name: str) -> Document:
    label, plural = asked.headings.get(name, (name.capitalize(), f"{name}s"))
    return {"label": label, "plural": plural}


def _chosen_first(tallies: list[Tally], mine: Mapping[str, Chosen]) -> list[Tally]:
    """What is chosen and would not stand open is put in front; the rest stays where it is."""
    folded = [tally for tally in tallies[SHOWN:] if tally.value in mine]
    return [*folded, *(tally for tally in tallies if tally not in folded)] if folded else tallies


def beside(asked: StrictFilterSet, numbers: Numbers, day: dt.date | None = None) -> Document:
    """Facets and years as keywords of a listing: put together once for all pages of the list, as `numbers_of` is."""
    return asked.once("beside", lambda: _beside(asked, numbers), day)


def _beside(asked: StrictFilterSet, numbers: Numbers) -> Document:
    found = facets_of(asked, numbers)
    years = histogram(numbers.years, *_period_of(asked), asked.address)
    return found | {"facets": Shared(found["facets"]), "years": Shared(years) if years else None}


def _period_of(asked: StrictFilterSet) -> tuple[int | None, int | None]:
    start, end = asked.form.cleaned_data.get("from"), asked.form.cleaned_data.get("to")
    return (
        start.earliest.year if start and start.earliest != dates.FIRST else None,
        end.latest.year if end and end.latest != dates.LAST else None,
    )


def form_of(asked: StrictFilterSet) -> Document:
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
        "canonical": asked.address.canonical,
    }
