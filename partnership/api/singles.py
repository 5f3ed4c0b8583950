"""One entry, one statement, one source; the way in, and the schema."""

from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.http.response import HttpResponseBase

from partnership import public
from partnership.api.components.build import Schema, ref
from partnership.api.parameters import of_fields, of_path
from partnership.api.resource import ROOT, Resource, Single, moved
from partnership.api.state import State
from partnership.documents import document
from partnership.documents.brief import Document, absolute, licence
from partnership.filters.strict import refuse_unknown
from partnership.text import KEY_ALPHABET, KEY_LENGTH
from partnership.vocabulary import PLURALS

VERSION = "1.0.0"
KEY = f"^[{KEY_ALPHABET}]{{{KEY_LENGTH}}}$"


class _Document(Single):
    @classmethod
    def answer(cls) -> Schema:
        return ref(cls.component)


class EntryByKey(_Document):
    """One entry, whole, by its key, which never changes."""

    operation, title, tag, component = "entries_read", "One entry, by its key", "entries", "Entry"

    @classmethod
    def parameters(cls) -> list[Schema]:
        return [of_path("key", "The `id` of the entry.", pattern=KEY), of_fields(cls.component)]

    def document(self, **named: Any) -> Document:
        return document(public.entry_with(named["key"]))


class EntryBySlug(_Document):
    """One entry, whole, by its kind and slug: the address of its page behind `/api/v1`.

    A slug may change; the old one then leads to the new address.
    """

    operation, title, tag, component = "entries_at", "One entry, by its address", "entries", "Entry"
    may_move = True

    @classmethod
    def parameters(cls) -> list[Schema]:
        return [
            of_path("plural", "The kind, in the plural.", enum=list(PLURALS)),
            of_path("slug", "The last part of its address.", pattern="^[-a-zA-Z0-9_]+$"),
            of_fields(cls.component),
        ]

    def document(self, **named: Any) -> Document | HttpResponseBase:
        entry = public.entry_at(named["slug"])
        if (entry.kind, entry.slug) != (named["plural"], named["slug"]):
            return moved(self.request, entry.get_absolute_url())
        return document(entry)


class StatementByKey(_Document):
    """One statement with its evidence: what each source says, why it has its grade, what disagrees."""

    operation, title, tag, component = "statements_read", "One statement", "statements", "StatementCard"

    @classmethod
    def parameters(cls) -> list[Schema]:
        return [of_path("key", "The `id` of the statement.", pattern=KEY), of_fields(cls.component)]

    def document(self, **named: Any) -> Document:
        return public.statement_with(named["key"])[1]


class SourceBySlug(_Document):
    """One source read back: what was taken from each of its parts, and from which nothing was."""

    operation, title, tag, component = "sources_read", "One source", "sources", "Source"

    @classmethod
    def parameters(cls) -> list[Schema]:
        return [
            of_path("slug", "The last part of its address.", pattern="^[-a-zA-Z0-9_]+$"),
            of_fields(cls.component),
        ]

    def document(self, **named: Any) -> Document:
        return public.source_at(named["slug"])[1]


class Root(Resource):
    """What there is, and where; which revision of the content is served, and how often one may ask."""

    operation, title, tag, component = "root", "The way in", "about", "Root"

    @classmethod
    def answer(cls) -> Schema:
        return ref(cls.component)

    def found(self, data: QueryDict, state: State, **named: Any) -> Document:
        refuse_unknown(data, ())
        lists = ("entries", *PLURALS, "agreements/tracker", "sources", "figures", "terms", "places", "schema", "docs")
        return {
            "title": settings.SITE["name"],
            "description": f"{settings.SITE['subject']} {settings.SITE['description']}",
            "version": VERSION,
            "revision": state.document,
            "licence": licence(),
            "limit": settings.API_RATE,
            "links": {each.rpartition("/")[2]: absolute(f"{ROOT}/{each}/") for each in lists},
        }
