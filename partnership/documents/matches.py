"""A result of a search: the line of the entry, and where in it the words stand."""

from collections.abc import Iterator

from partnership.documents.brief import Document
from partnership.documents.evidence import in_page_order
from partnership.documents.lines import line
from partnership.models import Entry
from partnership.search import Query
from partnership.search.contents import of_source
from partnership.search.snippets import Hit, Segment, hits, marked, snippet

MOST = 3  # places that are shown beside title and summary


def result(entry: Entry, query: Query) -> Document:
    """The line with `title_marked` and `summary_marked`, each in segments, and with `matches`: names, sentences and
    sources that answer a part of the query which nothing before them answers."""
    in_title, in_summary = hits(query, entry.title), hits(query, entry.summary)
    answered = {hit.group for hit in (*in_title, *in_summary)}
    matches: list[Document] = []
    for place, text, found in _places(entry, query):
        fresh = {hit.group for hit in found} - answered
        if fresh and len(matches) < MOST:
            answered |= fresh
            matches.append({**place, "segments": _plain(snippet(text, found))})
    return line(entry) | {
        "title_marked": _plain(marked(entry.title, in_title)),
        "summary_marked": _plain(marked(entry.summary, in_summary)),
        "matches": matches,
    }


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
