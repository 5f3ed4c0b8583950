"""An import adds and sets, takes nothing away, is written whole or not at all, and says what it does line by line."""

import copy
import json

import pytest

from partnership.actions import apply, apply_all
from partnership.actions.imports import import_records
from partnership.models import Edition, Entry, Identifier, Load, Source, Term, User
from partnership.records import for_record, record
from tests.commands.conftest import content
from tests.factories import statement, vocabulary
from tests.kept import kept
from tests.snapshot import snapshot

pytestmark = pytest.mark.django_db

SOURCE = {
    "form": "source", "slug": "gazette", "csl_type": "article-newspaper", "title": "Gazette",
    "publisher": "The Gazette", "tier": "press", "identifiers": [{"scheme": "library", "value": "g-1"}],
}  # fmt: skip
HOST = {
    "form": "entry", "kind": "institution", "slug": "harbour", "title": "Harbour", "status": "published",
    "statements": [{"key": "harbour/1", "text": "It is a harbour.", "lead": True,
                    "citations": [{"source": "library:g-1", "locator": "p. 1"}]}],
}  # fmt: skip
VISIT = {
    "form": "entry", "kind": "event", "slug": "call", "title": "Call", "type": "visit", "status": "published",
    "topics": ["trade"], "identifiers": [{"scheme": "library", "value": "e-7"}],
    "statements": [{"key": "call/1", "text": "They called.", "lead": True, "claimant": "harbour",
                    "values": [{"field": "date", "value": "2003-06"}],
                    "citations": [{"source": "gazette", "locator": "p. 2"}]}],
    "relations": [{"role": "host", "object": "harbour", "evidence": ["call/1"]}],
}  # fmt: skip


def lines(*items) -> str:
    return "\n".join(item if isinstance(item, str) else json.dumps(item) for item in items)


def imported(*items, **options):
    return import_records(lines(*items), **{"by": None, "reason": "Brought in", "name": "test"} | options)


def verbs(outcome) -> list[str]:
    return [line.verb for line in outcome.lines]


@kept
def words():
    vocabulary()


@pytest.fixture
def editor():
    return User.objects.create_user("editor", password="a long pass phrase")


def test_records_come_in_under_names_of_their_own(words):
    # The visit stands before what it refers to.
    outcome = imported(VISIT, SOURCE, HOST)
    assert verbs(outcome) == ["create", "create", "create"]
    visit = Entry.objects.get(slug="call")
    assert (visit.status, visit.summary, visit.date, visit.grade) == (
        "published",
        "They called.",
        "2003-06",
        "single-source",
    )
    [relation] = visit.relations.all()
    assert (relation.object.slug, [each.text for each in relation.evidence.all()]) == ("harbour", ["They called."])
    assert visit.statements.get().claimant.slug == "harbour"
    assert visit.statements.get().citations.get().source.slug == "gazette"
    assert Identifier.objects.get(scheme="library", value="e-7").entry_id == visit.pk
    edition = Edition.objects.get(entry=visit)
    assert (edition.why, edition.load.name) == ("Brought in", "test")


def test_the_same_names_always_give_the_same_keys(words):
    imported(VISIT, SOURCE, HOST)
    keys = dict(Entry.objects.values_list("slug", "key"))
    assert keys == {"call": "rkb4494nww", "harbour": "pn2w5hhwdd"}


def test_imported_twice_nothing_changes(words):
    imported(VISIT, SOURCE, HOST)
    before = snapshot()
    outcome = imported(VISIT, SOURCE, HOST)
    assert verbs(outcome) == ["match", "match", "match"]
    assert snapshot() == before


def test_a_dry_run_says_the_same_and_writes_nothing(words):
    before = snapshot()
    outcome = imported(VISIT, SOURCE, HOST, dry_run=True)
    assert verbs(outcome) == ["create", "create", "create"]
    assert snapshot() == before
    assert verbs(imported(VISIT, SOURCE, HOST)) == verbs(outcome)


def test_what_is_there_gains_and_loses_nothing(words):
    imported(VISIT, SOURCE, HOST)
    before = record(for_record(Entry.objects.filter(slug="call")).get())
    more = {
        "form": "entry", "identifiers": [{"scheme": "library", "value": "e-7"}], "topics": ["education"],
        "names": [{"text": "Çağrı", "language": "tr"}],
        "statements": [
            {"key": "call/1", "citations": [{"source": "gazette", "locator": "p. 9"}]},
            {"key": "call/2", "text": "It was short.", "citations": [{"source": "gazette"}]},
        ],
    }  # fmt: skip
    outcome = imported(more)
    assert verbs(outcome) == ["change"]
    assert outcome.lines[0].title == "Call"
    assert outcome.lines[0].details == [
        "topics: “[\"trade\"]” → “[\"education\",\"trade\"]”", "1 names more", "1 statements more",
        "1 citations more in the statements that are there",
    ]  # fmt: skip
    after = record(for_record(Entry.objects.filter(slug="call")).get())
    assert after["topics"] == ["education", "trade"]
    assert after["statements"][0]["citations"][:1] == before["statements"][0]["citations"]
    assert [each["locator"] for each in after["statements"][0]["citations"]] == ["p. 2", "p. 9"]
    assert [each["text"] for each in after["statements"]] == ["They called.", "It was short."]
    assert after["relations"] == before["relations"]
    assert verbs(imported(more)) == ["match"]


def test_a_column_that_is_named_is_set_and_the_others_stay(words):
    imported(SOURCE)
    assert verbs(imported({"form": "source", "slug": "gazette", "note": "Read again."})) == ["change"]
    found = Source.objects.get(slug="gazette")
    assert (found.note, found.publisher) == ("Read again.", "The Gazette")


def test_a_row_that_says_the_same_is_known_again_without_its_key(words):
    [source] = [imported(SOURCE) and Source.objects.get()]
    [entry] = apply_all(
        [{"form": "entry", "key": "bbbbbbbbbb", "kind": "event", "title": "Talks", "slug": "talks",
          "statements": [statement("They talked.", lead=True, citations=[
              {"key": "cccccccccc", "source": source.key, "locator": "p. 1"}])]}],
        by=None, reason="Test",
    )  # fmt: skip
    item = {"form": "entry", "slug": "talks", "statements": [
        {"text": "They talked.", "citations": [{"source": "gazette", "locator": "p. 1"}]}]}  # fmt: skip
    assert verbs(imported(item)) == ["match"]
    assert [each.key for each in entry.statements.get().citations.all()] == ["cccccccccc"]


BROKEN = {
    "no JSON": ("{", "This is not one JSON object on one line"),
    "a column twice": ('{"form": "entry", "form": "source"}', "stands twice"),
    "no form": ({"slug": "call"}, "A record needs a form"),
    "no name": ({"form": "source", "title": "Nameless"}, "It names itself neither by a key"),
    "an unknown source": (
        VISIT | {"statements": [VISIT["statements"][0] | {"citations": [{"source": "library:none"}]}]},
        "statements[0].citations[0].source: No source has the key “library:none”.",
    ),
    "a broken date": (
        VISIT | {"statements": [VISIT["statements"][0] | {"values": [{"field": "date", "value": "2003-99"}]}]},
        "statements[0].values[0]",
    ),
    "a list that is none": (VISIT | {"statements": "none"}, "statements: A list of rows is wanted."),
    "a topic that is no word": (VISIT | {"topics": [{}]}, "topics: A list of keys or codes is wanted."),
    "an unknown column": (VISIT | {"colour": "red"}, "colour: “colour” is not a column here."),
    "nothing cited": (
        VISIT | {"statements": [{"key": "call/1", "text": "They called.", "lead": True}]}, "has no citation",
    ),
    "a key that is a list": (VISIT | {"statements": [{"key": ["a"]}]}, "statements[0].key: Text is wanted."),
    "an identifier that is none": (VISIT | {"identifiers": [{"scheme": [1]}]}, "identifiers[0].scheme: Text is"),
    "a form that is a list": ({"form": ["entry"]}, "A record needs a form"),
    "public, and yet held back": (VISIT | {"hold_reason": "A second source."}, "It is held back: A second source."),
    "control characters in a name": (VISIT | {"slug": "a\u0000b"}, "control characters"),
    "half a letter in a name": ('{"form": "entry", "kind": "event", "slug": "\\ud800"}', "control characters"),
}  # fmt: skip


@pytest.mark.parametrize(("broken", "words_of_it"), BROKEN.values(), ids=BROKEN)
def test_one_bad_line_refuses_all_and_is_named(words, broken, words_of_it):
    before = snapshot()
    outcome = imported(SOURCE, "", HOST, broken)
    assert outcome.refused
    assert [line.number for line in outcome.lines if line.verb == "refuse"] == [4]
    assert words_of_it in " ".join(outcome.lines[-1].details)
    assert snapshot() == before


def test_every_bad_line_is_named_at_once(words):
    outcome = imported("{", SOURCE | {"csl_type": "scroll"}, {"form": "place"}, HOST)
    assert [line.number for line in outcome.lines if line.verb == "refuse"] == [1]
    outcome = imported(SOURCE | {"csl_type": "scroll"}, {"form": "place", "code": "XZ"}, HOST)
    assert [line.number for line in outcome.lines if line.verb == "refuse"] == [1, 2]


def test_two_lines_about_one_record_are_refused(words):
    outcome = imported(SOURCE, SOURCE | {"title": "Another"})
    assert outcome.refused
    assert "stands twice" in " ".join(outcome.lines[1].details)


def test_names_that_lead_to_two_rows_are_refused(words):
    imported(SOURCE, SOURCE | {"slug": "herald", "title": "Herald", "identifiers": []})
    outcome = imported(SOURCE | {"slug": "herald"})
    assert "lead to different rows" in outcome.lines[0].details[0]


def test_what_an_editor_changed_is_not_overwritten(words, editor):
    imported(VISIT, SOURCE, HOST)
    entry = for_record(Entry.objects.filter(slug="call")).get()
    apply(record(entry) | {"title": "A call"}, by=editor, reason="Better")
    before = snapshot()
    outcome = imported(VISIT)
    assert outcome.refused
    assert outcome.lines[0].details == [
        "It was changed by editor since it was loaded (edition 2); importing over that is refused."
    ]
    assert snapshot() == before


def test_an_import_says_who_answers_for_it(words, editor):
    imported(SOURCE, by=editor)
    assert Edition.objects.get(source__slug="gazette").by == editor


def test_nothing_in_place_of_a_list_says_nothing(words):
    imported(VISIT, SOURCE, HOST)
    nothing = {"names": None, "topics": None, "relations": None, "statements": [{"key": "call/1", "values": None}]}
    assert verbs(imported({"form": "entry", "slug": "call", **nothing, "topics": []})) == ["match"]


def test_terms_and_places_come_in_by_their_codes(words):
    role = {"form": "term", "scheme": "role", "code": "guide", "label": "Guided by", "subject_kinds": ["event"]}
    place = {"form": "place", "code": "XC", "name": "Westland", "precision": "country", "latitude": "33.60",
             "longitude": "73.00"}  # fmt: skip
    assert verbs(imported(role, place)) == ["create", "create"]
    assert verbs(imported(role, place)) == ["match", "match"]
    wider = {"form": "term", "scheme": "role", "code": "guide", "subject_kinds": ["event", "agreement"]}
    assert verbs(imported(wider)) == ["change"]
    found = Term.objects.get(code="guide")
    assert (found.label, found.subject_kinds) == ("Guided by", ["event", "agreement"])


def test_a_whole_record_comes_in_as_it_is(words):
    items = content()
    assert not imported(*copy.deepcopy(items)).refused
    loaded = snapshot()
    assert set(verbs(imported(*items))) == {"match"}
    assert snapshot() == loaded
    assert Load.objects.count() == 1
