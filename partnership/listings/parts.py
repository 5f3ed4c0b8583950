"""What stands around every list: orders, facets, the form, the period."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from partnership import dates
from partnership.documents.brief import Document
from partnership.filters import Address, BadParameter, Paging, StrictFilterSet
from partnership.filters.strict import Chosen
from partnership.queries import facets, relevance
from partnership.search import Query

Counted = Mapping[str, Callable[[QuerySet[Any]], list[facets.Tally]]]


def order(data: QueryDict, known: Mapping[str, str], default: str, query: Query) -> tuple[Paging, Mapping[str, str]]:
    """Where in the list one stands and in which order, and all orders it has; found by words, the best comes first."""
    labels = {relevance.RELEVANCE: relevance.LABEL, **known} if query else known
    paging = Paging(data, labels, relevance.RELEVANCE if query else default)
    if paging.sort == relevance.RELEVANCE and (paging.after or paging.before):
        expected = "A page, or one of the orders in time or by title beside it."
        raise BadParameter("after" if paging.after else "before", "The best first is an order without marks.", expected)
    return paging, labels


def sorts(address: Address, labels: Mapping[str, str], active: str, default: str) -> list[Document]:
    return [
        {
            "value": value,
            "label": label,
            "active": value == active,
            "url": address.set(sort=None if value == default else value),
        }
        for value, label in labels.items()
    ]


def facets_of(asked: StrictFilterSet, counts: Counted) -> Document:
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


def period_of(asked: StrictFilterSet) -> tuple[int | None, int | None]:
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
    }
