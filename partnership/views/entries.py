"""Entries: their lists and their pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from partnership import listings
from partnership.documents import document
from partnership.documents.brief import as_form
from partnership.exports import Subject
from partnership.models import Entry
from partnership.models.querysets import EntryQuerySet
from partnership.pages import render_entry
from partnership.public import entry_at
from partnership.views.answers import answer, asked_form, data, download, page_path
from partnership.views.reading import plain, public
from partnership.vocabulary import Kind

_OF_KIND = {
    Kind.EVENT: {"country", "category"},
    Kind.AGREEMENT: {"country", "category"},
    Kind.INSTITUTION: {"category"},
    Kind.PERSON: {"category"},
}


def listed(
    request: HttpRequest, base: EntryQuerySet, name: str, *, hide: frozenset[str] = frozenset(), **context: Any
) -> HttpResponse:
    """The list of the base in the form that was asked for; `name` is that of the file that is taken away."""
    path = page_path(request)
    if asked_form(request) in ("", "json"):
        found = listings.of_entries(base, request.GET, path, hide=hide)
        return answer(request, "entries/list.html", found, **context)
    return download(request, asked_form(request), listings.entries_taken(base, request.GET, path, name))


@public
def all_entries(request: HttpRequest) -> HttpResponse:
    return listed(request, Entry.objects.published(), "entries", title="All entries", section="entries")


@public
def of_kind(request: HttpRequest, kind: Kind) -> HttpResponse:
    base = Entry.objects.published().filter(kind=kind)
    hide = frozenset({"kind", *_OF_KIND.get(kind, ())})
    return listed(request, base, kind.plural, hide=hide, title=kind.plural.capitalize(), section=kind.value)


@public
def tracker(request: HttpRequest) -> HttpResponse:
    path = page_path(request)
    if asked_form(request) in ("", "json"):
        document = listings.of_agreements(request.GET, path)
        return answer(request, "agreements/tracker.html", document, section=Kind.AGREEMENT.value)
    return download(request, asked_form(request), listings.agreements_taken(request.GET, path))


@plain
def one(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """The entry; or its present address, where it has moved; or that it was withdrawn."""
    entry = entry_at(slug)
    form = asked_form(request)
    if (entry.kind, entry.slug) != (kind, slug):
        url = entry.get_absolute_url()
        return redirect(as_form(url, form) if form else url, permanent=True)
    if form:
        return data(request, lambda: document(entry), Subject.of_entry(entry))
    return render_entry(request, entry)
