"""Addresses. Those of `forms` answer in several: as a page, and with an ending in place of the last slash as data."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, include, path, register_converter

from partnership.admin import site as admin_site
from partnership.exports import FORMS, LINKED
from partnership.views import data, entries, machines, site, sources, statements, topics
from partnership.vocabulary import PLURALS, Kind


class Plural:
    """`events`, `agreements` …: the kind of entry that a list holds."""

    regex = "|".join(PLURALS)

    def to_python(self, value: str) -> Kind:
        return PLURALS[value]

    def to_url(self, value: Kind | str) -> str:
        return Kind(value).plural if value in Kind.values else str(value)


register_converter(Plural, "plural")


def forms(route: str, view: Callable[..., HttpResponse], name: str, *suffixes: str) -> list[URLPattern]:
    others = [path(f"{route}.{suffix}", view, name=f"{name}-{suffix}") for suffix in suffixes or FORMS]
    return [path(f"{route}/", view, name=name), *others]


urlpatterns = [
    path("", site.start, name="home"),
    *forms("entries", entries.all_entries, "entries"),
    *forms("<plural:kind>", entries.of_kind, "list"),
    *forms("agreements/tracker", entries.tracker, "tracker"),
    *forms("<plural:kind>/<slug:slug>", entries.one, "entry"),
    *forms("statements/<slug:key>", statements.one, "statement"),
    *forms("sources", sources.every, "sources"),
    *forms("sources/<slug:slug>", sources.one, "source"),
    *forms("topics", topics.every, "topics", "json"),
    *forms("topics/<slug:code>", topics.one, "topic"),
    *forms("figures", site.figures, "figures", "json"),
    *forms("evidence", site.evidence, "evidence", "json"),
    path("about/", site.about, name="about"),
    *forms("about/data", data.described, "data", "json", *LINKED),
    *forms("about/codebook", data.meanings, "codebook", "json", *LINKED),
    path("", include("partnership.api.urls")),
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("admin/", admin_site.urls),
]

handler400 = "partnership.views.errors.bad_request"
handler403 = "partnership.views.errors.forbidden"
handler404 = "partnership.views.errors.not_found"
handler500 = "partnership.views.errors.server_error"
