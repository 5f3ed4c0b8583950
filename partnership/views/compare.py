"""Entries side by side, and the way to choose them."""

from django.http import HttpRequest, HttpResponse, QueryDict

from partnership import search
from partnership.documents import choice, comparison
from partnership.documents.compare import MOST
from partnership.filters import BadParameter
from partnership.filters.fields import shown
from partnership.filters.strict import refuse_broken, refuse_unknown
from partnership.models import Entry
from partnership.queries.compare import Choice, named, of_kinds, to_choose
from partnership.views.answers import answer
from partnership.views.reading import public
from partnership.vocabulary import Kind

SHOWN = 30  # entries to choose from at once
_SEVERAL = "Two to four entries of one kind, each once."


@public
def side_by_side(request: HttpRequest) -> HttpResponse:
    """The comparison; fewer than two entries, or `find`, lead to the page where one chooses."""
    asked = request.GET
    refuse_unknown(asked, ("entry", "kind", "q", "find"))
    for name, values in asked.lists():
        refuse_broken(name, values if name != "entry" else [], repeatable=name == "entry", anything=name == "q")
    entries = _entries(asked)
    kind = _kind(asked, entries)
    finding = _finding(asked)
    if len(entries) > 1 and not finding:
        return answer(request, "compare/columns.html", comparison(entries), section=entries[0].kind)
    query = search.understood(asked.get("q", ""))
    counts = of_kinds(query)
    found = to_choose(kind, query, entries, SHOWN) if kind else Choice(0, [])
    document = choice(kind=kind, chosen=entries, query=query.text, counts=counts, found=found, most=MOST)
    return answer(request, "compare/choose.html", document, section=kind)


def _entries(asked: QueryDict) -> list[Entry]:
    """The published entries that are named, in the order given. A draft is answered like a word that names nothing."""
    words = [each.strip() for each in asked.getlist("entry") if each.strip()]
    if len(words) > MOST:
        raise BadParameter("entry", f"{len(words)} entries are too many to be read side by side.", _SEVERAL)
    refuse_broken("entry", words, repeatable=True)
    entries: list[Entry] = []
    for word, entry in zip(words, named(words) if words else [], strict=True):
        if entry is None:
            expected = "The last part of an entry’s address, or its key."
            raise BadParameter("entry", f"{shown(word)} is not an entry of this record.", expected)
        if entry in entries:
            raise BadParameter("entry", f"{shown(word)} names an entry that stands here already.", _SEVERAL)
        if entries and entry.kind != entries[0].kind:
            kinds = f"{Kind(entries[0].kind).plural} and {Kind(entry.kind).plural}"
            raise BadParameter(
                "entry", f"{shown(word)} is of another kind: {kinds} cannot stand side by side.", _SEVERAL
            )
        entries.append(entry)
    return entries


def _kind(asked: QueryDict, entries: list[Entry]) -> str:
    kind = asked.get("kind", "").strip()
    if kind and kind not in Kind.values:
        raise BadParameter(
            "kind", f"{shown(kind)} is not a kind of entry.", f"One of: {', '.join(sorted(Kind.values))}."
        )
    if kind and entries and kind != entries[0].kind:
        raise BadParameter("kind", f"The entries that are named are {Kind(entries[0].kind).plural}.", "Leave it out.")
    return entries[0].kind if entries else kind


def _finding(asked: QueryDict) -> bool:
    word = asked.get("find", "").strip()
    if word not in ("", "yes"):
        raise BadParameter("find", f"{shown(word)} is not an answer that this page knows.", "yes")
    return bool(word)
