"""The bitmaps of words: what a reading of all rows finds, and what the engines find, on either database."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from partnership.holdings import BitMap
from partnership.models import Posting
from partnership.search import engine, postings, understood
from partnership.search.engine import ENTRIES, INDEXES, SOURCES
from partnership.search.query import Phrase
from partnership.search.upkeep import missing, rebuild
from partnership.vocabulary import Held
from tests.factories import entry_record, saved, source_record, vocabulary
from tests.search.test_engine import QUERIES, library  # noqa: F401 -- a fixture
from tests.snapshot import undone
from tests.strategies import FEW

pytestmark = pytest.mark.django_db
OF = Held.ENTRIES.value
WORDS = ("an", "ankara", "ankaralı", "ship", "ships", "shipyard", "129", "trade", "\U0001d400ankara")
# On both sides of where one part ends.
HELD = st.dictionaries(
    st.sampled_from([1, 2, 65_535, 65_536, 65_537, 200_000]),
    st.dictionaries(st.sampled_from(WORDS), st.sampled_from(postings.LABELS)),
)
Rows = dict[int, dict[str, str]]


def stored() -> dict[tuple[str, int], dict[str, set[int]]]:
    return {
        (each.word, each.part): {
            label: {*BitMap.deserialize(bytes(kept))} for label in postings.LABELS if (kept := getattr(each, label))
        }
        for each in Posting.objects.filter(of=OF).exclude(word="")
    }


def expected(held: Rows) -> dict[tuple[str, int], dict[str, set[int]]]:
    found: dict = {}
    for row, words in held.items():
        for word, label in words.items():
            found.setdefault((word, row // 2**16), {}).setdefault(label, set()).add(row)
    return found


def places(held: Rows) -> dict[int, dict[str, set[str]]]:
    return {
        row: {label: {word for word, each in words.items() if each == label} for label in postings.LABELS}
        for row, words in held.items()
    }


def texts(held: Rows) -> list[tuple[int, list[tuple[str, list[str]]]]]:
    """As rows have them: a word may stand again, and under later labels as well."""
    return [
        (row, [(label, [word for word, first in words.items() if first <= label] * 2) for label in postings.LABELS])
        for row, words in sorted(held.items())
    ]


def check(held: Rows) -> None:
    """What is stored, and what each way of asking finds."""
    assert stored() == expected(held)
    asked = [Phrase((word,), prefix) for word in ("an", "ank", "ankara", "ship", "nothing", "1") for prefix in (0, 1)]
    for labels in ("a", "ab", "abc", "abcd"):
        for phrase, found in zip(asked, postings.rows(connection, OF, asked, labels), strict=True):
            [word] = phrase.words
            assert {*found} == {
                row
                for row, words in held.items()
                for each, label in words.items()
                if label in labels and (each.startswith(word) if phrase.prefix else each == word)
            }


@contextmanager
def in_small_pieces() -> Iterator[None]:
    """Whatever is done so many at a time takes several times here."""
    with ExitStack() as stack:
        for module, name, size in (
            (engine, "_ASKED", 2),
            (engine, "_AT_ONCE", 2),
            (postings, "_CHUNK", 2),
        ):
            stack.enter_context(patch.object(module, name, size))
        yield


@FEW
@given(before=HELD, after=HELD)
def test_what_changes_is_what_a_rebuilding_gives(before, after, django_db_blocker):
    with django_db_blocker.unblock(), undone(), in_small_pieces():
        postings.change(OF, {}, places(before))
        check(before)
        postings.change(OF, places(before), places(after))
        check(after)
        postings.rebuild(OF, texts(before))
        check(before)
        anew = postings.Anew(OF)
        for row in texts(after):
            anew.add([row])
        anew.finish()
        check(after)


@FEW
@given(typed=QUERIES)
def test_single_words_are_found_as_the_engine_finds_them(library, django_db_blocker, typed):  # noqa: F811
    """In all fields, and in the first so many of them."""
    query = understood(typed)
    with django_db_blocker.unblock():
        for index in INDEXES:
            for fields in index.steps:
                for group in query.groups:
                    single = all(len(phrase.words) == 1 for option in group.options for phrase in option)
                    found = index._of_engine((group,), fields)
                    assert index._numbers((group,), fields) == found
                    if single:
                        assert index._of_single_words((group,), fields) == found


def test_which_of_the_two_is_asked(library, django_db_blocker, monkeypatch):  # noqa: F811
    """Phrases, and beginnings that very many words have, stay with the engine; so does a field that has no label of
    its own."""
    asked = []
    monkeypatch.setattr(type(ENTRIES), "_of_engine", lambda *_: asked.append("engine") or BitMap())
    monkeypatch.setattr(type(ENTRIES), "_of_single_words", lambda *_: asked.append("words") or BitMap())
    for typed, fields in (
        ("order", ENTRIES.names),
        ("order", ("title", "names")),
        ("order ship*", ENTRIES.names),
        ("order", ("title",)),
        ("order", ("summary",)),
        ('"order of"', ENTRIES.names),
        ("t129", ENTRIES.names),
        ("or*", ENTRIES.names),
    ):
        ENTRIES._numbers(understood(typed).groups, fields)
    assert asked == ["words"] * 3 + ["engine"] * 5


def test_postgresql_finds_words_and_beginnings_by_the_index(library, django_db_blocker):  # noqa: F811
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one order of letters only")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for asked in ("word = 'order'", "word ~>=~ 'order' AND word ~<~ 'orderz'"):
            cursor.execute(f"EXPLAIN SELECT a FROM partnership_posting WHERE of = 'entries' AND {asked}")  # noqa: S608
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "posting_unique" in plan
            assert "word" in plan.split("Index Cond:")[1]


def test_a_database_from_before_is_missing_them_whatever_is_written_since(library, django_db_blocker):  # noqa: F811
    with django_db_blocker.unblock(), undone():
        assert not missing()
        Posting.objects.all().delete()
        assert missing()
        saved(entry_record("event", "A word", saved(source_record("New paper"))))
        assert Posting.objects.exists()
        assert missing()
        rebuild()
        assert not missing()


def test_sources_have_words_of_their_own(db):
    vocabulary()
    source = saved(source_record("Gazette of ships", publisher="Harbour Press"))
    entry = saved(entry_record("event", "A visit to the harbour", source))
    every = BitMap([source.pk, entry.pk])
    assert SOURCES.rows(understood("harbour"), every) == BitMap([source.pk])
    assert SOURCES.rows(understood("harbour"), every, fields=("title",)) == BitMap()
    assert ENTRIES.rows(understood("harbour"), every, fields=("title", "names")) == BitMap([entry.pk])
