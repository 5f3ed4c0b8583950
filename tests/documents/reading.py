"""Reading a document as a page does."""

from partnership.documents import document
from partnership.models import Entry
from partnership.queries.entries import for_document


def read(entry: Entry, audience: str = "public") -> dict:
    return document(for_document(Entry.objects.all()).get(pk=entry.pk), audience=audience)


def fact(found: dict, name: str) -> dict:
    return next(each for each in found["facts"] if each["field"] == name)
