"""A result of a search: the line of the entry, and where in it the words stand."""

from collections.abc import Callable, Iterator, Sequence

from partnership.documents.brief import Document
from partnership.documents.evidence import in_page_order
from partnership.documents.lines import Line, Shared
from partnership.models import Entry
from partnership.queries.entries import SAID, WITH_SOURCES
from partnership.search import Query
from partnership.search.contents import of_source
from partnership.search.snippets import Hit, Segment, finding, marked, snippet

MOST = 3  # places that are shown beside title and summary
_Hits = Callable[[str], list[Hit]]
_Place = tuple[Document, str]  # and the text that stands there


def results(lines: Sequence[Line], query: Query) -> list[Document]:
    """The lines with `title_marked` and `summary_marked`, each in segments, and with `matches`: names, sentences and
    sources that answer a part of the query which nothing before them answers. What else an entry says is read only
    where its title and summary leave something unanswered, its sources only where its sentences do, too."""
    hits = finding(query)
    found = [_Found(each, len(query.groups), hits) for each in lines]
    said = {each.pk: each for each in SAID([each.line.number for each in found if each.looking])}
    for each in found:
        if entry := said.get(each.line.number):
            each.look(_said(entry))
    left = {each: said[each.line.number] for each in found if each.looking and each.line.number in said}
    WITH_SOURCES.fill(list(left.values()))
    for each, entry in left.items():
        each.look(_sources(entry))
    return [each.document() for each in found]


class _Found:
    def __init__(self, line: Line, parts: int, hits: _Hits) -> None:
        self.line, self._hits = line, hits
        self._title, self._summary = hits(line["title"]), hits(line["summary"])
        self._unanswered = {*range(parts)} - {hit.group for hit in (*self._title, *self._summary)}
        self._matches: list[Document] = []

    @property
    def looking(self) -> bool:
        return bool(self._unanswered) and len(self._matches) < MOST

    def look(self, places: Iterator[_Place]) -> None:
        """Takes of these places those that answer what nothing has answered yet."""
        while self.looking and (next_one := next(places, None)):
            place, text = next_one
            found = self._hits(text)
            if fresh := {hit.group for hit in found} & self._unanswered:
                self._unanswered -= fresh
                self._matches.append({**place, "segments": _plain(snippet(text, found))})

    def document(self) -> Document:
        found = Shared(
            self.line
            | {
                "title_marked": _plain(marked(self.line["title"], self._title)),
                "summary_marked": _plain(marked(self.line["summary"], self._summary)),
                "matches": self._matches,
            }
        )
        found.written = self.line.written  # of what is the same whatever was looked for
        return found


def _plain(segments: list[Segment]) -> list[Document]:
    return [segment._asdict() for segment in segments]


def _said(entry: Entry) -> Iterator[_Place]:
    """Where else than in title and summary something may stand: names, then sentences."""
    url = entry.get_absolute_url()
    for name in entry.names.all():
        yield {"where": "name", "label": name.get_kind_display(), "url": url}, name.text
    for number, statement in enumerate(in_page_order(entry.statements.all()), 1):
        if not statement.lead:
            place = {"where": "statement", "label": f"Sentence {number}", "url": f"{url}#s{statement.key}"}
            yield place, statement.text


def _sources(entry: Entry) -> Iterator[_Place]:
    for statement in in_page_order(entry.statements.all()):
        for citation in statement.citations.all():
            address = f"{citation.source.get_absolute_url()}#s{statement.key}"
            yield {"where": "source", "label": "Source", "url": address}, ", ".join(of_source(citation.source))
