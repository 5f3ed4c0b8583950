"""Understanding what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.search.query import MOST, Query, parse


def typed(text: str) -> list[str]:
    """The first option of each part: quotation marks for a phrase, a star where the last word may go on."""
    query = parse(text)
    parts = [(group, "") for group in query.groups] + [(group, "-") for group in query.excluded]
    return [
        sign + " ".join(f"{'_'.join(phrase.words)}{'*' * phrase.prefix}" for phrase in group.typed)
        for group, sign in parts
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("free trade", ["free*", "trade*"]),
        ('"free trade" area', ["free_trade", "area*"]),
        ("PAC", ["pac"]),  # three letters are meant as they are
        ("MIL*", ["mil*"]),
        ("T129 F-16", ["t_129", "f_16"]),
        ("Pakistan–Türkiye", ["pakistan*", "turkiye*"]),
        ("Erdoğan's", ["erdogan*"]),
        ("Türkiye'nin", ["turkiye*"]),
        ("ship -navy", ["ship*", "-navy"]),
        ('ship -"pakistan navy"', ["ship*", "-pakistan_navy"]),
        ("well-sourced", ["well*", "sourced*"]),
        ("- ship", ["ship*"]),
        ("AND OR NOT", ["and", "or", "not"]),
        ('"unfinished', ["unfinished*"]),
        ('say "" it', ["say", "it"]),
        ('a"b', ["a", "b"]),
        ("NEAR(a, b) ^c {d}:e", ["near*", "a", "b", "c", "d", "e"]),
        ("a\0b", ["a", "b"]),
        ("!@#$%^&*()", []),
        ("", []),
    ],
)
def test_it_is_understood(text, meant):
    assert typed(text) == meant


def test_a_plural_finds_its_singular_and_the_other_way_round():
    def options(word):
        return {"_".join(phrase.words) for option in parse(word).groups[0].options for phrase in option}

    assert options("agreements") == {"agreements", "agreement"}
    assert options("countries") == {"countries", "country"}
    assert options("country") == {"country", "countries"}
    assert options("address") == {"address"}
    assert options('"agreements"') == {"agreements"}


def test_only_so_many_words_are_looked_for_and_it_says_so():
    query = parse(" ".join(f"w{'x' * each}" for each in range(MOST + 5)))
    assert len(query.groups) == MOST
    assert query.cut
    assert not parse("few words").cut


def test_nothing_typed_and_nothing_readable_differ():
    assert not parse("  ")
    assert parse("***")
    assert parse("***").empty


@given(st.text(max_size=300))
def test_anything_can_be_typed(text):
    query = parse(text)
    assert isinstance(query, Query)
    assert len(query.groups) + len(query.excluded) <= MOST
    assert all(phrase.words for group in query.groups for option in group.options for phrase in option)
