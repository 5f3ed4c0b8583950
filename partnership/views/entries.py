"""Entries: their lists and their pages."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from partnership import listings
from partnership.documents import document
from partnership.documents.brief import as_form
from partnership.exports import Subject
from partnership.filters import AgreementFilter, EntryFilter
from partnership.listings.entries import PROPER
from partnership.models import Entry
from partnership.models.querysets import EntryQuerySet
from partnership.pages import render_entry
from partnership.public import entry_at
from partnership.views.answers import answer, asked_form, data, download, page_path
from partnership.views.reading import one_address, plain, public
from partnership.vocabulary import Kind

_HIDDEN = {
    Kind.EVENT: {"country", "category", "seat", "status"},
    Kind.AGREEMENT: {"country", "category", "seat"},
    Kind.INSTITUTION: {"category", "status"},
    Kind.PERSON: {"category", "seat", "status"},
    Kind.SYSTEM: {"seat", "status"},
}


def listed(
    request: HttpRequest,
    base: EntryQuerySet,
    name: str,
    *,
    title: str,
    hide: frozenset[str] = PROPER,
    facet: str = "",
    **context: Any,
) -> HttpResponseBase:
    """The list of the base in the form that was asked for; `name` is that of the file that is taken away.

    `facet` asks for all values of one filter instead.
    """
    path = page_path(request)
    if facet:
        path = path.removesuffix(f"by/{facet}/")
        document = listings.values_of_entries(facet, base, request.GET, path, hide=hide)
        return answer(request, "facets/values.html", document, title=title, **context)
    if asked_form(request) in ("", "json"):
        found = listings.of_entries(base, request.GET, path, hide=hide)
        return answer(request, "entries/list.html", found, title=title, **context)
    return download(request, asked_form(request), listings.entries_taken(base, request.GET, path, name, title))


@public
@one_address(EntryFilter)
def all_entries(request: HttpRequest, facet: str = "") -> HttpResponseBase:
    base = Entry.objects.published()
    return listed(request, base, "entries", facet=facet, title="All entries", section="entries")


@public
@one_address(EntryFilter)
def of_kind(request: HttpRequest, kind: Kind, facet: str = "") -> HttpResponseBase:
    base = Entry.objects.published().filter(kind=kind)
    hide = frozenset({"kind", *_HIDDEN[kind]})
    title = kind.plural.capitalize()
    return listed(request, base, kind.plural, hide=hide, facet=facet, title=title, section=kind.value)


@public
@one_address(AgreementFilter)
def tracker(request: HttpRequest, facet: str = "") -> HttpResponseBase:
    path, context = page_path(request), {"section": Kind.AGREEMENT.value, "title": "Tracker of agreements"}
    if facet:
        document = listings.values_of_agreements(facet, request.GET, path.removesuffix(f"by/{facet}/"))
        return answer(request, "facets/values.html", document, **context)
    if asked_form(request) in ("", "json"):
        return answer(request, "agreements/tracker.html", listings.of_agreements(request.GET, path), **context)
    return download(request, asked_form(request), listings.agreements_taken(request.GET, path))


@plain
def one(request: HttpRequest, kind: Kind, slug: str) -> HttpResponseBase:
    """The entry; or its present address, where it has moved; or that it was withdrawn."""
    entry = entry_at(slug)
    form = asked_form(request)
    if (entry.kind, entry.slug) != (kind, slug):
        url = entry.get_absolute_url()
        return redirect(as_form(url, form) if form else url, permanent=True)
    if form:
        return data(request, lambda: document(entry), Subject.of_entry(entry))
    return render_entry(request, entry)
