"""A made-up corpus is in the state that the writes would have left."""

from django.db import connection

from partnership.actions import apply_all
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


def test_the_database_refuses_none_of_it(corpus, db):
    connection.check_constraints()


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
