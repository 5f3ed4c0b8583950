"""The index against a reading of everything, on whichever database the tests run."""

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.models import Entry, Source
from partnership.queries import facets, relevance
from partnership.queries.relevance import Ranked
from partnership.search import understood
from partnership.search.engine import ENTRIES
from tests.factories import entry_record, saved, source_record, statement, term_record, vocabulary
from tests.kept import kept
from tests.search import reference
from tests.search.asking import found, slugs

pytestmark = pytest.mark.django_db
WORDS = ("order", "orders", "ship", "shipyard", "Ankara", "ankaralı", "T129", "t", "129", "Işık", "free", "trade")
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
SIGNS = st.sampled_from(
    ["", "-", '"', "*", "(", ")", "AND ", "NOT ", "^", "{title}:", "NEAR(", "\\", "'", "%", "&", "|", "!", "<->", ":*"]
)
QUERIES = st.lists(
    st.tuples(SIGNS, st.sampled_from(WORDS) | SENTENCES, SIGNS).map("".join), min_size=1, max_size=4
).map(" ".join)


@kept
def library():
    """Entries that hold the words in all kinds of places."""
    vocabulary()
    sources = [saved(source_record(title, publisher="Ankara Press")) for title in ("Free ships", "An order of trade")]
    saved(term_record("alias", "light", label="light"), term_record("alias", "isik", label="ışık", broader="light"))
    records = []
    for number in range(24):
        pick = [WORDS[(number * step + step) % len(WORDS)] for step in (1, 5, 7, 11, 2, 3)]
        names = [{"text": f"{pick[3]} {pick[0]}", "language": "en", "kind": "abbreviation"}]
        records.append(
            entry_record(
                ("event", "agreement", "person")[number % 3],
                f"{pick[0]} {pick[1]}" if number % 4 else pick[0],
                slug=f"entry-{number}",
                date=str(1990 + number % 7) if number % 5 else "",
                names=names if number % 2 else [],
                statements=[
                    statement(f"{pick[2]} {pick[3]}.", sources[number % 2], lead=True),
                    statement(f"{pick[4]}, {pick[5]} light.", sources[0]),
                ],
            )
        )
    saved(*records, entry_record("event", "order order", sources[0], status="draft", slug="draft"))
    return reference.Reading()


def ranked(typed: str) -> list[str]:
    query = understood(typed)
    rows = Ranked(Entry, facets.Found(lambda: ENTRIES.rows(query, facets.of_entries().all)), query)
    return [each.slug for each in rows[:100]]


@settings(max_examples=80)
@given(query=QUERIES)
def test_it_finds_what_a_reading_of_everything_finds_in_the_same_order(library, django_db_blocker, query):
    with django_db_blocker.unblock():
        assert ranked(query) == library.slugs(query)


@pytest.mark.parametrize(
    "query", ["order", '"order of"', "t129", "-order ship", "light", "isik", "ank*", "order -ankaralı"]
)
def test_these_find_something(library, django_db_blocker, query):
    """So that the comparison above is not one of nothing with nothing."""
    with django_db_blocker.unblock():
        assert ranked(query) == library.slugs(query) != []
        assert "draft" not in ranked(query)


def test_one_place_can_be_asked_alone(library, django_db_blocker):
    with django_db_blocker.unblock():
        query = understood("order")
        in_titles = Entry.objects.filter(ENTRIES.matching(query, fields=("title",)))
        assert {each.slug for each in in_titles} == {
            each.slug for each in Entry.objects.published() if "order" in each.title
        }
        anywhere = set(Entry.objects.filter(ENTRIES.matching(query)).values_list("slug", flat=True))
        assert {each.slug for each in in_titles} < anywhere


def test_a_phrase_does_not_reach_from_one_sentence_or_field_into_the_next(db):
    vocabulary()
    source = saved(source_record("Delta epsilon"))
    saved(
        entry_record(
            title="Alpha beta",
            statements=[
                statement("Gamma.", source, lead=True),
                statement("One two.", source),
                statement("Three.", source),
            ],
        )
    )
    assert slugs('"one two"')
    assert not slugs('"two three"')
    assert not slugs('"beta gamma"')


def test_a_very_long_entry_is_found_by_its_first_words(db):
    vocabulary()
    source = saved(source_record())
    long = " ".join(
        f"word{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}{chr(97 + number // 676)}" for number in range(17_000)
    )
    saved(entry_record(title="Alpha", statements=[statement("Lead.", source, lead=True), statement(long, source)]))
    assert slugs("alpha wordaaa")
    assert not slugs("wordvdz")
    assert found("alpha")["results"][0]["matches"] == []


@settings(max_examples=150)
@given(text=st.text(max_size=80) | QUERIES)
def test_no_text_at_all_is_a_mistake(library, django_db_blocker, text):
    with django_db_blocker.unblock():
        found = Entry.objects.published().filter(ENTRIES.matching(understood(text)))
        assert found.count() == len(library.slugs(text))


def more_talks_than_are_weighed(monkeypatch) -> Source:
    """Nine on the harbour, where six are weighed; their source."""
    monkeypatch.setattr(relevance, "FEW", 6)
    monkeypatch.setattr(relevance, "POOL", 6)
    vocabulary()
    source = saved(source_record("A paper"))
    saved(
        *(entry_record("event", f"Long talks on the harbour, number {each}", source, date="2020") for each in range(9))
    )
    return source


def test_what_begins_with_the_words_is_weighed_however_old_it_is(monkeypatch):
    """Though more titles than are weighed hold the word, and all of these are newer."""
    source = more_talks_than_are_weighed(monkeypatch)
    saved(entry_record("institution", "Harbour Trust", source, date="1950", slug="trust"))
    saved(entry_record("event", "Old talks on the harbour", source, date="1950", slug="old"))
    found = ranked("harbour")
    assert found[0] == "trust"
    assert found[-1] == "old"
    assert len({*found}) == len(found) == 11


@pytest.mark.parametrize("many", [3, 4, 5, 10, 11, 20])
def test_what_was_not_weighed_follows_in_time_and_nothing_is_missing(many, monkeypatch):
    """Up to ten are all weighed here, of more the newest four: a heavier one that is older comes among the others."""
    monkeypatch.setattr(relevance, "FEW", 10)
    monkeypatch.setattr(relevance, "POOL", 4)
    vocabulary()
    source = saved(source_record("A paper"))
    for year in range(many):
        lead = statement("The harbour, the harbour, the harbour." if year == 0 else "It is so.", source, lead=True)
        saved(entry_record("event", "Talks on a harbour", date=str(1950 + year), slug=f"n{year}", statements=[lead]))
    newest_first = [f"n{year}" for year in reversed(range(many))]
    found = facets.Found(lambda: facets.of_entries().all)
    pages = [
        [each.slug for each in Ranked(Entry, found, understood("harbour"))[start : start + 3]]
        for start in range(0, many + 3, 3)
    ]
    weighed = ["n0", *newest_first[:-1]] if many <= 10 else newest_first
    assert [slug for page in pages for slug in page] == weighed


def test_what_begins_with_another_name_of_the_same_is_weighed_as_well(monkeypatch):
    source = more_talks_than_are_weighed(monkeypatch)
    saved(
        term_record("alias", "harbour", label="harbour"), term_record("alias", "port", label="port", broader="harbour")
    )
    saved(entry_record("institution", "Port", source, date="1950", slug="port"))
    assert ranked("port")[0] == "port"
    assert ranked("harbour").index("port") < 6


def test_postgresql_finds_words_of_titles_and_of_anything_by_an_index(library, django_db_blocker):
    """Where a word has to be in a title, the index of all words would have every row read that holds it anywhere."""
    if connection.vendor != "postgresql":
        pytest.skip("FTS5 knows in which column a word stands")
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        # Of few rows it would read all, one way or the other.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        for fields, index in ((("title",), "names"), (("title", "names"), "names"), ((), "words")):
            asked = Entry.objects.filter(ENTRIES.matching(understood("order"), fields=fields))
            assert f"Bitmap Index Scan on search_entry_{index} " in asked.explain()
