"""Addresses. Those of `both` answer twice: as a page, and with `.json` in place of the last slash as its document."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path, register_converter

from partnership.admin import site as admin_site
from partnership.views import entries, machines, site, sources, topics
from partnership.vocabulary import PLURALS, Kind


class Plural:
    """`events`, `agreements` …: the kind of entry that a list holds."""

    regex = "|".join(PLURALS)

    def to_python(self, value: str) -> Kind:
        return PLURALS[value]

    def to_url(self, value: Kind | str) -> str:
        return Kind(value).plural if value in Kind.values else str(value)


register_converter(Plural, "plural")


def both(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    return [path(f"{route}/", view, name=name), path(f"{route}.json", view, name=f"{name}-json")]


urlpatterns = [
    path("", site.start, name="home"),
    *both("entries", entries.all_entries, "entries"),
    *both("<plural:kind>", entries.of_kind, "list"),
    *both("<plural:kind>/<slug:slug>", entries.one, "entry"),
    path("statements/<slug:key>/", entries.statement, name="statement"),
    *both("sources", sources.every, "sources"),
    *both("sources/<slug:slug>", sources.one, "source"),
    *both("topics", topics.every, "topics"),
    *both("topics/<slug:code>", topics.one, "topic"),
    *both("figures", site.figures, "figures"),
    path("about/", site.about, name="about"),
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
