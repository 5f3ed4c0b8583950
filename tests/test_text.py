"""Plain text: folding, slugs, keys, and the one spelling that hashes are made of."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.text import KEY_ALPHABET, canonical, digest, fold, has_control, is_key, new_key, tidy, to_slug

ANY = st.text(max_size=60)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | ANY,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY, inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Işık", "isik"),
        ("İSTANBUL", "istanbul"),
        ("Gökçe", "gokce"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("e\u0301te\u0301", "été"),
        ("  two\n words ", "two words"),
        ("\u202eabc\u202c", "abc"),
        ("ﬁle", "file"),
    ],
)
def test_what_reads_the_same_folds_to_the_same(one, other):
    assert fold(one) == fold(other)


def test_what_reads_differently_stays_apart():
    assert len({fold(text) for text in ("a b", "ab", "acb", "پاک", "باک")}) == 5


@given(ANY)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Işık Ülkesi", "isik-ulkesi"),
        ("T-129 (ATAK)", "t-129-atak"),
        ("'\"<script>", "script"),
        ("\u202eMinistry", "ministry"),
        ("…", "entry"),
        ("", "entry"),
    ],
)
def test_a_slug_is_made_of_the_folded_words_of_a_title(title, slug):
    assert to_slug(title) == slug


@given(st.text(max_size=300))
def test_a_slug_is_short_plain_and_never_empty(title):
    slug = to_slug(title)
    assert 0 < len(slug) <= 80
    assert slug.isascii()
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert to_slug(slug) == slug


def test_new_keys_are_keys_and_differ():
    keys = {new_key() for _ in range(500)}
    assert len(keys) == 500
    assert all(map(is_key, keys))


@pytest.mark.parametrize("text", ["", "b" * 9, "b" * 11, "a" * 10, "B" * 10, "bbbbbbbbb1", "bbbbbbbbb\n", "bbbb bbbbb"])
def test_what_is_no_key_is_known(text):
    assert not is_key(text)


def test_no_key_can_spell_a_word_or_be_misread():
    assert not set(KEY_ALPHABET) & set("aeiouy01l")


@pytest.mark.parametrize("letter", ["\x00", "\x08", "\x0b", "\x1b", "\x7f", "\ud800"])
def test_control_characters_and_halves_of_letters_are_seen_and_tidied_away(letter):
    assert has_control(f"a{letter}b")
    assert tidy(f"a{letter}b") == "ab"


@pytest.mark.parametrize("text", ["two\nlines", "tab\there", "\u200fعربی\u200e", "naïve", "🙂", ""])
def test_ordinary_text_holds_no_control_characters(text):
    assert not has_control(text)


def test_tidy_text_is_one_composed_line():
    assert tidy("  e\u0301te\u0301 \n\t 1954 ") == "été 1954"


@given(JSON)
def test_the_canonical_spelling_says_the_same_and_does_not_depend_on_order(value):
    assert json.loads(canonical(value)) == value
    if isinstance(value, dict):
        assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_the_digest_is_the_sha256_of_the_canonical_spelling_in_utf8():
    assert canonical({"b": [1, None], "a": "ü"}) == '{"a":"ü","b":[1,null]}'
    assert digest({"b": [1, None], "a": "ü"}) == "5ddd266d13a5e8cdcca4c2007bb2032c5c319ab15de36c670f395fe8765fc949"
