"""One thing as the public may read it: what pages and the API share."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from partnership.documents import source_document, statement_card
from partnership.documents.brief import Document
from partnership.models import Entry, Source, Statement
from partnership.queries import sources, statements
from partnership.queries.entries import at_slug, with_key
from partnership.vocabulary import Status


class Withdrawn(Exception):
    """Public once, and no longer: its address says so for ever."""

    def __init__(self) -> None:
        super().__init__("This entry was published here once and has been withdrawn.")


def entry_at(slug: str) -> Entry:
    """The entry that has this slug or once had it. Raises Http404 or Withdrawn."""
    return _seen(at_slug(slug))


def entry_with(key: str) -> Entry:
    """Raises Http404 or Withdrawn."""
    return _seen(with_key(key))


def _seen(entry: Entry | None) -> Entry:
    if entry is None or (entry.status != Status.PUBLISHED and entry.published_at is None):
        raise Http404
    if entry.status != Status.PUBLISHED:
        raise Withdrawn
    return entry


def statement_with(key: str) -> tuple[Statement, Document]:
    """As public as its entry: Http404 before that is published, Withdrawn when it no longer is."""
    rows = Statement.objects.filter(entry__published_at__isnull=False)
    found = statements.for_card(rows).filter(key=key).first()
    if found is None:
        raise Http404
    if found.entry.status != Status.PUBLISHED:
        raise Withdrawn
    relayed = [each.source.origin for each in found.cited]
    card = statement_card(
        found,
        statements.disputes(found),
        statements.siblings(found),
        statements.public_among(relayed),
        statements.last_change(found),
    )
    return found, card


def source_at(slug: str) -> tuple[Source, Document]:
    """Public only while a published entry cites it; so are the source that it relays and those that relay it."""
    source = get_object_or_404(sources.for_documents(Source.objects.public()), slug=slug)
    return source, source_document(*sources.wholes([source])[0])
