"""What every template may count on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from partnership.vocabulary import Kind

SECTIONS = [
    *({"name": kind.value, "label": kind.plural.capitalize(), "url": f"/{kind.plural}/"} for kind in Kind),
    {"name": "topics", "label": "Topics", "url": "/topics/"},
    {"name": "figures", "label": "Figures", "url": "/figures/"},
    {"name": "sources", "label": "Sources", "url": "/sources/"},
    {"name": "about", "label": "About", "url": "/about/"},
]


def site(_request: HttpRequest | None) -> dict[str, Any]:
    return {"site": settings.SITE, "sections": SECTIONS}
