"""What can be taken away, whatever its form: one thing, or a list whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from partnership.documents import document, documents, figure, line, source_document, source_line
from partnership.documents.brief import Document
from partnership.documents.csl import Item, entry_item, source_item, statement_item
from partnership.exports import calendar, delimited, feed, linked, ndjson, spreadsheet, tables
from partnership.exports.about import About
from partnership.exports.forms import CITING, LINKED
from partnership.models import Entry, Source, Statement, Value
from partnership.queries import entries, figures, sources
from partnership.queries.walk import CHUNK, in_order

if TYPE_CHECKING:
    from rdflib import Graph

Pieces = Iterable[str] | Iterable[bytes]
# The primary keys of a list in its order, at most so many at a time.
Keys = Callable[[int], Iterable[Sequence[int]]]
Forms = dict[str, Callable[[], Pieces]]
DOCUMENTS = 50  # whole documents, with all their rows, that are in memory at once


@dataclass(frozen=True)
class Subject:
    """`forms` writes it, by the ending of the address; nothing is read before the one that is asked for is written."""

    about: About
    forms: Forms

    def written(self, form: str) -> Pieces:
        return self.forms[form]()

    @classmethod
    def of_entry(cls, entry: Entry) -> "Subject":
        """Of an entry that came through `for_document`."""
        about = About(entry.slug, entry.title, entry.get_absolute_url())
        forms = _one(about, lambda: entry_item(entry), lambda: linked.entry_graph(document(entry)))
        forms["ics"] = lambda: calendar.written(about, [[calendar.entry_item(entry)]])
        return cls(about, forms)

    @classmethod
    def of_source(cls, source: Source, found: Mapping[str, Any]) -> "Subject":
        about = About(source.slug, source.title, source.get_absolute_url())
        return cls(about, _one(about, lambda: source_item(source), lambda: linked.source_graph(found)))

    @classmethod
    def of_statement(cls, statement: Statement, found: Mapping[str, Any]) -> "Subject":
        about = About(statement.key, statement.text, statement.get_absolute_url())
        return cls(about, _one(about, lambda: statement_item(statement), lambda: linked.statement_graph(found)))

    @classmethod
    def of_graph(cls, about: About, graph: Callable[[], "Graph"]) -> "Subject":
        """What is linked data only."""
        return cls(about, _linked(lambda: [graph()]))

    @classmethod
    def of_entries(cls, about: About, keys: Keys, changed: Keys) -> "Subject":
        """A list of published entries; `changed` gives the same with what changed last first, for who follows it."""
        rows = Entry.objects.published()

        def lines(these: Keys = keys) -> Iterator[list[Entry]]:
            return (entries.LINES(ids) for ids in these(CHUNK))

        def items() -> Iterator[Iterator[Item]]:
            return (map(entry_item, in_order(rows, ids)) for ids in keys(CHUNK))

        def whole() -> Iterator[Iterator[Document]]:
            return (documents(entries.DOCUMENTS(ids)) for ids in keys(DOCUMENTS))

        more: Forms = {
            "ndjson": lambda: ndjson.written(whole()),
            "atom": lambda: feed.written(about, (map(feed.entry_item, chunk) for chunk in lines(changed))),
            "ics": lambda: calendar.written(about, (map(calendar.entry_item, chunk) for chunk in lines())),
        }
        graphs = _linked(lambda: linked.list_graphs(about, (map(line, chunk) for chunk in lines())))
        return cls(about, _tabled(about, tables.ENTRIES, keys) | _cited(about, items) | graphs | more)

    @classmethod
    def of_sources(cls, about: About, keys: Keys, changed: Keys) -> "Subject":
        public = Source.objects.public()

        def lines(these: Keys = keys) -> Iterator[list[Source]]:
            return (sources.LINES(ids) for ids in these(CHUNK))

        def items() -> Iterator[Iterator[Item]]:
            return (map(source_item, in_order(sources.for_items(public), ids)) for ids in keys(CHUNK))

        def whole() -> Iterator[Iterator[Document]]:
            for ids in keys(DOCUMENTS):
                found = sources.wholes(in_order(sources.for_documents(public), ids))
                yield (source_document(*each) for each in found)

        more: Forms = {
            "ndjson": lambda: ndjson.written(whole()),
            "atom": lambda: feed.written(about, (map(feed.source_item, chunk) for chunk in lines(changed))),
            "ics": lambda: calendar.written(about, (map(calendar.source_item, chunk) for chunk in lines())),
        }
        graphs = _linked(lambda: linked.list_graphs(about, (map(source_line, chunk) for chunk in lines())))
        return cls(about, _tabled(about, tables.SOURCES, keys) | _cited(about, items) | graphs | more)

    @classmethod
    def of_figures(cls, about: About, keys: Keys, changed: Keys, sentences: Keys) -> "Subject":
        """What is cited is the sentence, which may give several: `sentences` gives the first figure of each."""
        named = figures.for_items(figures.public())

        def values(these: Keys = keys) -> Iterator[list[Value]]:
            return (in_order(named, ids) for ids in these(CHUNK))

        def items() -> Iterator[Iterator[Item]]:
            return ((statement_item(each.statement) for each in chunk) for chunk in values(sentences))

        def lines() -> Iterator[Iterator[Document]]:
            return (map(figure, figures.LINES(ids)) for ids in keys(CHUNK))

        more: Forms = {
            "ndjson": lambda: ndjson.written(lines()),
            "atom": lambda: feed.written(about, (map(feed.figure_item, chunk) for chunk in values(changed))),
            "ics": lambda: calendar.written(about, (map(calendar.figure_item, chunk) for chunk in values())),
        }
        graphs = _linked(lambda: linked.list_graphs(about, lines()))
        return cls(about, _tabled(about, tables.FIGURES, keys) | _cited(about, items) | graphs | more)


def _one(about: About, item: Callable[[], Item], graph: Callable[[], "Graph"]) -> Forms:
    return _cited(about, lambda: [[item()]]) | _linked(lambda: [graph()])


def _cited(about: About, chunks: Callable[[], Iterable[Iterable[Item]]]) -> Forms:
    def written(form: str) -> Pieces:
        from partnership.exports import citing  # with two libraries that most server processes never use

        return citing.written(form, about, chunks())

    return {form: partial(written, form) for form in CITING}


def _linked(graphs: Callable[[], Iterable["Graph"]]) -> Forms:
    return {form: partial(lambda form: linked.written(form, graphs()), form) for form in LINKED}


def _tabled(about: About, table: tables.Table, keys: Keys) -> Forms:
    return {
        "csv": lambda: delimited.written(about, table, keys(table.at_once)),
        "xlsx": lambda: spreadsheet.written(about, table, keys(table.at_once)),
    }
