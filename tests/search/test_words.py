"""What a word is, wherever it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.search.words import BREAK, LONGEST, found, natural, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Erdogan", "Erdoğan"),
        ("isik", "IŞIK"),
        ("isik", "ışık"),
        ("İzmir", "izmir"),
        ("IZMIR", "İzmir"),
        ("Turkiye", "Türkiye"),
        ("T-129", "T129"),
        ("F 16", "f16"),
        ("تركي", "ترکی"),  # Arabic kaf and ye, Urdu kaf and ye
        ("وزارة", "وزارہ"),  # te marbuta and heh
        ("هند", "ہند"),  # Arabic heh and Urdu heh
        ("مُحَمَّد", "محمد"),  # vowel signs
        ("مح\u0640مد", "محمد"),  # the stroke that widens a word
        ("می\u200cرود", "میرود"),  # a joiner
        ("۱۹۶۵", "1965"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_what_reads_the_same_is_the_same_words(one, other):
    assert words(one) == words(other)


def test_words_are_runs_of_letters_or_of_digits():
    assert words("The F-16s, (T129) & 3.5 km_h") == ["the", "f", "16", "s", "t", "129", "3", "5", "km", "h"]


def test_what_looks_different_stays_apart():
    assert len({tuple(words(each)) for each in ("pak", "bak", "پاک", "باک", "pa k")}) == 5


@given(st.text())
def test_every_word_can_be_given_to_a_database(text):
    for word in words(text):
        assert 0 < len(word) <= LONGEST
        assert word.isalnum()
        assert BREAK not in word
        assert words(word) == [word]


@given(st.text())
def test_a_word_is_found_in_its_place(text):
    placed = list(found(text))
    assert [each.word for each in placed] == words(text)
    for each in placed:
        assert each.word in words(text[each.start : each.end])


def test_a_word_is_kept_as_it_is_written():
    assert dict(natural("Erdoğan met T129 in İzmir")) == {
        "erdogan": "Erdoğan", "met": "met", "in": "in", "izmir": "İzmir",
    }  # fmt: skip
