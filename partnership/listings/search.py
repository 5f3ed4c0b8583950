"""What search finds: entries, the best first, how many sources beside them, and what to try where nothing is found."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from django.http import QueryDict

from partnership import search
from partnership.documents import lines_of, source_line
from partnership.documents.brief import Document
from partnership.filters import Address, EntryFilter
from partnership.holdings import BitMap, Snapshot
from partnership.listings.entries import PROPER, of_asked, values_of_entries
from partnership.models import Entry, Source
from partnership.queries import facets, sources
from partnership.queries.facets import Base, Holdings
from partnership.queries.relevance import Ranked
from partnership.search import Query
from partnership.search.engine import ENTRIES, SOURCES
from partnership.search.query import Group, Phrase
from partnership.search.spellings import called, is_spelt, near

SOURCES_SHOWN = 3
MOST_SUGGESTIONS = 8
MOST_INSTEAD, MOST_TRIED = 5, 8


def of_search(data: QueryDict, path: str) -> Document:
    """The list of all published entries that hold the words; without words, none are shown."""
    asked = EntryFilter(data, searched(data), path)
    query = asked.form.cleaned_data["q"]
    document = of_asked(asked, data, PROPER)
    form = document["form"]
    # What to look for has its own box above the results; the form beside them carries it on.
    form["kept"].append(["q", form["typed"].pop("q")])
    document["query"] = {"text": query.text, "cut": query.cut}
    document["sources"] = _sources(query, asked.held.snapshot)
    document["instead"] = _instead(data, path, query) if query and not document["count"] else []
    return document


def values_of_search(facet: str, data: QueryDict, path: str) -> Document:
    return values_of_entries(facet, searched(data), data, path)


def searched(data: QueryDict) -> Base:
    """Among what the words are looked for; nothing where none were typed."""
    return facets.public_entries() if data.get("q", "").strip() else Base(Entry.objects.none())


def _sources(query: Query, snapshot: Snapshot) -> Document:
    """The first sources whose own titles, authors or publishers hold the words."""
    if not query:
        return {"count": 0, "results": []}
    return snapshot.side_in_short(("first sources", query), lambda: _first_sources(query, facets.of_sources(snapshot)))


def _first_sources(query: Query, held: Holdings) -> Document:
    public = held.all
    found = facets.Found(lambda: SOURCES.rows(query, public) & public)
    ranked = Ranked(Source, found, query, sources.LINES, years=lambda: held.years)
    return {"count": len(found.rows), "results": [source_line(each) for each in ranked[:SOURCES_SHOWN]]}


# --- Nothing was found ----------------------------------------------------------------------------


class _Other(NamedTuple):
    text: str
    query: Query


def _instead(data: QueryDict, path: str, query: Query) -> list[Document]:
    """What finds something in its place: the same without filters, with other spellings, with fewer words."""
    public = Entry.objects.published()
    address = Address(path, data)
    found = []
    if address.values.keys() - {"q", "sort"} and (count := public.filter(ENTRIES.matching(query)).count()):
        found.append({"kind": "filters", "text": query.text, "count": count, "url": _url(path, query.text)})
    holding = {group: public.filter(ENTRIES.matching(Query("?", (group,)))).exists() for group in query.groups}
    for other in islice((*_respelt(query, holding), *_shortened(query, holding)), MOST_TRIED):
        if count := public.filter(ENTRIES.matching(other.query)).count():
            found.append({"kind": "words", "text": other.text, "count": count, "url": _url(path, other.text)})
    return found[:MOST_INSTEAD]


def _url(path: str, text: str) -> str:
    return Address(path, QueryDict()).set(q=text)


def _respelt(query: Query, holding: dict[Group, bool]) -> list[_Other]:
    """With words that are spelt like those which nothing holds."""
    missing = [group for group in query.groups if not holding[group]]
    choices = [near(word) for group in missing if is_spelt(word := _one_word(group))]
    if not missing or len(choices) != len(missing) or not all(choices):
        return []
    found = []
    for turn in range(max(map(len, choices))):
        words = {group: some[min(turn, len(some) - 1)].shown for group, some in zip(missing, choices, strict=True)}
        found.append(_said(words.get(group) or _typed(group) for group in query.groups))
    return found


def _shortened(query: Query, holding: dict[Group, bool]) -> list[_Other]:
    """With the words that something holds: all of them, all but one, one alone."""
    left = [group for group in query.groups if holding[group]]
    parts = [left] if len(left) < len(query.groups) else []
    parts += [[group for group in left if group is not out] for out in left]
    parts += [[group] for group in left]
    texts = dict.fromkeys(" ".join(map(_typed, part)) for part in parts if part and len(part) < len(query.groups))
    return [_said([text]) for text in texts]


def _said(parts: Iterable[str]) -> _Other:
    text = " ".join(parts)
    return _Other(text, replace(search.understood(text), excluded=()))


def _one_word(group: Group) -> str:
    words = [word for phrase in group.typed for word in phrase.words]
    return words[0] if len(words) == 1 else ""


def _typed(group: Group) -> str:
    text = " ".join(" ".join(phrase.words) for phrase in group.typed)
    return f'"{text}"' if group.quoted else text


# --- While one types ------------------------------------------------------------------------------


def suggestions(typed: str) -> Document:
    """Entries whose title or name is about to be typed; the last word may go on, however short it is."""
    query = _going_on(search.parse(typed))
    if not query:
        return {"query": query.text, "results": []}
    asked = " ".join(query.words)
    held = facets.of_entries()
    public = held.all
    keys = dict.fromkeys(called(asked)[:MOST_SUGGESTIONS])
    if len(asked) > 1:
        named = facets.Found(lambda: ENTRIES.rows(query, public, fields=("title", "names")))
        keys |= dict.fromkeys(Ranked(Entry, named, query).keys(0, MOST_SUGGESTIONS))
    ranked = Ranked(Entry, facets.Found(lambda: public & BitMap(keys)), query, lines_of(held.snapshot))
    return {"query": query.text, "results": ranked[:MOST_SUGGESTIONS]}


def _going_on(query: Query) -> Query:
    """The query with its last word open at the end."""
    if not query.groups:
        return replace(query, text="")
    last = query.groups[-1]
    phrase = last.typed[-1]
    options = tuple(dict.fromkeys(((Phrase(phrase.words, prefix=not last.quoted),), *last.options)))
    return replace(query, groups=(*query.groups[:-1], Group(options, last.quoted)))
