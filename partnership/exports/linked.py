"""Linked data: documents as triples, and triples as JSON-LD and Turtle."""

from collections.abc import Iterable, Mapping
from typing import Any

Document = Mapping[str, Any]


def entry_graph(document: Document) -> Any:
    raise NotImplementedError


def statement_graph(document: Document) -> Any:
    raise NotImplementedError


def source_graph(document: Document) -> Any:
    raise NotImplementedError


def list_graph(url: str, lines: Iterable[Document]) -> Any:
    """A list with the lines of all its entries or sources; `url` is the path with the filters."""
    raise NotImplementedError


def jsonld(graph: Any) -> str:
    raise NotImplementedError


def turtle(graph: Any) -> str:
    raise NotImplementedError
