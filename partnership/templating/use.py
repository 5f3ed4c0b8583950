"""The panel beside a list that says how to use it elsewhere."""

from typing import Any

from partnership.exports import OF_A_LIST, use
from partnership.exports.delimited import HEAD
from partnership.queries.relevance import RELEVANCE


def use_of(path: str, thing: str, sort: str) -> dict[str, Any]:
    """Of the list of such things at this path, with its filters."""
    return {
        "offers": use.offers(path, OF_A_LIST),
        "lines": use.lines(path),
        "head": HEAD,
        "best": sort == RELEVANCE,
        "figures": thing == "figure",
        "evidence": thing not in ("source", "figure"),
    }
