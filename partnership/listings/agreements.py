"""The tracker of agreements."""

import datetime as dt

from django.http import QueryDict

from partnership.documents import agreement_line, listing
from partnership.documents.brief import Document
from partnership.documents.brief import date as brief_date
from partnership.filters import AgreementFilter, Paging, values
from partnership.listings.entries import facets_beside
from partnership.listings.pages import window
from partnership.listings.parts import beside, form_of, numbers_of, sorts
from partnership.listings.values import of_values
from partnership.queries import entries, evidence, facets, lifecycle
from partnership.queries.facets import Base
from partnership.vocabulary import Kind

_HIDDEN = frozenset({"kind", "category", "country", "seat"})


def of_agreements(data: QueryDict, path: str, *, today: dt.date | None = None) -> Document:
    """How far the published agreements had come on the day that is asked for, else by today."""
    asked = tracked(data, path, today)
    query = asked.form.cleaned_data["q"]
    paging = Paging.of(asked, data)
    numbers = numbers_of(asked, facets_beside(asked, _HIDDEN), asked.day)
    rows, links = window(asked, paging, lifecycle.LIVES, query, numbers.length)
    awaited = lifecycle.awaited_of_types()
    return listing(
        count=numbers.length,
        total=asked.total,
        day=brief_date(asked.day.isoformat()),
        results=[agreement_line(each, asked.day, awaited.get(each.type_id or 0)) for each in rows],
        filters=asked.chips,
        sort=paging.sort,
        sorts=sorts(asked.address, entries.SORTS, paging.sort, query),
        **beside(asked, numbers, asked.day),
        **form_of(asked),
        **links,
    )


def values_of_agreements(facet: str, data: QueryDict, path: str, *, today: dt.date | None = None) -> Document:
    """All values of one facet of the tracker. Raises Http404 for a facet that it does not show."""
    asked = tracked(values.of_list(AgreementFilter, data), path, today)
    return of_values(facet, asked, facets_beside(asked, _HIDDEN, facet), data)


def tracked(data: QueryDict, path: str, today: dt.date | None) -> AgreementFilter:
    return AgreementFilter(data, _agreements(), path, today=today or evidence.today())


def _agreements() -> Base:
    return facets.entries_of(Kind.AGREEMENT)
