"""Entries: their lists, their pages, and the way to one sentence."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from partnership import listings
from partnership.documents import document
from partnership.documents.brief import as_json
from partnership.models import Entry, Statement
from partnership.pages import render_entry
from partnership.queries.entries import at_slug, for_document
from partnership.views import errors
from partnership.views.answers import answer, json_answer, page_path, wants_json
from partnership.views.reading import plain, public
from partnership.vocabulary import Kind, Status

_OF_KIND = {
    Kind.EVENT: {"country", "category"},
    Kind.AGREEMENT: {"country", "category"},
    Kind.INSTITUTION: {"category"},
    Kind.PERSON: {"category"},
}


@public
def all_entries(request: HttpRequest) -> HttpResponse:
    document = listings.of_entries(Entry.objects.published(), request.GET, page_path(request))
    return answer(request, "entries/list.html", document, title="All entries", section="entries")


@public
def of_kind(request: HttpRequest, kind: Kind) -> HttpResponse:
    base = Entry.objects.published().filter(kind=kind)
    hide = frozenset({"kind", *_OF_KIND.get(kind, ())})
    document = listings.of_entries(base, request.GET, page_path(request), hide=hide)
    return answer(request, "entries/list.html", document, title=kind.plural.capitalize(), section=kind.value)


@plain
def one(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """The entry; or its present address, where it has moved; or that it was withdrawn."""
    entry = at_slug(for_document(Entry.objects.all()), slug)
    if entry is None or (entry.status != Status.PUBLISHED and entry.published_at is None):
        raise Http404
    if entry.status != Status.PUBLISHED:
        return errors.gone(request)
    if (entry.kind, entry.slug) != (kind, slug):
        url = entry.get_absolute_url()
        return redirect(as_json(url) if wants_json(request) else url, permanent=True)
    if wants_json(request):
        response = json_answer(found := document(entry))
        response["Link"] = f'<{found["links"]["self"]}>; rel="alternate"; type="text/html"'
        return response
    return render_entry(request, entry)


@plain
def statement(request: HttpRequest, key: str) -> HttpResponse:
    """To the sentence within its entry. Not for ever: it will have a page of its own."""
    found = get_object_or_404(Statement.objects.select_related("entry"), key=key, entry__published_at__isnull=False)
    if found.entry.status != Status.PUBLISHED:
        return errors.gone(request)
    return HttpResponseRedirect(f"{found.entry.get_absolute_url()}#s{found.key}")
