"""Records become standard Django fixtures and come back the same; what is no content is refused with its line."""

import json

import pytest
from django.apps import apps
from django.core import serializers
from hypothesis import given
from hypothesis import strategies as st

from partnership.fixtures import BadFixture, dump, read
from partnership.records import complete, record
from partnership.vocabulary import Kind
from tests import strategies
from tests import world as small_world
from tests.factories import (
    action,
    entry_record,
    place_record,
    relation,
    saved,
    source_record,
    statement,
    term_record,
    value,
)
from tests.kept import kept
from tests.snapshot import undone

RECORDS = st.tuples(strategies.entries(), strategies.sources(), strategies.terms(), strategies.places()).map(list)


@kept
def world():
    saved(*small_world.records())


@strategies.FEW
@given(records=RECORDS)
def test_reading_what_was_dumped_gives_the_records_again(records):
    text = dump(complete(each) for each in records)
    found = read(text)
    assert [complete(each) for each in found.records] == [complete(each) for each in records]
    assert dump(complete(each) for each in found.records) == text


@pytest.mark.django_db
@strategies.FEW
@given(records=RECORDS)
def test_django_itself_reads_the_rows_and_knows_them_again(world, records):
    """Its own deserializer finds each natural key, so that nothing would be doubled."""
    with undone():
        text = dump(record(row) for row in saved(*records))
        objects = list(serializers.deserialize("json", text, handle_forward_references=True))
        assert [each.object._meta.label_lower for each in objects] == [row["model"] for row in json.loads(text)]
        assert not any(each.deferred_fields for each in objects)
        assert all(type(each.object)._base_manager.filter(pk=each.object.pk).exists() for each in objects)


def test_every_model_of_the_content_has_its_rows(world):
    full = entry_record("agreement", statements=[statement("A", small_world.SOURCES[0])])
    full["statements"][0] |= {"values": [value("date", "2020")], "lead": True}
    full |= {
        "names": [{"text": "A"}], "identifiers": [{"scheme": "unts", "value": "1"}], "redirects": [{"slug": "old"}],
        "actions": [action("signature", full["statements"][0])],
        "relations": [relation("concerns", small_world.OTHERS["event"], full["statements"][0])],
    }  # fmt: skip
    copied = source_record(copies=[{"address": "https://a.example/", "kind": "archive"}])
    kinds = [entry_record(kind, source=small_world.SOURCES[0]) for kind in Kind]
    rows = saved(full, copied, *kinds, term_record("topic", "new"), place_record("XC"))
    found = {row["model"] for row in json.loads(dump(record(row) for row in rows))}
    kept = ("edition", "gram", "holding", "load", "posting", "revision", "spelling", "user", "word")
    elsewhere = {f"partnership.{name}" for name in kept}
    assert found == {model._meta.label_lower for model in apps.get_app_config("partnership").get_models()} - elsewhere


def test_derived_columns_numbers_and_moments_are_left_out():
    text = dump([complete(entry_record(source="bbbbbbbbbb"))])
    names = {name for row in json.loads(text) for name in [*row, *row["fields"]]}
    assert names & {"text", "fields", "entry_ptr"}
    assert not names & {"pk", "id", "summary", "grade", "in_conflict", "edition", "changed_at", "published_at"}
    assert not names & {"date_earliest", "date_latest"}


def test_letters_stand_as_they_are_and_each_field_on_a_line_of_its_own():
    text = dump([complete(entry_record(title="Işık — پاک"))])
    assert '   "title": "Işık — پاک",\n' in text
    assert text.endswith("]\n")


def fixture(*records: dict) -> str:
    return dump(complete(each) for each in records)


ENTRY = entry_record(
    "institution", "Body", key="bbbbbbbbbb", slug="body", ended="1999",
    statements=[statement("A", "cccccccccc", key="dddddddddd"), statement("B", "cccccccccc", key="ffffffffff")],
)  # fmt: skip


class TestTheLineOf:
    def test_a_column_is_where_it_stands_also_in_the_row_of_the_kind(self):
        text = fixture(source_record(), ENTRY)
        found = read(text)
        entry = found.records[1]
        lines = text.split("\n")
        for row, column, content in (
            (entry, "title", '"title": "Body",'),
            (entry, "ended", '"ended": "1999",'),
            (entry["statements"][1], "text", '"text": "B",'),
            (entry["statements"][1]["citations"][0], "source", '"source": ['),
        ):
            assert lines[found.line_of(row, column) - 1].strip() == content

    def test_a_column_that_is_left_out_is_that_of_its_row(self):
        found = read(fixture(ENTRY))
        assert found.text.split("\n")[found.line_of(found.records[0]["statements"][1], "nothing")] == (
            '  "model": "partnership.statement",'
        )

    @pytest.mark.parametrize("indent", [None, 0, 2, 4])
    def test_a_column_does_not_depend_on_how_the_file_is_indented(self, indent):
        text = json.dumps(json.loads(fixture(source_record(), ENTRY)), indent=indent, ensure_ascii=False)
        found = read(text)
        number = found.line_of(found.records[1]["statements"][1], "text")
        line = text.split("\n")[number - 1]
        assert '"B"' in line

    def test_a_column_is_not_moved_by_letters_that_look_like_ends_of_lines(self):
        plain = ENTRY | {"hold_reason": "a\u2028b\u2029c\x85d"}
        found = read(fixture(plain))
        second = found.records[0]["statements"][1]
        assert found.text.split("\n")[found.line_of(second, "text") - 1].strip() == '"text": "B",'


TEXT = fixture(source_record(key="cccccccccc"), ENTRY)
# What is wrong, a text on the line that is named or on the next, and words of the refusal.
BAD = {
    "nothing": ("", "", "JSON list"),
    "an object": ("{}", "{}", "JSON list"),
    "a list that does not end": ("[\n", "", "JSON"),
    "a row that does not end": (TEXT[: TEXT.index('"slug"')], "", "JSON"),
    "a missing comma": (TEXT.replace(" },\n {", " }\n {", 1), '"partnership.sourcepart"', "comma"),
    "a comma too many": (TEXT.replace(" }\n]", " },\n]"), "]", "JSON"),
    "something after the end": (TEXT + "[]", "[]", "follows"),
    "a quote that is not closed": (TEXT.replace('"Body"', '"Body'), '"Body', "JSON"),
    "a row that is a number": ("[\n\n 7]", " 7]", "object"),
    "no model": ('[{"fields": {}}]', "", "model"),
    "no fields": ('[{"model": "partnership.entry"}]', "", "fields"),
    "a model of another app": ('[\n{"model": "auth.group", "fields": {}}]', "auth.group", "auth.group"),
    "a user": ('[{"model": "partnership.user", "fields": {"username": "x"}}]', "", "partnership.user"),
    "an edition": ('[{"model": "partnership.edition", "fields": {}}]', "", "partnership.edition"),
    "a pk": ('[\n{"model": "partnership.entry",\n"pk": 1,\n"fields": {}}]', '"pk"', "leave pk out"),
    "no key": (TEXT.replace('"key": "ffffffffff"', '"key": null'), '"key": null', "key"),
    "a column twice": (TEXT.replace('"title": "Body"', '"title": "Body", "title": ""'), "partnership.entry", "twice"),
    "an unknown column": (TEXT.replace('"hold_reason"', '"reason"'), '"reason"', "“reason” is not a column"),
    "one of a kind": (TEXT.replace('"website"', '"telephone"'), '"telephone"', "“telephone” is not a column"),
    "children inside a row": (TEXT.replace('"hold_reason": ""', '"statements": []'), '"statements"', "“statements” is"),
    "a natural key that is a number": (TEXT.replace('"type": null', '"type": 7'), '"type": 7', "key of 2"),
    "a natural key too short": (TEXT.replace('"type": null', '"type": ["state"]'), '"type"', "key of 2"),
    "a natural key too long": (TEXT.replace('"country": null', '"country": ["x", "XA"]'), '"country"', "key of 1"),
    "a position that is no number": (TEXT.replace('"position": 1', '"position": "1"'), '"position": "1"', "whole"),
    "an owner that is not there": (
        TEXT.replace('"statement": [\n    "dddddddddd"', '"statement": [\n    "zzz"'), ".citation", "no statement",
    ),
    "an entry of another kind": (TEXT.replace('"institution"', '"person"'), "partnership.institution", "of kind inst"),
    "a row deeper than anything": ("[" + "[" * 100_000, "", "nested"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_content_is_refused_with_its_line(name):
    text, at, words = BAD[name]
    assert text != TEXT
    with pytest.raises(BadFixture, match=words) as refused:
        read(text)
    lines = text.split("\n")
    assert at in "\n".join(lines[refused.value.line - 1 :][:2])
    assert refused.value.line <= len(lines)


@given(st.text(max_size=40) | st.text(alphabet='[]{}",:\n mode"fields', max_size=40))
def test_any_text_is_read_or_refused(text):
    line = 1
    try:
        read(text)
    except BadFixture as refused:
        line = refused.line
    assert 1 <= line <= text.count("\n") + 1


def test_numbered_rows_are_brought_into_their_order():
    found = json.loads(TEXT)
    said = [row for row in found if row["model"] == "partnership.statement"]
    first = found.index(said[0])
    found = [row for row in found if row not in said]
    turned = json.dumps(found[:first] + said[::-1] + found[first:])
    assert [complete(each) for each in read(turned).records] == [complete(each) for each in read(TEXT).records]
