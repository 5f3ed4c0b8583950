"""The data set as a whole: what it is, how large, and in which forms it can be taken away."""

from collections.abc import Iterable
from typing import Protocol

from django.conf import settings

from partnership.documents.brief import Document, absolute, as_form, licence, place
from partnership.documents.codebook import URL as CODEBOOK
from partnership.queries import data_set as measured
from partnership.vocabulary import SCHEMA_VERSION

URL = "/about/data/"
# Every list and the forms that it has beside the page: `urls.py` gives these addresses, a test holds both together.
LISTS = {
    "/entries/": ("Entries", ()),
    "/sources/": ("Sources", ()),
    "/figures/": ("Figures", ("json",)),
    "/topics/": ("Topics", ("json",)),
    CODEBOOK: ("Codebook", ("json", "jsonld", "ttl")),
}


class Form(Protocol):
    @property
    def suffix(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def content_type(self) -> str: ...


def data_set(forms: Iterable[Form]) -> Document:
    """`forms` are all that a list of entries or of sources has (`exports.FORMS`)."""
    known = {each.suffix: each for each in forms}
    start, end = measured.time()
    changed = measured.last_changed()
    entry, statement, source = measured.examples()
    shown = (entry, statement, source)
    return {
        "schema": SCHEMA_VERSION,
        "title": settings.SITE["name"],
        "description": f"{settings.SITE['subject']} {settings.SITE['description']}",
        "headline": settings.SITE["headline"],
        "contact": settings.SITE["contact"],
        "publisher": {"name": settings.SITE["name"], "url": "/"},
        "size": measured.sizes(),
        "kinds": [
            {
                "code": kind.value,
                "label": kind.label,
                "plural": kind.plural,
                "url": f"/{kind.plural}/",
                "entries": count,
            }
            for kind, count in measured.of_kinds().items()
        ],
        "period": {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None},
        "countries": [place(each) for each in measured.countries()],
        "changed": changed.date().isoformat() if changed else None,
        "examples": [each.get_absolute_url() for each in shown if each],
        "lists": [
            {
                "title": title,
                "url": url,
                "forms": [
                    {
                        "form": suffix,
                        "label": known[suffix].label,
                        "media_type": known[suffix].content_type,
                        "url": as_form(url, suffix),
                    }
                    for suffix in suffixes or known
                ],
            }
            for url, (title, suffixes) in LISTS.items()
        ],
        "codebook": CODEBOOK,
        "licence": licence(),
        "url": URL,
        "links": {"self": absolute(URL)} | {form: absolute(as_form(URL, form)) for form in ("json", "jsonld", "ttl")},
    }
