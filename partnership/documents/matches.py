"""A result of a search: the line of the entry, and where in it the words stand."""

from collections.abc import Iterator, Sequence

from partnership.documents.brief import Document
from partnership.documents.evidence import in_page_order
from partnership.documents.lines import Line, Shared
from partnership.models import Entry
from partnership.queries.entries import WRITTEN
from partnership.search import Query
from partnership.search.contents import of_source
from partnership.search.snippets import Hit, Segment, hits, marked, snippet

MOST = 3  # places that are shown beside title and summary


def results(lines: Sequence[Line], query: Query) -> list[Document]:
    """The lines with `title_marked` and `summary_marked`, each in segments, and with `matches`: names, sentences and
    sources that answer a part of the query which nothing before them answers. What else an entry says is read only
    where its title and summary leave something unanswered."""
    found = [_Found(each, query) for each in lines]
    written = {each.pk: each for each in WRITTEN([each.line.number for each in found if each.unanswered])}
    return [each.document(written.get(each.line.number)) for each in found]


class _Found:
    def __init__(self, line: Line, query: Query) -> None:
        self.line, self._query = line, query
        self._title, self._summary = hits(query, line["title"]), hits(query, line["summary"])
        self.unanswered = {*range(len(query.groups))} - {hit.group for hit in (*self._title, *self._summary)}

    def document(self, entry: Entry | None) -> Document:
        """`entry` is there where something is left unanswered."""
        found = Shared(
            self.line
            | {
                "title_marked": _plain(marked(self.line["title"], self._title)),
                "summary_marked": _plain(marked(self.line["summary"], self._summary)),
                "matches": self._matches(entry) if entry else [],
            }
        )
        found.written = self.line.written  # of what is the same whatever was looked for
        return found

    def _matches(self, entry: Entry) -> list[Document]:
        matches: list[Document] = []
        places = _places(entry, self._query)
        while self.unanswered and len(matches) < MOST and (next_one := next(places, None)):
            place, text, found = next_one
            if fresh := {hit.group for hit in found} & self.unanswered:
                self.unanswered -= fresh
                matches.append({**place, "segments": _plain(snippet(text, found))})
        return matches


def _plain(segments: list[Segment]) -> list[Document]:
    return [segment._asdict() for segment in segments]


def _places(entry: Entry, query: Query) -> Iterator[tuple[Document, str, list[Hit]]]:
    """Where else than in title and summary something stands: names, then sentences, then sources."""
    url = entry.get_absolute_url()
    for name in entry.names.all():
        if found := hits(query, name.text):
            yield {"where": "name", "label": name.get_kind_display(), "url": url}, name.text, found
    statements = in_page_order(entry.statements.all())
    for number, statement in enumerate(statements, 1):
        if not statement.lead and (found := hits(query, statement.text)):
            place = {"where": "statement", "label": f"Sentence {number}", "url": f"{url}#s{statement.key}"}
            yield place, statement.text, found
    for statement in statements:
        for citation in statement.citations.all():
            source = citation.source
            text = ", ".join(of_source(source))
            if found := hits(query, text):
                address = f"{source.get_absolute_url()}#s{statement.key}"
                yield {"where": "source", "label": "Source", "url": address}, text, found
