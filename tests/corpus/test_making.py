"""A made-up corpus is in the state that the writes would have left."""

from unittest.mock import patch

from django.db import connection

from partnership.actions import apply_all
from partnership.corpus import making, plan
from partnership.corpus.chunks import Maker
from partnership.corpus.draws import Vocabulary
from partnership.corpus.making import make
from partnership.corpus.plan import Plan
from partnership.documents.cited import references
from partnership.holdings import upkeep as holdings
from partnership.models import Edition, Entry, Gram, Source, Word
from partnership.queries.sources import for_items
from partnership.records import for_record, record
from partnership.search import upkeep
from tests.holdings.test_upkeep import stored
from tests.kept import kept
from tests.search.test_upkeep import held as held_by_search
from tests.snapshot import snapshot

SMALL = Plan(200)


@kept
def corpus() -> None:
    make(SMALL)


@kept
def in_chunks() -> None:
    """Of so few entries that the first ones do not cite all sources."""
    with patch.object(plan, "CHUNK", 3):
        make(SMALL)


def everything() -> dict:
    words = sorted(Word.objects.values_list("word", "shown"))
    return held_by_search() | {"words": words, "grams": sorted(Gram.objects.values_list("gram", "word"))}


def test_applying_every_record_again_leaves_every_row_as_it_was(corpus, db):
    before = snapshot()
    rows = [*for_record(Source.objects.all()), *for_record(Entry.objects.all())]
    apply_all([record(row) for row in rows], by=None, reason="Again")
    after = snapshot()
    assert {table for table in before if before[table] != after[table]} == set()


def test_the_index_is_what_reindexing_makes_of_it(corpus, db):
    before, held = everything(), stored()
    upkeep.rebuild()
    holdings.rebuild()
    assert everything() == before
    assert stored() == held != {}


def test_what_is_learnt_of_many_chunks_is_what_reindexing_learns(in_chunks, db):
    """But for which of several spellings of a word is shown: they are met in another order."""

    def learnt() -> dict:
        found = everything()
        return found | {"words": [word for word, _ in found["words"]]}

    before = learnt()
    upkeep.rebuild()
    assert learnt() == before


def test_the_database_refuses_none_of_it(corpus, db):
    connection.check_constraints()


def test_what_another_process_makes_comes_over_as_it_was_made(corpus, db):
    """Also what is written at its default, which may be one of an enumeration."""
    vocabulary = Vocabulary.of_database()
    asked = "entries", range(1, 61)
    with patch.object(Maker, "_derived", lambda *_: {}), patch.object(making, "_maker", Maker(SMALL, vocabulary, 1)):
        there = making._read(making._further(*asked))
        assert there == making._make(Maker(SMALL, vocabulary, 1), *asked)
    rows = [value for listed in there[0].rows.values() for row in listed for value in row]
    assert {type(value) for value in rows} == {str, int, bool, type(None)}


def test_every_edition_is_the_record_and_has_its_hash(corpus, db):
    for row in [*for_record(Source.objects.all()), *for_record(Entry.objects.all())]:
        [edition] = row.editions.all()
        assert edition.record == record(row)
        assert edition.sha256 == edition.computed_sha256()
        assert (row.edition, row.changed_at) == (edition.number, edition.made_at)
    assert Edition.objects.exclude(load=None).count() == Edition.objects.count()


def test_references_are_those_that_a_save_would_keep(corpus, db):
    for row in [*for_items(Source.objects.all()), *Entry.objects.all()]:
        assert row.cited_as == references(row)
