"""A fixture of content is checked whole, then loaded whole or not at all; what an editor changed is never undone."""

import hashlib
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from partnership.actions import apply
from partnership.dates import BadDate, parse
from partnership.fixtures import dump
from partnership.models import Edition, Entry, Load, Source, Statement, User
from partnership.records import record
from tests.commands.conftest import content
from tests.factories import entry_record, saved
from tests.models.rows import raw
from tests.snapshot import counts, snapshot

pytestmark = pytest.mark.django_db


TEXT = dump(content())


def load(*paths: str) -> str:
    out = StringIO()
    call_command("loaddata", *paths, stdout=out)
    return out.getvalue()


def refused(*paths: str) -> list[str]:
    """The lines of the refusal; nothing of any table has changed."""
    before = snapshot()
    with pytest.raises(CommandError) as error:
        load(*paths)
    assert snapshot() == before
    return str(error.value).splitlines()


def check_sentence(date: str) -> str:
    with pytest.raises(BadDate) as error:
        parse(date)
    return str(error.value)


def line_of(text: str, words: str) -> int:
    [number] = [number for number, line in enumerate(text.split("\n"), 1) if words in line]
    return number


def row_of(text: str, words: str) -> int:
    """The line on which the row that holds the words begins."""
    return max(number for number, line in enumerate(text.split("\n")[: line_of(text, words)], 1) if line == " {")


def test_a_fixture_is_loaded_with_all_that_is_derived_and_an_edition_of_each_record(write):
    assert f"{len(content())} record(s) new or changed" in load(write(TEXT))
    visit = Entry.objects.get(slug="visit")
    assert (visit.status, visit.summary, visit.grade, str(visit.date_latest)) == (
        "published", "They met.", "single-source", "2020-12-31",
    )  # fmt: skip
    assert visit.published_at is not None
    assert Edition.objects.count() == len(content())
    edition = Edition.objects.get(entry=visit)
    assert (edition.number, edition.by, edition.why) == (1, None, "Loaded from content")
    assert edition.load == Load.objects.get(name="content")
    assert Load.objects.get().sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_loaded_twice_nothing_doubles_and_no_edition_is_added(write):
    load(write(TEXT))
    before = snapshot()
    assert "0 record(s) new or changed" in load(write(TEXT))
    assert snapshot() == before


def test_a_changed_fixture_changes_only_what_differs(write):
    load(write(TEXT))
    before = counts()
    assert "1 record(s) new or changed" in load(write(TEXT.replace("They met.", "They met twice.")))
    assert Entry.objects.get(slug="visit").summary == "They met twice."
    after = counts()
    kept_for_search = {"partnership_gram", "partnership_posting", "partnership_word"}
    changed = {table for table in after if after[table] != before[table]}
    assert changed - kept_for_search == {"partnership_edition", "partnership_load"}
    assert after["partnership_edition"] == before["partnership_edition"] + 1


# What is done to the text, a text on the line that is named or on the next, words of the refusal.
BROKEN = {
    "a broken date": ('"date": "1954"', '"1954-13-45"', '"date": "1954-13-45"', "“1954-13-45” is not a date"),
    "a broken date of a kind": ('"ended": "1999"', '"19999"', '"ended": "19999"', "“19999” is not a date"),
    "an unknown term": ('"unit": [\n    "unit",\n    "usd"', '[\n    "unit",\n    "x"', '"unit": [', "unit/x"),
    "an unknown entry": ('"object": [\n    "cccccccccc"', '[\n    "zzzzzzzzzz"', '"object": [', "the key “zzzzzzzzzz”"),
    "a wrong type": ('"title": "Visit"', "7", '"title": 7', "Text is wanted"),
    "a truth in words": ('"weak": false', '"no"', '"weak": "no"', "True or false"),
    "a control character": ('"title": "Visit"', '"Vi\\u0000sit"', '"title": "Vi', "control characters"),
    "half a letter": ('"title": "Visit"', '"Vi\\ud800sit"', '"title": "Vi', "control characters"),
    "an unknown column": ('"title": "Visit"', '"Visit",\n   "subject": ""', '"subject"', "“subject” is not a column"),
    "an unknown model": ('"model": "partnership.agreement"', '"bargain"', '"bargain"', "“bargain” is not a model"),
    "a key that is none": ('"key": "mmmmmmmmmm"', '"my-key"', '"key": "my-key"', "“my-key” is not a key"),
    "a control character in a code": ('"code": "trade"', '"\\u0000"', '"code": "', "control characters"),
    "a range upside down": ('"low": "1"', '"3"', '"partnership.value"', "ends below"),
    "an unknown status": ('"status": "published"', '"famous"', '"status": "famous"', "“famous” is no status"),
    "an unknown kind": ('"kind": "event"', '"planet"', '"partnership.event"', "no entry of kind event"),
    "an address that is taken": ('"slug": "visit"', '"treaty"', '"slug": "treaty"', "address of another entry"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("there", [False, True], ids=["new", "there"])
def test_a_fixture_that_is_broken_anywhere_is_refused_whole_with_file_and_line(write, name, there):
    if there:
        load(write(TEXT))
    old, new, at, words = BROKEN[name]
    assert old in TEXT
    text = TEXT.replace(old, f"{old.split(': ')[0]}: {new}", 1)
    found = [line for line in refused(write(text)) if words in line]
    number = int(found[0].removeprefix("content.json, line ").split(":")[0])
    assert at in "\n".join(text.split("\n")[number - 1 :][:2])


def test_a_missing_citation_is_refused_with_the_line_of_its_statement(write):
    records = content()
    records[-1]["statements"][0]["citations"] = []
    text = dump(records)
    assert refused(write(text)) == [
        f"content.json, line {row_of(text, 'It is a host.')}: “It is a host.” has no citation.", "Nothing was loaded.",
    ]  # fmt: skip


def test_a_key_that_stands_twice_is_refused(write):
    assert "stands twice" in refused(write(dump([*content(), content()[-1]])))[0]
    assert "stands twice" in refused(write(dump([*content(), content()[0]])))[0]
    records = content()
    records[-1]["statements"] += records[-2]["statements"]
    assert "stands twice" in refused(write(dump(records)))[0]


def test_all_that_is_wrong_is_said_at_once(write):
    text = TEXT.replace('"date": "1954"', '"date": "soon"').replace('"title": "Visit"', '"title": ""')
    untitled = line_of(text, '"title": ""')
    lines = refused(write(text))
    assert lines[:-1] == [
        f"content.json, line {line_of(text, 'soon')}: {check_sentence('soon')}",
        f"content.json, line {untitled}: This field cannot be blank.",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT.encode("utf-16"), "not UTF-8"),
        (TEXT.encode("utf-8").replace(b"Visit", b"Vis\xfft"), "not UTF-8"),
        (TEXT[:-3], "JSON"),
        (TEXT.replace("[\n {", "{", 1), "JSON list"),
        ("[" * 200_000, "nested"),
        (TEXT.replace('"fields": {', '"pk": 7, "fields": {', 1), "leave pk out"),
        (TEXT[:-3] + ',\n {"model": "auth.group", "fields": {"name": "x"}}]', "line"),
        (TEXT[:-3] + ',\n {"model": "partnership.user", "fields": {"username": "x"}}]', "line"),
    ],
    ids=["utf-16", "a stray byte", "cut off", "no list", "too deep", "a pk", "with a group", "with a user"],
)
def test_what_is_no_fixture_of_content_is_refused(write, text, words):
    assert words in refused(write(text))[0]
    assert not Group.objects.exists()
    assert not User.objects.exists()


def test_one_bad_file_among_several_refuses_all(write):
    good = write(TEXT, "good.json")
    group = write('[{"model": "auth.group", "fields": {"name": "editors"}}]', "groups.json")
    bad = write(TEXT.replace('"date": "1954"', '"date": "soon"'), "bad.json")
    assert refused(good, group, bad)[0].startswith("bad.json, line ")
    assert not Group.objects.exists()


def test_fixtures_of_other_apps_are_loaded_by_django_itself(write):
    load(write('[{"model": "auth.group", "fields": {"name": "editors"}}]', "groups.json"), write(TEXT))
    assert Group.objects.get().name == "editors"
    assert Entry.objects.count() == 3


def test_other_ways_in_that_would_pass_the_checks_by_are_closed(write):
    assert "from files" in refused("-")[0]
    assert refused(write(TEXT, "content.xml"))
    assert refused(write(TEXT, "content.json.gz"))
    assert "No fixture named" in refused("nowhere")[0]


class TestOverRowsThatWereEdited:
    def test_it_refuses_and_names_the_edition_and_its_editor(self, write):
        load(write(TEXT))
        visit = Entry.objects.get(slug="visit")
        apply(record(visit) | {"hold_reason": "Mine."}, by=raw(User, username="ada"), reason="")
        [line, last] = refused(write(TEXT))
        number = row_of(TEXT, '"title": "Visit"')
        assert line.startswith(f"content.json, line {number}: “Visit” was changed since it was loaded")
        assert "(edition 2 by ada)" in line
        assert last == "Nothing was loaded."

    @pytest.mark.parametrize("model", [Source, Entry])
    def test_it_refuses_the_rest_with_it(self, write, model):
        load(write(TEXT))
        row = model.objects.first()
        apply(record(row) | {"title": "Edited"}, by=None, reason="By a command")
        assert "edition 2)" in refused(write(TEXT.replace("They met.", "They met twice.")))[0]

    def test_rows_that_the_fixture_does_not_name_are_no_hindrance(self, write):
        load(write(TEXT))
        mine = saved(entry_record(title="Mine", source="bbbbbbbbbb"))
        load(write(TEXT.replace("They met.", "They met twice.")))
        assert Entry.objects.get(pk=mine.pk).title == "Mine"
        assert Statement.objects.filter(text="They met twice.").exists()

    def test_an_edit_that_came_to_what_the_fixture_says_is_no_hindrance(self, write):
        load(write(TEXT))
        apply(record(Entry.objects.get(slug="visit")) | {"hold_reason": "Mine."}, by=None, reason="")
        apply(record(Entry.objects.get(slug="visit")) | {"hold_reason": ""}, by=None, reason="")
        assert "0 record(s)" in load(write(TEXT))


def test_the_order_of_the_records_makes_no_difference(write):
    load(write(dump(content()[::-1])))
    assert Entry.objects.count() == 3
