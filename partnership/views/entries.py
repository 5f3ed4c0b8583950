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
from partnership.pages import render_entry
from partnership.public import entry_at
from partnership.queries import facets
from partnership.queries.facets import Base
from partnership.views.answers import Listed, a_list, asked_form, data
from partnership.views.reading import one_address, plain, public
from partnership.vocabulary import Kind

_HIDDEN = {
    Kind.EVENT: {"country", "category", "seat", "status"},
    Kind.AGREEMENT: {"country", "category", "seat"},
    Kind.INSTITUTION: {"category", "status"},
    Kind.PERSON: {"category", "seat", "status"},
    Kind.SYSTEM: {"seat", "status"},
}
_TRACKER = Listed(listings.of_agreements, listings.values_of_agreements, listings.agreements_taken)


def listed(
    request: HttpRequest,
    base: Base,
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
    of = Listed(
        lambda asked, path: listings.of_entries(base, asked, path, hide=hide),
        lambda facet, asked, path: listings.values_of_entries(facet, base, asked, path, hide=hide),
        lambda asked, path: listings.entries_taken(base, asked, path, name, title),
    )
    return a_list(request, of, "entries/list.html", facet=facet, title=title, **context)


@public
@one_address(EntryFilter)
def all_entries(request: HttpRequest, facet: str = "") -> HttpResponseBase:
    base = facets.public_entries()
    return listed(request, base, "entries", facet=facet, title="All entries", section="entries")


@public
@one_address(EntryFilter)
def of_kind(request: HttpRequest, kind: Kind, facet: str = "") -> HttpResponseBase:
    base = facets.entries_of(kind)
    hide = frozenset({"kind", *_HIDDEN[kind]})
    title = kind.plural.capitalize()
    return listed(request, base, kind.plural, hide=hide, facet=facet, title=title, section=kind.value)


@public
@one_address(AgreementFilter)
def tracker(request: HttpRequest, facet: str = "") -> HttpResponseBase:
    context = {"section": Kind.AGREEMENT.value, "title": "Tracker of agreements"}
    return a_list(request, _TRACKER, "agreements/tracker.html", facet=facet, **context)


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
