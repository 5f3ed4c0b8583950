"""Keeping search in step with the content: called by every write, within its transaction.

What is not published has no words in the index, so that nothing can leak from it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from partnership.models import Entry, Gram, Source, Spelling, Term, Word
from partnership.search import postings
from partnership.search.contents import entry_texts, for_index, plain, source_texts
from partnership.search.engine import ENTRIES, INDEXES, SOURCES
from partnership.search.spellings import LONGEST_WORD, grams, is_spelt
from partnership.search.words import natural, words
from partnership.vocabulary import Status

BATCH = 500
LONGEST_FOLDED = 400


def refresh(*, entries: Iterable[int] = (), sources: Iterable[int] = (), terms: Iterable[int] = ()) -> None:
    """Writes anew what search knows of these rows, and of the entries that cite these sources."""
    sources = set(sources)
    touched = Q(pk__in=set(entries))
    if sources:
        for some in _batches(Source.objects.filter(pk__in=sources)):
            SOURCES.write({source.pk: source_texts(source) for source in some})
        touched |= Q(pk__in=Entry.objects.filter(statements__citations__source__in=sources).values("pk"))
    for some in _batches(Entry.objects.filter(touched)):
        _index(some)
    if terms := set(terms):
        _spell_terms(Term.objects.filter(pk__in=terms))


@transaction.atomic
def rebuild(step: Callable[[int], None] = lambda _: None) -> None:
    """Everything from nothing; readers see the old index until it is done. `step` is told of each batch's size."""
    for index in INDEXES:
        index.clear()
    for model in (Spelling, Gram, Word):
        model._default_manager.all().delete()
    for sources in _batches(Source.objects.all()):
        SOURCES.put({source.pk: source_texts(source) for source in sources})
        step(len(sources))
    for entries in _batches(Entry.objects.published()):
        _index(entries, fresh=True)
        step(len(entries))
    for index in INDEXES:
        index.post()
    _spell_terms(Term.objects.all())


def missing() -> bool:
    """Whether nothing is in the index although something is public, or not all single words: a database from before."""
    whole = not ENTRIES.empty() and all(postings.is_whole(index.of) for index in INDEXES)
    return not whole and Entry.objects.published().exists()


def size() -> int:
    """How many rows `rebuild` goes through."""
    return Source.objects.count() + Entry.objects.published().count()


def _batches(rows: QuerySet) -> Iterator[list]:
    """By key, so that memory stays constant."""
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield some
        last = some[-1].pk


def _index(entries: list[Entry], *, fresh: bool = False) -> None:
    """`fresh`: nothing of them is there yet, and `post` follows."""
    public = [each.pk for each in entries if each.status == Status.PUBLISHED]
    rows = list(for_index(Entry.objects.filter(pk__in=public)))
    texts = {entry.pk: entry_texts(entry) for entry in rows}
    if fresh:
        ENTRIES.put(texts)
    else:
        ENTRIES.write(texts, without=[each.pk for each in entries if each.pk not in texts])
    _spell_entries([each.pk for each in entries], rows)
    _learn(natural("\n".join(map(plain, rows))))


def _spell_entries(keys: list[int], public: list[Entry]) -> None:
    """Touches only the rows of entries whose names are other than before."""
    there: dict[int | None, set[tuple[str, str]]] = {key: set() for key in keys}
    for key, kind, text in Spelling.objects.filter(entry__in=keys).values_list("entry", "kind", "text"):
        there[key].add((kind, text))
    wanted: dict[int, frozenset[tuple[str, str]]] = dict.fromkeys(keys, frozenset())
    for entry in public:
        names = {("", entry.title), *((name.kind, name.text) for name in entry.names.all())}
        wanted[entry.pk] = frozenset(name for name in names if words(name[1]))
    changed = [key for key in keys if wanted[key] != there[key]]
    Spelling.objects.filter(entry__in=changed).delete()
    Spelling.objects.bulk_create(
        _spelling(text, entry_id=key, kind=kind) for key in changed for kind, text in sorted(wanted[key])
    )


def _spell_terms(terms: QuerySet[Term]) -> None:
    Spelling.objects.filter(term__in=terms).delete()
    aliases = terms.filter(scheme="alias").order_by("pk")
    Spelling.objects.bulk_create(_spelling(term.label, term_id=term.pk) for term in aliases if words(term.label))


def _spelling(text: str, **columns: Any) -> Spelling:
    return Spelling(text=text, folded=" ".join(words(text))[:LONGEST_FOLDED], **columns)


def _learn(met: Iterable[tuple[str, str]]) -> None:
    """Keeps the words that are new, for whoever mistypes them."""
    fresh = {word: shown for word, shown in met if is_spelt(word)}
    listed = sorted(fresh)
    for start in range(0, len(listed), BATCH):
        some = listed[start : start + BATCH]
        known = set(Word.objects.filter(pk__in=some).values_list("pk", flat=True))
        new = [word for word in some if word not in known]
        Word.objects.bulk_create(
            (Word(word=word, shown=fresh[word][:LONGEST_WORD]) for word in new), ignore_conflicts=True
        )
        Gram.objects.bulk_create(
            (Gram(gram=gram, word_id=word) for word in new for gram in grams(word)), ignore_conflicts=True
        )
