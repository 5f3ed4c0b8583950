"""The panel beside a list that says how to use it elsewhere."""

from typing import Any

from django import template

from partnership.exports import OF_ENTRIES, OF_FIGURES, OF_SOURCES, use
from partnership.exports.delimited import HEAD
from partnership.queries.relevance import RELEVANCE

register = template.Library()
_FORMS = {"source": OF_SOURCES, "figure": OF_FIGURES}


@register.inclusion_tag("components/_use.html")
def use_this_view(path: str, thing: str, licence: dict[str, str], sort: str) -> dict[str, Any]:
    """Of the list of such things at this path, with its filters."""
    return {
        "offers": use.offers(path, _FORMS.get(thing, OF_ENTRIES)),
        "lines": use.lines(path),
        "head": HEAD,
        "licence": licence,
        "best": sort == RELEVANCE,
        "evidence": thing not in _FORMS,
    }
