"""Every write that changes something appends an edition, in the same transaction; nothing else does."""

import pytest
from django.db import connection

from partnership.actions import Invalid, Stale, apply, apply_all, publish
from partnership.actions import apply as apply_action
from partnership.models import Edition, Entry, Load, Place, Term, User
from partnership.records import record
from partnership.text import canonical
from tests.factories import entry_record, place_record, saved, source_record, statement, term_record
from tests.kept import kept
from tests.models.rows import raw
from tests.snapshot import snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


@kept
def source(words):
    return saved(source_record())


def edited(row: Entry, *titles: str) -> Entry:
    for title in titles:
        row = apply(record(row) | {"title": title}, by=None, reason=f"Called {title}")
    return row


def test_a_new_row_has_one_edition_that_says_who_when_why_and_all(source):
    editor = raw(User)
    row = apply(entry_record(source=source), by=editor, reason="  First\nversion ")
    edition = Edition.objects.get(entry=row)
    assert (edition.number, edition.by, edition.load, edition.why) == (1, editor, None, "First version")
    assert (edition.status, edition.previous, edition.record) == ("published", "", record(row))
    assert (edition.source, edition.term, edition.place) == (None, None, None)
    assert row.edition == Entry.objects.get().edition == 1
    assert Entry.objects.get().changed_at == edition.made_at


@pytest.mark.parametrize("plain", [term_record("topic", "new"), place_record("XC"), source_record()])
def test_sources_terms_and_places_have_editions_too(db, plain):
    row = saved(plain)
    edition = Edition.objects.get(**{plain["form"]: row})
    assert (edition.number, edition.status, edition.record) == (1, "", record(row))
    changed = "label" if plain["form"] == "term" else "name" if plain["form"] == "place" else "title"
    assert saved(record(row) | {changed: "Changed"}).edition == 2


def test_editions_form_a_chain_that_verifies_when_read_back(source):
    row = edited(saved(entry_record(source=source)), "Second", "Third")
    chain = list(Edition.objects.filter(entry=row).order_by("number"))
    assert [each.number for each in chain] == [1, 2, 3]
    assert [each.record["title"] for each in chain] == ["A meeting", "Second", "Third"]
    assert all(each.sha256 == each.computed_sha256() for each in chain)
    assert [each.previous for each in chain] == ["", chain[0].sha256, chain[1].sha256]


@pytest.mark.parametrize(
    "change", [{"number": 7}, {"status": "draft"}, {"previous": "0" * 64}, {"record": {"title": "Forged"}}]
)
def test_a_forged_edition_does_not_verify(source, change):
    edition = edited(saved(entry_record(source=source)), "Second").editions.get(number=2)
    for name, value in change.items():
        setattr(edition, name, value)
    assert edition.computed_sha256() != edition.sha256


def test_two_editions_in_a_row_never_have_the_same_hash(source):
    row = edited(saved(entry_record(source=source)), "Other", "A meeting", "Other")
    assert len(set(Edition.objects.filter(entry=row).values_list("sha256", flat=True))) == 4


def test_nothing_changed_is_no_edition_and_touches_no_row(source):
    row = saved(entry_record(source=source))
    before = snapshot()
    for plain in (record(row), record(source), record(Term.objects.first()), record(Place.objects.first())):
        apply(plain, by=raw(User, username="editor"), reason="Nothing new")
        User.objects.filter(username="editor").delete()
    assert snapshot() == before


def test_the_order_of_columns_makes_no_difference(source):
    row = saved(entry_record(source=source))
    turned = dict(reversed(record(row).items()))
    assert canonical(turned) == canonical(record(row))
    assert apply(turned, by=None, reason="").edition == 1


def test_a_change_of_one_row_adds_no_edition_to_others(source):
    one, other = saved(entry_record(source=source), entry_record(title="Other", source=source))
    edited(one, "Changed")
    assert Edition.objects.filter(entry=other).count() == 1
    assert Edition.objects.filter(source=source).count() == 1


def test_an_empty_reason_says_at_least_what_was_done(source):
    row = apply(entry_record(source=source), by=None, reason=" ")
    edited_row = apply(record(row) | {"title": "Other"}, by=None, reason="")
    assert [each.why for each in edited_row.editions.order_by("number")] == ["Created", "Changed"]


def test_a_reason_too_long_to_keep_is_refused(source):
    with pytest.raises(Invalid, match="500"):
        apply(entry_record(source=source), by=None, reason="x" * 501)
    assert apply(entry_record(source=source), by=None, reason=" x" * 250).editions.get().why == " ".join("x" * 250)


def test_an_edition_of_a_load_says_which(source):
    load = raw(Load, name="article", sha256="0" * 64, loaded_at="2024-01-01T00:00Z")
    assert apply(entry_record(source=source), by=None, reason="Loaded", load=load).editions.get().load == load


def test_a_failure_after_the_edition_takes_back_everything(source, monkeypatch):
    row = saved(entry_record(source=source))
    before = snapshot()
    real = apply_action.__globals__["append"]

    def append(*args, **options):
        real(*args, **options)
        raise RuntimeError("the power went")

    monkeypatch.setitem(apply_action.__globals__, "append", append)
    with pytest.raises(RuntimeError):
        apply(record(row) | {"title": "Lost", "statements": [statement("New.", source, lead=True)]}, by=None, reason="")
    assert snapshot() == before


def test_of_several_records_all_are_written_or_none(source):
    good, bad = entry_record(title="Good", source=source), entry_record(title="Bad", source="bbbbbbbbbb")
    before = snapshot()
    with pytest.raises(Invalid):
        apply_all([good, bad], by=None, reason="")
    assert snapshot() == before


def test_several_records_may_refer_to_each_other_and_come_back_in_their_order(db):
    relayed = source_record()
    source = source_record(origin=relayed["key"])
    one = entry_record("institution", "One", source)
    two = entry_record("institution", "Two", source)
    one["statements"][0]["claimant"] = two["key"]
    two["statements"][0]["claimant"] = one["key"]
    inner, outer, topic = place_record("XD", within="XE"), place_record("XE"), term_record("topic", "z")
    rows = apply_all([one, two, source, relayed, inner, outer, topic], by=None, reason="")
    assert [row.natural_key() for row in rows] == [
        (one["key"],), (two["key"],), (source["key"],), (relayed["key"],), ("XD",), ("XE",), ("topic", "z")
    ]  # fmt: skip


def test_the_same_thing_twice_in_one_call_is_refused(source):
    plain = entry_record(source=source)
    with pytest.raises(Invalid, match="stands twice"):
        apply_all([plain, plain | {"title": "Other"}], by=None, reason="")


class TestAnEditionThatSomebodyElseWrote:
    def test_saving_over_a_newer_edition_is_refused_and_names_it(self, source):
        row = edited(saved(entry_record(source=source)), "Theirs")
        before = snapshot()
        with pytest.raises(Stale) as refused:
            apply(record(row) | {"title": "Mine"}, by=None, reason="", expected=1)
        assert (refused.value.current.number, refused.value.current.why) == (2, "Called Theirs")
        assert "2" in str(refused.value)
        assert snapshot() == before

    def test_saving_over_the_edition_that_was_seen_is_accepted(self, source):
        row = saved(entry_record(source=source))
        assert apply(record(row) | {"title": "Mine"}, by=None, reason="", expected=1).edition == 2

    def test_a_new_row_is_expected_to_be_new(self, source):
        plain = entry_record(source=source)
        assert apply(plain, by=None, reason="", expected=0).edition == 1
        with pytest.raises(Stale):
            apply(plain, by=None, reason="", expected=0)

    def test_an_edition_of_what_is_not_there_is_stale(self, source):
        with pytest.raises(Stale) as refused:
            apply(entry_record(source=source), by=None, reason="", expected=3)
        assert refused.value.current is None

    def test_publishing_what_changed_meanwhile_publishes_what_is_there(self, source):
        row = saved(entry_record(source=source, status="draft"))
        edited(row, "Newer")
        assert publish(row, by=None, reason="").title == "Newer"


def test_writes_are_made_in_a_transaction_of_their_own(source, monkeypatch):
    seen = []
    monkeypatch.setitem(
        apply_action.__globals__, "append", lambda *args, **options: seen.append(len(connection.savepoint_ids))
    )
    outside = len(connection.savepoint_ids)
    apply(entry_record(source=source), by=None, reason="")
    assert seen == [outside + 1]
