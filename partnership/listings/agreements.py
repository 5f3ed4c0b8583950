"""The tracker of agreements."""

import datetime as dt

from django.http import QueryDict

from partnership.documents import agreement_line, listing
from partnership.documents.brief import Document
from partnership.documents.brief import date as brief_date
from partnership.filters import AgreementFilter
from partnership.listings.pages import window
from partnership.listings.parts import Counted, facets_of, form_of, order, sorts
from partnership.models import Entry
from partnership.queries import entries, evidence, facets, lifecycle
from partnership.vocabulary import Kind


def of_agreements(data: QueryDict, path: str, *, today: dt.date | None = None) -> Document:
    """How far the published agreements had come on the day that is asked for, else by today."""
    asked = tracked(data, path, today)
    asked.refuse_backwards()
    query = asked.form.cleaned_data["q"]
    paging, labels = order(data, entries.SORTS, "-date", query)
    found = asked.narrowed()
    count = found.count()
    rows, links = window(found, paging, asked.address, count, lifecycle.for_lives, query)
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
        facets=facets_of(asked, counted),
        sort=paging.sort,
        sorts=sorts(asked.address, labels, paging.sort, "-date"),
        **form_of(asked),
        **links,
    )


def tracked(data: QueryDict, path: str, today: dt.date | None) -> AgreementFilter:
    base = Entry.objects.published().filter(kind=Kind.AGREEMENT)
    return AgreementFilter(data, base, path, today=today or evidence.today())
