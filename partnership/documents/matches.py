"""A result of a search: the line of the entry, and where in it the words stand."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from partnership.documents.brief import Document
from partnership.documents.evidence import in_page_order
from partnership.documents.lines import Line, Shared
from partnership.prepared import by_first, in_chunks, together
from partnership.queries.entries import CITED, NAMES, SAID, Said
from partnership.search import Query
from partnership.search.contents import of_source
from partnership.search.snippets import Hit, Segment, finding, marked, snippet
from partnership.vocabulary import NameKind

MOST = 3  # places that are shown beside title and summary
_Hits = Callable[[str], list[Hit]]
_Place = tuple[Document, str]  # and the text that stands there


def results(lines: Sequence[Line], query: Query) -> list[Document]:
    """The lines with `title_marked` and `summary_marked`, each in segments, and with `matches`: names, sentences and
    sources that answer a part of the query which nothing before them answers. What else an entry says is read only
    where its title and summary leave something unanswered, its sources only where its sentences do, too."""
    hits = finding(query)
    found = [_Found(each, len(query.groups), hits) for each in lines]
    looking = [each for each in found if each.looking]
    names, said = together((NAMES, SAID), [each.line.number for each in looking])
    names_of, said_of = by_first(names), by_first(said)
    for each in looking:
        each.look(_names(each.line, names_of[each.line.number]))
        each.said = in_page_order(map(Said._make, said_of[each.line.number]))
        each.look(_sentences(each.line, each.said))
    looking = [each for each in looking if each.looking]
    cited_for = by_first(in_chunks(CITED, [statement.pk for each in looking for statement in each.said]))
    for each in looking:
        each.look(_sources(each.said, cited_for))
    return [each.document() for each in found]


class _Found:
    def __init__(self, line: Line, parts: int, hits: _Hits) -> None:
        self.line, self._hits = line, hits
        self._title, self._summary = hits(line["title"]), hits(line["summary"])
        self._unanswered = {*range(parts)} - {hit.group for hit in (*self._title, *self._summary)}
        self._matches: list[Document] = []
        self.said: list[Said] = []

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


def _names(line: Line, names: Iterable[tuple[int, str, str]]) -> Iterator[_Place]:
    for _, kind, text in names:
        yield {"where": "name", "label": NameKind(kind).label, "url": line["url"]}, text


def _sentences(line: Line, said: Iterable[Said]) -> Iterator[_Place]:
    """The lead is the summary."""
    for number, statement in enumerate(said, 1):
        if not statement.lead:
            place = {"where": "statement", "label": f"Sentence {number}", "url": f"{line['url']}#s{statement.key}"}
            yield place, statement.text


def _sources(said: Iterable[Said], cited_for: Mapping[int, Iterable[tuple]]) -> Iterator[_Place]:
    for statement in said:
        for _, slug, *source in cited_for[statement.pk]:
            address = f"/sources/{slug}/#s{statement.key}"
            yield {"where": "source", "label": "Source", "url": address}, ", ".join(of_source(*source))
