"""How many values of a fact box have no source, and when a source was read last: kept by every write."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from partnership.actions import apply
from partnership.models import Entry, Source
from partnership.records import for_record, record
from tests.factories import citation, entry_record, saved, source_record, statement, value

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


def gaps(**columns) -> int:
    kind = columns.pop("kind", "event")
    return saved(entry_record(kind, status="draft", **columns)).unsourced_fields


def given(name: str, text: str, **columns) -> dict:
    return statement("So it is.", saved(source_record()), values=[value(name, text)], **columns)


def test_a_value_counts_until_a_sentence_with_a_source_establishes_it():
    assert gaps() == 0
    assert gaps(date="2003") == 1
    assert gaps(date="2003", statements=[given("date", "2003")]) == 0
    assert gaps(date="2003", statements=[statement("Nobody says so.", values=[value("date", "2003")])]) == 1
    against = [citation(saved(source_record()), stance="disputes")]
    assert gaps(date="2003", statements=[statement("No.", values=[value("date", "2003")], citations=against)]) == 1


def test_another_value_or_one_not_relied_on_is_no_source_for_it():
    preferred = given("date", "2003", rank="preferred", rank_reason="Seen.")
    assert gaps(date="2003", statements=[preferred, given("date", "2004")]) == 0
    assert gaps(date="2003", statements=[given("date", "2003", rank="deprecated", rank_reason="No.")]) == 1


def test_each_place_and_each_column_of_the_kind_counts():
    assert gaps(places=["XA", "XB"], country="XA", ordinal=3) == 4
    assert gaps(places=["XA", "XB"], statements=[given("place", "XB")]) == 1
    assert gaps(kind="institution", seat="XA-CAP", website="https://example.org", ended="2003") == 3


def test_title_and_type_stand_in_no_box():
    assert gaps(type="visit") == 0


def test_the_last_reading_is_the_latest_of_the_source_and_its_copies():
    copies = [{"address": "https://example.net/a", "kind": "archive", "checked_at": "2022-05"}]
    source = saved(source_record(accessed="2021", copies=copies))
    assert Source.objects.get(pk=source.pk).last_read == dt.date(2022, 5, 1)
    plain = record(for_record(Source.objects.filter(pk=source.pk)).get())
    apply(plain | {"copies": [], "accessed": ""}, by=None, reason="Gone")
    assert Source.objects.get(pk=source.pk).last_read is None


def test_the_migration_counts_as_the_writes_do():
    saved(
        entry_record("event", "One", status="draft", date="2003", places=["XA", "XB"], country="XA", ordinal=2,
                     statements=[given("place", "XB"), given("ordinal", "2"), given("country", "XA")]),
        entry_record("institution", "Two", status="draft", seat="XA-CAP", website="https://a.org", ended="2003",
                     statements=[given("seat", "XA-CAP"), given("ended", "2003", rank="deprecated", rank_reason="No")]),
        source_record(accessed="2021", copies=[{"address": "https://a.net", "kind": "file", "checked_at": "2023-01"}]),
    )  # fmt: skip
    entries, sources = Entry.objects.order_by("pk"), Source.objects.order_by("pk")
    wanted = list(entries.values_list("unsourced_fields", flat=True)), list(sources.values_list("last_read", flat=True))
    assert 2 in wanted[0]
    entries.update(unsourced_fields=0)
    sources.update(last_read=None)
    migration = import_module("partnership.migrations.0003_gaps")
    migration.count(apps, None)
    migration.read(apps, None)
    found = list(entries.values_list("unsourced_fields", flat=True)), list(sources.values_list("last_read", flat=True))
    assert found == wanted
