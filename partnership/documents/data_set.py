"""The data set as a whole: what it is, how large, and in which forms it can be taken away."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django.conf import settings

from partnership.documents.brief import Document, absolute, as_form, licence, place
from partnership.documents.codebook import URL as CODEBOOK
from partnership.queries import data_set as measured
from partnership.queries.revision import current
from partnership.vocabulary import SCHEMA_VERSION

URL = "/about/data/"
# Every list. Which forms each has beside the page, `exports` says; a test holds that these addresses exist.
LISTS = {
    "/entries/": "Entries",
    "/sources/": "Sources",
    "/figures/": "Figures",
    "/topics/": "Topics",
    CODEBOOK: "Codebook",
}


class Form(Protocol):
    @property
    def suffix(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def content_type(self) -> str: ...


def data_set(forms: Mapping[str, Iterable[Form]]) -> Document:
    """`forms` are those of each of LISTS, by its address."""
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
        "revision": current().number,
        "examples": [each.get_absolute_url() for each in shown if each],
        "lists": [
            {
                "title": title,
                "url": url,
                "forms": [
                    {
                        "form": each.suffix,
                        "label": each.label,
                        "media_type": each.content_type,
                        "url": as_form(url, each.suffix),
                    }
                    for each in forms[url]
                ],
            }
            for url, title in LISTS.items()
        ],
        "codebook": CODEBOOK,
        "licence": licence(),
        "url": URL,
        "links": {"self": absolute(URL)} | {form: absolute(as_form(URL, form)) for form in ("json", "jsonld", "ttl")},
    }
