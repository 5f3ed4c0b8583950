"""What else means the same, and what was meant by what is mistyped."""

from partnership.search import understood
from partnership.search.spellings import grams, near
from tests.factories import entry_record, saved, source_record, term_record, vocabulary
from tests.kept import kept
from tests.search.asking import found, slugs


@kept
def record():
    vocabulary()
    source = saved(source_record())
    names = [
        {"text": "PAC", "language": "en", "kind": "abbreviation"},
        {"text": "Aircraft Factory", "language": "en", "kind": "former"},
    ]
    saved(
        entry_record("institution", "Pakistan Aeronautical Complex", source, slug="pac", names=names),
        entry_record("event", "An order from the Pakistan Aeronautical Complex", source, slug="order"),
        entry_record("event", "A visit to PAC", source, slug="visit"),
        entry_record("event", "The Pacific", source, slug="pacific"),
        entry_record("event", "A complex question of aeronautical Pakistan", source, slug="question"),
        term_record("alias", "visit", label="visit"),
        term_record("alias", "ziyaret", label="ziyaret", broader="visit"),
    )
    return source


def test_an_abbreviation_finds_what_is_written_out_and_the_other_way_round(record):
    assert slugs("PAC") == ["pac", "visit", "order"]
    assert set(slugs("pakistan aeronautical complex")) == {"pac", "order", "visit", "question"}
    assert set(slugs("aircraft factory")) == {"pac", "order", "visit"}


def test_in_quotation_marks_it_is_meant_as_it_is(record):
    assert set(slugs('"pac"')) == {"pac", "visit"}
    assert slugs('"ziyaret"') == []


def test_an_alias_stands_for_the_others_also_where_it_is_excluded(record):
    assert slugs("ziyaret pac") == ["visit"]
    assert "visit" not in slugs("pac -ziyaret")


def test_a_name_is_recognised_within_what_was_typed(record):
    query = understood("order from the pakistan aeronautical complex today")
    assert [len(group.typed) for group in query.groups] == [1, 1, 1, 3, 1]


def test_trigrams_are_those_of_postgresql():
    """The example of its manual: show_trgm('cat')."""
    assert grams("cat") == {"  c", " ca", "cat", "at "}


def test_a_mistyped_word_is_near_to_the_one_that_was_meant(record):
    assert [each.shown for each in near("aeronatical")][:1] == ["Aeronautical"]
    assert near("qqqqqq") == []


def test_where_nothing_is_found_other_spellings_are_offered_that_find_something(record):
    nothing = found("aeronatical complex")
    assert nothing["count"] == 0
    assert [(each["text"], each["count"]) for each in nothing["instead"]] == [
        ("Aeronautical complex", 3),
        ("complex", 3),
    ]


def test_where_all_words_are_known_but_not_together_fewer_are_offered(record):
    offered = {each["text"]: each["count"] for each in found("visit pacific order")["instead"]}
    assert offered == {"visit": 1, "pacific": 1, "order": 1}
    offered = {each["text"]: each["count"] for each in found("question pacific")["instead"]}
    assert offered == {"question": 1, "pacific": 1}


def test_where_a_filter_leaves_nothing_the_way_without_it_is_offered(record):
    first = found("visit", "kind=agreement")["instead"][0]
    assert (first["kind"], first["count"], first["url"]) == ("filters", 1, "/search/?q=visit")
