"""A whole corpus, in one transaction, into a database that holds nothing yet."""

import marshal
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from partnership.actions import revision
from partnership.actions.load import load
from partnership.bulk import uncollected
from partnership.corpus import chunks, stores
from partnership.corpus.chunks import Maker
from partnership.corpus.draws import Vocabulary
from partnership.corpus.plan import Plan
from partnership.corpus.sheets import Ledger
from partnership.database import let_plan
from partnership.holdings import upkeep as holdings
from partnership.models import Entry, Gram, Load, Source, Term, Word
from partnership.search import postings
from partnership.search.engine import INDEXES
from partnership.search.spellings import LONGEST_WORD, grams
from partnership.text import digest

NAME = "corpus"  # of the Load that says that this database holds a made-up corpus
_AHEAD = 3  # chunks of each process that may wait for being written

Made = tuple[Ledger, dict[str, str]]


def _nothing(_: object) -> None:
    pass


class NotEmpty(Exception):
    """There is content already, which a made-up corpus must not be mixed with."""


def make(
    plan: Plan,
    *,
    processes: int = 1,
    keep: Callable[[Ledger], None] = _nothing,
    kept: Callable[[], None] = lambda: None,
    step: Callable[[int], None] = _nothing,
) -> None:
    """`keep` is given all rows too, chunk by chunk, and `kept` is called when these were all; `step` is told how many
    entries and sources are written more."""
    if Entry.objects.exists() or Source.objects.exists() or Term.objects.exists():
        raise NotEmpty
    load({"terms": Path(settings.BASE_DIR, "fixtures", "terms.json").read_text(encoding="utf-8")})
    vocabulary = Vocabulary.of_database()
    loaded = Load.objects.create(name=NAME, sha256=digest([plan.entries, plan.seed]), loaded_at=timezone.now())
    maker = Maker(plan, vocabulary, loaded.pk)
    # SQLite would look through all rows below for each row above them, as there are no indexes.
    with connection.constraint_checks_disabled(), transaction.atomic():
        stores.count_from_the_start()
        with stores.bare():
            known: set[str] = set()
            words = {index: postings.Anew(index.of) for index in INDEXES}
            with uncollected():  # the processes that draw begin within it and keep to it
                for (_, numbers), (ledger, met) in zip(chunks.chunks(plan), _made(maker, processes), strict=True):
                    _learn(ledger, met, known)
                    stores.write(ledger)
                    for index, anew in words.items():
                        anew.add(index.words_of(ledger.rows.get(index.table, ())))
                    keep(ledger)
                    step(len(numbers))
                kept()
                for anew in words.values():
                    anew.finish()
        _derive()
        revision.bump()


def _derive() -> None:
    """What `reindex` builds and the rows do not bring with them: whatever is derived of the whole content has its place
    here, by the very function that `reindex` calls where that is fast enough, else in bulk; but for the bitmaps of
    words, which are built while the rows come. All indexes are there."""
    holdings.rebuild()
    let_plan(connection)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server would do by itself before long


def _made(maker: Maker, processes: int) -> Iterator[Made]:
    """In order, whoever made them; never more waiting than a few for each process."""
    wanted = chunks.chunks(maker.plan)
    if processes == 1:
        yield from (_make(maker, *each) for each in wanted)
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(maker,)) as pool:
        waiting: deque[Future[bytes]] = deque()
        for each in wanted:
            waiting.append(pool.submit(_further, *each))
            if len(waiting) >= processes * _AHEAD:
                yield _read(waiting.popleft().result())
        while waiting:
            yield _read(waiting.popleft().result())


def _make(maker: Maker, what: str, numbers: range) -> Made:
    return maker.of_sources(numbers) if what == "sources" else maker.of_entries(numbers)


_maker: Maker | None = None


def _begin(maker: Maker) -> None:
    global _maker
    _maker = maker


def _further(what: str, numbers: range) -> bytes:
    """Spelled by `marshal`, as both ends are one Python: rows are many small values, in half the time of `pickle`."""
    if _maker is None:
        raise RuntimeError("This process has not begun.")
    ledger, met = _make(_maker, what, numbers)
    return marshal.dumps((ledger.rows, ledger.columns, met))


def _read(spelled: bytes) -> Made:
    rows, columns, met = marshal.loads(spelled)  # noqa: S302 -- written by a process of our own
    return Ledger(rows, columns), met


def _learn(ledger: Ledger, met: dict[str, str], known: set[str]) -> None:
    words = ledger.of(Word._meta.db_table, ("word", "shown"))
    of_words = ledger.of(Gram._meta.db_table, ("gram", "word_id"))
    for word in sorted(met.keys() - known):
        words.append((word, met[word][:LONGEST_WORD]))
        of_words += [(gram, word) for gram in sorted(grams(word))]
    known.update(met)
