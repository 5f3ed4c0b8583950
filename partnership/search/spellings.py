"""Other ways to write the same thing: aliases, abbreviations, and what was mistyped."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db import connection
from django.db.models import Count, Q, QuerySet

from partnership.models import Gram, Spelling, Term, Word
from partnership.prepared import Query as Prepared
from partnership.search.query import Group, Option, Phrase, Query, goes_on

LONGEST_NAME = 8  # words
LONGEST_WORD = 40  # letters
MOST_OPTIONS = 6
_CANDIDATES = 40
_LIKE_ENOUGH = 0.4


def widened(query: Query) -> Query:
    """The query with, beside each name that stands in it, the other names of the same.

    Other names are those of a published entry with that title or name, and the aliases that editors keep as terms of
    the scheme `alias`: a term and its narrower ones mean the same. What stands in quotation marks is meant as it is.
    """
    groups = list(query.groups)
    spans = list(_spans(groups))
    unwanted = [group for group in query.excluded if not group.quoted]
    texts = {" ".join(_words(groups[start:end])) for start, end in spans} | {
        " ".join(_words([each])) for each in unwanted
    }
    families = _families(texts) if texts else {}
    done: list[Group] = []
    place = 0
    while place < len(groups):
        for start, end in spans:
            others = families.get(" ".join(_words(groups[start:end]))) if start == place else None
            if others:
                done.append(_with(groups[start:end], others))
                place = end
                break
        else:
            done.append(groups[place])
            place += 1
    excluded = [
        group if group.quoted else _with([group], families.get(" ".join(_words([group])), []))
        for group in query.excluded
    ]
    return replace(query, groups=tuple(done), excluded=tuple(excluded))


def _spans(groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """From and to which group a name may reach, the longest first; never over a phrase in quotation marks."""
    for length in range(min(LONGEST_NAME, len(groups)), 0, -1):
        for start in range(len(groups) - length + 1):
            if not any(group.quoted for group in groups[start : start + length]):
                yield start, start + length


def _words(groups: Sequence[Group]) -> list[str]:
    return [word for group in groups for phrase in group.typed for word in phrase.words]


def _families(texts: set[str]) -> dict[str, list[tuple[str, ...]]]:
    """For each text that is a name, the words of each other name of the same."""
    hits = _SPELT(texts=list(texts))
    if not hits:
        return {}
    entries = {hit.entry_id for hit in hits if hit.entry_id}
    roots = {hit.term.broader_id or hit.term_id for hit in hits if hit.term}
    # First which terms: asked for the broader one of each, a database goes through all spellings there are.
    terms = Term.objects.filter(Q(pk__in=roots) | Q(broader__in=roots)).values_list("pk", flat=True) if roots else ()
    relatives = Spelling.objects.filter(Q(entry__in=entries) | Q(term__in=list(terms)))
    members: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for each in relatives.select_related("term").order_by("pk"):
        members[_family(each)].append(each.folded)
    found: dict[str, list[tuple[str, ...]]] = {}
    for hit in hits:
        others = found.setdefault(hit.folded, [])
        mine = tuple(hit.folded.split())
        for text in members[_family(hit)]:
            other = tuple(text.split())
            # A longer name that holds these very words, or those of a shorter one, is found by them.
            if not any(set(shorter) <= set(other) for shorter in (mine, *others)):
                others[:] = [each for each in others if not set(other) <= set(each)] + [other]
    return found


_SPELT = Prepared(lambda texts: Spelling.objects.filter(folded__in=texts).select_related("term"), texts=[str])


def _family(spelling: Spelling) -> tuple[str, int | None]:
    if spelling.term:
        return "term", spelling.term.broader_id or spelling.term_id
    return "entry", spelling.entry_id


def _with(groups: Sequence[Group], others: list[tuple[str, ...]]) -> Group:
    first = groups[0]
    if len(groups) > 1:
        first = Group((tuple(phrase for group in groups for phrase in group.typed),))
    options: list[Option] = [*first.options, *((Phrase(other, goes_on(other)),) for other in others)]
    return Group(tuple(dict.fromkeys(options))[: MOST_OPTIONS + len(first.options)])


# --- What was mistyped ----------------------------------------------------------------------------


def is_spelt(word: str) -> bool:
    """Whether a word is one that can be mistyped: letters only, not too short."""
    return word.isalpha() and 4 <= len(word) <= LONGEST_WORD


def grams(word: str) -> set[str]:
    """All three letters in a row, with two blanks before the word and one after it, as PostgreSQL's pg_trgm cuts."""
    padded = f"  {word} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


def near(word: str, most: int = 3) -> list[Word]:
    """Known words that are spelt like this one, the likest first: Dice's coefficient of their trigrams.

    Dice, L. R. (1945), "Measures of the Amount of Ecologic Association Between Species": twice what both have, over
    what each has.
    """
    mine = grams(word)
    shared = Gram.objects.filter(gram__in=mine).values_list("word").annotate(n=Count("pk")).order_by("-n", "word")
    rated = []
    for other, both in shared[:_CANDIDATES]:
        likeness = 2 * both / (len(mine) + len(grams(other)))
        if other != word and likeness >= _LIKE_ENOUGH:
            rated.append((-likeness, other))
    words = Word.objects.in_bulk([other for _, other in rated])
    return [words[other] for _, other in sorted(rated)[:most]]


def called(folded: str) -> QuerySet[Spelling, int]:
    """The entries of which a title or name begins with these folded words, in the order of the alphabet."""
    begun = Spelling.objects.filter(beginning(folded), entry__isnull=False).order_by("folded", "pk")
    return begun.values_list("entry", flat=True)


def beginning(folded: str) -> Q:
    """Spellings that begin with these folded words, found by the index on both databases: SQLite uses none for LIKE."""
    if connection.vendor == "sqlite":
        return Q(folded__gte=folded, folded__lt=f"{folded}\U0010ffff")
    return Q(folded__startswith=folded)
