"""Whatever stands anywhere in a record, it is written or refused: no other error, and nothing half written."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.actions import Invalid, apply
from partnership.records import complete, for_record, record
from tests import strategies
from tests import world as small_world
from tests.factories import place_record, saved, term_record
from tests.kept import kept
from tests.snapshot import snapshot, undone

pytestmark = pytest.mark.django_db
SOURCE, OTHER = small_world.SOURCES[0], small_world.OTHERS["institution"]

NASTY = st.sampled_from([
    "", " ", "\0", "\ud800", "a\0b", "x" * 10_000, "'\"<script>", "\u202e", "2020-13-45", "2020", "NaN", "-1",
    "1e999999", "javascript:alert(1)", "🙂", SOURCE, OTHER, "zzzzzzzzzz", "title", "date", "place", "published",
    "preferred", "P1",
])  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | NASTY | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NASTY | st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def samples() -> list[dict]:
    """A full record of each form, all of whose lists hold something."""
    source = {
        "form": "source", "key": small_world.key(8000), "slug": "s", "csl_type": "report", "title": "S",
        "tier": "press",
        "authors": [{"family": "A", "given": "B"}], "origin": SOURCE, "parts": [{"label": "P1"}],
        "copies": [{"address": "https://a.example/", "kind": "archive"}],
        "identifiers": [{"scheme": "doi", "value": "1"}],
    }  # fmt: skip
    place = place_record("XC", within="XA", latitude="1.5", longitude="2")
    role = term_record("role", "r", subject_kinds=["event"], object_kinds=["person"], broader="host")
    return [complete(each) for each in (small_world.full_agreement(), source, place, role)]


def places(node: Any, path: tuple = ()) -> Iterator[tuple]:
    """The path of every value in the record, the record itself left out."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, inner in pairs:
        yield (*path, step)
        yield from places(inner, (*path, step))


PLACES = [(number, path) for number, sample in enumerate(samples()) for path in places(sample)]


def spoilt(place: tuple[int, tuple], how: str, other: Any) -> dict:
    number, path = place
    plain = copy.deepcopy(samples()[number])
    node = plain
    for step in path[:-1]:
        node = node[step]
    if how == "replace":
        node[path[-1]] = other
    elif how == "remove":
        del node[path[-1]]
    elif isinstance(node, list):
        node.append(other)
    else:
        node[str(other)[:20]] = other
    return plain


@kept
def world():
    saved(*small_world.records())


def test_the_samples_are_sound(world):
    for sample in samples():
        saved(sample)


def attempt(plain: dict) -> tuple[Any, list[str]]:
    try:
        return apply(plain, by=None, reason=""), []
    except Invalid as refused:
        return None, refused.messages


@strategies.MANY
@given(
    place=st.sampled_from(PLACES), how=st.sampled_from(["replace", "replace", "replace", "remove", "add"]), other=JSON,
    edited=st.booleans(),
)  # fmt: skip
def test_a_record_spoilt_anywhere_is_written_or_refused(world, place, how, other, edited):
    with undone():
        if edited:
            saved(samples()[place[0]])
        before = snapshot()
        row, problems = attempt(spoilt(place, how, other))
        if row is None:
            assert problems
            assert not any("database" in each for each in problems), "a rule that only the database knows"
            assert snapshot() == before
            return
        kept = snapshot()
        apply(record(for_record(type(row)._default_manager.filter(pk=row.pk)).get()), by=None, reason="")
        assert snapshot() == kept
