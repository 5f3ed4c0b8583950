"""What a list finds."""

from functools import partial

import pytest
from django.http import QueryDict

from partnership.filters import EntryFilter
from partnership.queries import facets
from partnership.vocabulary import Kind
from tests.factories import action, entry_record, relation, saved, source_record, statement, value
from tests.filters.asking import counts, titles


def test_values_of_one_parameter_widen_and_parameters_narrow(study):
    saved(
        entry_record("event", "Event on trade", study, topics=["trade"]),
        entry_record("agreement", "Deal on trade", study, topics=["trade"]),
        entry_record("person", "Person on education", study, topics=["education"]),
    )
    assert set(titles("kind=event&kind=agreement")) == {"Event on trade", "Deal on trade"}
    assert titles("kind=event&kind=person&topic=trade") == ["Event on trade"]
    assert set(titles("topic=trade&topic=education")) == {"Event on trade", "Deal on trade", "Person on education"}


def test_a_topic_holds_the_narrower_ones_but_not_the_broader(study):
    saved(
        entry_record(title="Narrow", source=study, topics=["weapons"]),
        entry_record(title="Broad", source=study, topics=["defence"]),
    )
    assert set(titles("topic=defence")) == {"Narrow", "Broad"}
    assert titles("topic=weapons") == ["Narrow"]


def test_a_place_holds_the_places_within_and_a_type_the_narrower_types(study):
    saved(
        entry_record(title="In town", source=study, places=["XA-CAP"], type="session"),
        entry_record(title="In the country", source=study, places=["XA"], type="visit"),
    )
    assert set(titles("place=XA")) == {"In town", "In the country"}
    assert titles("place=XA-CAP") == ["In town"]
    assert titles("type=meeting") == ["In town"]


def test_an_institution_is_found_from_both_ends_and_through_steps(study):
    said = [statement(f"Said {each}.", study, lead=True) for each in range(4)]
    ministry = saved(entry_record("institution", "Ministry", source=study, slug="ministry"))
    firm = entry_record("institution", "Firm", slug="firm", statements=[said[0]])
    saved(
        firm,
        entry_record("event", "Hosted", statements=[said[1]], relations=[relation("host", firm, said[1])]),
        entry_record(
            "agreement", "Stepped", statements=[said[2]], actions=[action("signature", said[2], party=firm["key"])]
        ),
        entry_record("event", "Alone", statements=[said[3]]),
    )
    assert set(titles("institution=firm")) == {"Hosted", "Stepped"}
    assert titles(f"institution={ministry.slug}") == []


def test_country_category_source_and_evidence(study):
    paper = saved(source_record("A paper", slug="paper", tier="primary"))
    saved(
        entry_record("institution", "Northern", study, country="XA"),
        entry_record("system", "Ship", paper, category="ship"),
    )
    assert titles("country=XA") == ["Northern"]
    assert titles("category=ship") == ["Ship"]
    assert titles("source=paper") == ["Ship"]
    assert titles("evidence=well-sourced") == ["Ship"]
    assert titles("evidence=single-source") == ["Northern"]


def test_conflict_is_a_kind_of_evidence_beside_the_grades(study):
    said = [
        statement(
            "In 2003.", study, lead=True, rank="preferred", rank_reason="Checked.", values=[value("date", "2003")]
        ),
        statement("In 2004.", study, values=[value("date", "2004")]),
    ]
    paper = saved(source_record(slug="paper", tier="primary"))
    saved(
        entry_record(title="Disputed", date="2003", statements=said),
        entry_record(title="Sure", source=paper),
        entry_record(title="Plain", source=study),
    )
    assert titles("evidence=conflict") == ["Disputed"]
    assert set(titles("evidence=conflict&evidence=well-sourced")) == {"Disputed", "Sure"}
    assert titles("conflict=yes") == ["Disputed"]
    assert titles("conflict=yes&evidence=well-sourced") == []
    assert counts("", "evidence") == {"well-sourced": 1, "single-source": 2}
    assert counts("", "conflict") == {"yes": 1}
    assert counts("evidence=conflict", "evidence") == {"well-sourced": 1, "single-source": 2, "conflict": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from=2004", {"Since 2001", "In 2005"}),
        ("to=2002", {"In June 2002", "Since 2001"}),
        ("from=2002-06&to=2002-06", {"In June 2002", "Since 2001"}),
        ("from=2002-07&to=2002-07", {"Since 2001"}),
        ("from=200X&to=200X", {"In June 2002", "Since 2001", "In 2005"}),
    ],
)
def test_a_period_finds_whatever_may_touch_it(study, query, found):
    for title, date in {"In June 2002": "2002-06", "Since 2001": "2001/..", "In 2005": "2005", "Undated": ""}.items():
        saved(entry_record(title=title, source=study, date=date))
    assert set(titles(query)) == found


def test_every_word_must_occur_somewhere(study):
    saved(
        entry_record(title="The treaty of friendship", statements=[statement("Signed in spring.", study, lead=True)]),
        entry_record(
            title="The visit",
            source=study,
            names=[{"text": "Journey of friendship", "language": "en", "kind": "alias"}],
        ),
    )
    assert set(titles("q=friendship")) == {"The treaty of friendship", "The visit"}
    assert titles("q=FRIENDSHIP+spring") == ["The treaty of friendship"]
    assert titles("q=friendship+winter") == []


def test_words_find_titles_without_their_accents_and_the_other_way_round(study):
    saved(entry_record(title="Işık Üniversitesi", source=study), entry_record(title="Isik", source=study))
    assert set(titles("q=isik")) == {"Işık Üniversitesi", "Isik"}
    assert set(titles("q=Işık")) == {"Işık Üniversitesi", "Isik"}
    assert titles("q=universitesi") == ["Işık Üniversitesi"]


@pytest.mark.parametrize("query", ["q=100%25", "q=_", "q=%5C", "q=%27+OR+1%3D1"])
def test_signs_that_mean_something_to_a_database_mean_themselves(study, query):
    saved(entry_record(title="A plain title", source=study))
    assert titles(query) == []


def test_marks_of_direction_around_a_word_are_passed_over(study):
    saved(entry_record(title="Treaty", source=study))
    assert titles("q=%E2%80%8FTreaty%E2%80%8E") == ["Treaty"]


def test_what_one_list_found_is_not_what_the_next_one_finds(study):
    """The query that a list begins with is put together once a process."""
    saved(entry_record("event", "First", study))
    ask = partial(EntryFilter, QueryDict("from=1900"), facets.entries_of(Kind.EVENT), "/events/")
    before = ask()
    assert [each.title for each in before.queryset] == ["First"]
    saved(entry_record("event", "Second", study))
    assert facets.entries_of(Kind.EVENT) is before.base
    assert {each.title for each in ask().queryset} == {"First", "Second"}
