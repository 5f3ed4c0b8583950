"""One thing to take away, whatever its form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from partnership.documents import document
from partnership.documents.csl import entry_item, source_item, statement_item
from partnership.exports import citing, linked
from partnership.models import Entry, Source, Statement


@dataclass(frozen=True)
class Subject:
    """`name` is that of the file, without its ending. The rows are asked for only by the form that shows them.

    `items` are CSL-JSON items (documents.csl), `graph` the triples.
    """

    name: str
    items: Callable[[], Iterable[Mapping[str, Any]]]
    graph: Callable[[], Any]

    @classmethod
    def of_entry(cls, entry: Entry) -> "Subject":
        """Of an entry that came through `for_document`."""
        return cls(entry.slug, lambda: [entry_item(entry)], lambda: linked.entry_graph(document(entry)))

    @classmethod
    def of_source(cls, source: Source, found: Mapping[str, Any]) -> "Subject":
        return cls(source.slug, lambda: [source_item(source)], lambda: linked.source_graph(found))

    @classmethod
    def of_statement(cls, statement: Statement, found: Mapping[str, Any]) -> "Subject":
        return cls(statement.key, lambda: [statement_item(statement)], lambda: linked.statement_graph(found))


_CITING = {"bib": citing.bibtex, "ris": citing.ris, "csl.json": citing.csl_json}
_LINKED = {"jsonld": linked.jsonld, "ttl": linked.turtle}


def written(subject: Subject, form: str) -> str:
    """The text of the subject in a form of CITING or LINKED."""
    if form in _CITING:
        return _CITING[form](subject.items())
    return _LINKED[form](subject.graph())
