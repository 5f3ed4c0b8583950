"""The index follows the content, in the same transaction, and knows only what is public."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.actions import Invalid, apply, publish, withdraw
from partnership.holdings import BitMap
from partnership.models import Entry, Gram, Posting, Spelling, Word
from partnership.records import record
from partnership.search import upkeep
from partnership.search.engine import INDEXES
from partnership.search.postings import LABELS
from tests.factories import entry_record, saved, source_record, statement, term_record, vocabulary
from tests.kept import kept
from tests.search.asking import slugs
from tests.search.test_postings import in_small_pieces
from tests.snapshot import undone


def held() -> dict[str, list]:
    """All that search keeps, but for the words that it may have met once."""
    found = {}
    for index in INDEXES:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {index._id}, {', '.join(index.names)} FROM {index.table}")  # noqa: S608
            found[index.table] = sorted(cursor.fetchall())
    found["postings"] = sorted(
        (each.of, each.word, each.part, label, *BitMap.deserialize(bytes(rows)))
        for each in Posting.objects.all()
        for label in LABELS
        if (rows := getattr(each, label))
    )
    found["spellings"] = sorted(Spelling.objects.values_list("entry", "term", "text", "folded", "kind"), key=str)
    return found


@kept
def source():
    vocabulary()
    return saved(source_record("Gazette", slug="gazette"))


def test_a_write_is_found_at_once_and_under_its_new_words_only(source):
    row = saved(entry_record("event", "First title", source, slug="one"))
    assert slugs("first") == ["one"]
    apply(record(row) | {"title": "Second title"}, by=None, reason="")
    assert slugs("second") == ["one"]
    changed = record(row) | {"title": "Third title"}
    changed["statements"][0]["text"] = "It is known."
    apply(changed, by=None, reason="")
    assert slugs("first") == slugs("second") == []
    assert slugs("third known") == ["one"]


def test_an_entry_is_found_by_the_new_title_of_a_source_that_it_cites(source):
    saved(entry_record("event", "A visit", source, slug="visit"))
    assert slugs("gazette") == ["visit"]
    apply(record(source) | {"title": "Bulletin"}, by=None, reason="")
    assert slugs("gazette") == []
    assert slugs("bulletin") == ["visit"]


def test_what_is_not_public_is_not_in_the_index(source):
    secret = entry_record("event", "Zanzibar talks", source, slug="secret", status="draft")
    secret["names"] = [{"text": "ZNZ", "language": "en", "kind": "abbreviation"}]
    row = saved(secret)

    def leaked() -> bool:
        return "zanzibar" in str(held()) or Word.objects.filter(pk="zanzibar").exists()

    assert not leaked()
    row = publish(row, by=None, reason="Ready")
    assert slugs("ZNZ") == ["secret"]
    withdraw(row, by=None, reason="Wrong")
    assert "zanzibar" not in str(held())
    assert slugs("zanzibar") == slugs("ZNZ") == []


def test_an_alias_works_as_long_as_it_is_there(source):
    saved(entry_record("event", "An earthquake", source, slug="quake"))
    saved(term_record("alias", "earthquake", label="earthquake"))
    alias = saved(term_record("alias", "deprem", label="Deprem", broader="earthquake"))
    assert slugs("DEPREM") == ["quake"]
    apply(record(alias) | {"label": "zelzele"}, by=None, reason="")
    assert slugs("deprem") == []
    assert slugs("zelzele") == ["quake"]


def test_a_write_that_fails_leaves_the_index_as_it_was(source):
    saved(entry_record("event", "A visit", source, slug="visit"))
    before = held()
    good = entry_record("event", "Another visit", source)
    with pytest.raises(Invalid):
        saved(good, entry_record("event", "Broken", source, topics=["nothing"]))
    assert held() == before


def test_rebuilding_gives_what_the_writes_had_kept(source):
    row = saved(entry_record("event", "A visit", source, names=[{"text": "Trip", "language": "en", "kind": "alias"}]))
    saved(entry_record("institution", "Firm", source), term_record("alias", "light", label="light"))
    withdraw(row, by=None, reason="Wrong")
    before = held()
    for index in INDEXES:
        index.clear()
    assert held()["postings"] == []
    Spelling.objects.all().delete()
    done: list[int] = []
    upkeep.rebuild(done.append)
    assert held() == before
    assert sum(done) == upkeep.size() == 2
    assert not Word.objects.filter(pk="visit").exists()
    assert Gram.objects.filter(word="firm").count() == 5


STEPS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["title", "name", "sentence", "source", "publish", "withdraw", "reopen"]),
        st.sampled_from(["Ankara", "T129 order", "Işık", "…"]),
    ),
    max_size=8,
)


@kept
def words():
    vocabulary()


@settings(max_examples=25)
@given(steps=STEPS)
def test_after_any_writes_the_index_is_what_a_rebuilding_gives(words, django_db_blocker, steps):
    with django_db_blocker.unblock(), undone(), in_small_pieces():
        source = saved(source_record("Gazette"))
        rows = [saved(entry_record(title=f"Entry {each}", source=source, status="draft")) for each in range(4)]
        for number, what, text in steps:
            _write(rows[number], source, what, text)
        before = held()
        upkeep.rebuild()
        assert held() == before


def _write(row: Entry, source, what: str, text: str) -> None:
    fresh = Entry.objects.get(pk=row.pk)
    plain = record(fresh)
    if what == "source":
        apply(record(type(source).objects.get(pk=source.pk)) | {"title": text}, by=None, reason="")
    elif what == "title":
        apply(plain | {"title": text}, by=None, reason="")
    elif what == "name":
        apply(plain | {"names": [{"text": text, "language": "en", "kind": "alias"}]}, by=None, reason="")
    elif what == "sentence":
        plain["statements"].append(statement(text, source))
        apply(plain, by=None, reason="")
    elif what == "publish" and fresh.status != "published":
        publish(fresh, by=None, reason="")
    elif what == "withdraw" and fresh.status != "withdrawn":
        withdraw(fresh, by=None, reason="")
