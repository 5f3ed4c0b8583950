"""Addresses. Those of `forms` answer in several: as a page, and with an ending in place of the last slash as data."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path, register_converter

from partnership.admin import site as admin_site
from partnership.exports import LINKED, OF_A_LIST, OF_ONE, OF_ONE_ENTRY
from partnership.views import compare, data, entries, machines, search, site, sources, statements, topics
from partnership.vocabulary import PLURALS, Kind


class Plural:
    """`events`, `agreements` …: the kind of entry that a list holds."""

    regex = "|".join(PLURALS)

    def to_python(self, value: str) -> Kind:
        return PLURALS[value]

    def to_url(self, value: Kind | str) -> str:
        return Kind(value).plural if value in Kind.values else str(value)


register_converter(Plural, "plural")


def forms(route: str, view: Callable[..., HttpResponseBase], name: str, *suffixes: str) -> list[URLPattern]:
    others = [path(f"{route}.{suffix}", view, name=f"{name}-{suffix}") for suffix in suffixes]
    return [path(f"{route}/", view, name=name), *others]


def lists(route: str, view: Callable[..., HttpResponseBase], name: str, *suffixes: str) -> list[URLPattern]:
    """A list, and for each of its filters the page of all values. No entry's address has so many parts."""
    return [
        *forms(route, view, name, *suffixes),
        *forms(f"{route}/by/<slug:facet>", view, f"{name}-by", "json"),
    ]


urlpatterns = [
    path("", site.start, name="home"),
    *lists("agreements/tracker", entries.tracker, "tracker", *OF_A_LIST),
    # After the tracker, which would else be an entry's slug; before the lists, whose patterns, nearly thirty, would all
    # be tried for each entry.
    *forms("<plural:kind>/<slug:slug>", entries.one, "entry", *OF_ONE_ENTRY),
    *lists("entries", entries.all_entries, "entries", *OF_A_LIST),
    *lists("<plural:kind>", entries.of_kind, "list", *OF_A_LIST),
    *forms("statements/<slug:key>", statements.one, "statement", *OF_ONE),
    *lists("search", search.results, "search", *OF_A_LIST),
    path("search/suggest/", search.suggest, name="suggest"),
    path("search/suggestions.json", search.suggestions, name="suggestions"),
    *forms("compare", compare.side_by_side, "compare", "json"),
    *lists("sources", sources.every, "sources", *OF_A_LIST),
    *forms("sources/<slug:slug>", sources.one, "source", *OF_ONE),
    *forms("topics", topics.every, "topics", "json"),
    *lists("topics/<slug:code>", topics.one, "topic", *OF_A_LIST),
    *lists("figures", site.figures, "figures", *OF_A_LIST),
    *forms("evidence", site.evidence, "evidence", "json"),
    path("about/", site.about, name="about"),
    *forms("about/data", data.described, "data", "json", *LINKED),
    *forms("about/codebook", data.meanings, "codebook", "json", *LINKED),
    path("", include("partnership.api.urls")),
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-pages.xml", machines.sitemap_pages),
    path("sitemap-entries-<int:part>.xml", machines.sitemap_rows, {"name": "entries"}),
    path("sitemap-sources-<int:part>.xml", machines.sitemap_rows, {"name": "sources"}),
    path("admin/", admin_site.urls),
]

handler400 = "partnership.views.errors.bad_request"
handler403 = "partnership.views.errors.forbidden"
handler404 = "partnership.views.errors.not_found"
handler500 = "partnership.views.errors.server_error"
