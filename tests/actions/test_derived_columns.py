"""What statements establish is copied into the entry, so that lists and the fact box agree with the evidence."""

import datetime as dt

import pytest

from partnership.actions import apply
from partnership.models import Entry
from partnership.records import record
from tests.factories import entry_record, saved, source_record, statement, value
from tests.kept import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


@kept
def source(words):
    return saved(source_record())


def draft(kind, *statements, **columns) -> Entry:
    return saved(entry_record(kind, status="draft", statements=list(statements), **columns)).own


# kind, field, text, what the column then holds, another text
FORMS = [
    pytest.param("event", "date", "2020-12", "2020-12", "2021", id="edtf"),
    pytest.param("event", "title", "The fifteenth", "The fifteenth", "The 15th", id="text"),
    pytest.param("event", "ordinal", "15", 15, "14", id="integer"),
    pytest.param("event", "type", "visit", "Visit", "meeting", id="term"),
    pytest.param("system", "category", "aircraft", "Aircraft", "ship", id="category"),
    pytest.param("institution", "country", "XA", "Northland", "XB", id="place"),
    pytest.param("institution", "seat", "XA-CAP", "Northtown", "XB", id="own place"),
    pytest.param("institution", "website", "https://a.example/", "https://a.example/", "https://b.example/", id="web"),
    pytest.param("agreement", "duration", "five years", "five years", "ten years", id="own text"),
    pytest.param("agreement", "ends", "2025", "2025", "2026", id="own edtf"),
    pytest.param("person", "born", "1954~", "1954~", "1955", id="birth"),
    pytest.param("system", "designation", "T-1", "T-1", "T-2", id="designation"),
]


def column(row: Entry, field: str):
    found = getattr(Entry.objects.get(pk=row.pk).own, field)
    return found if isinstance(found, str | int) else str(found)


@pytest.mark.parametrize(("kind", "field", "text", "kept", "other"), FORMS)
class TestAField:
    def test_is_a_copy_of_the_only_value(self, source, kind, field, text, kept, other):
        row = draft(kind, statement("It is.", source, values=[value(field, text)]))
        assert column(row, field) == kept
        assert not row.in_conflict

    def test_is_a_copy_of_the_preferred_value_wherever_it_stands(self, source, kind, field, text, kept, other):
        for order in (1, -1):
            said = [
                statement("No.", source, values=[value(field, other)]),
                statement("Yes.", source, values=[value(field, text)], rank="preferred", rank_reason="Seen."),
            ]
            row = draft(kind, *said[::order])
            assert column(row, field) == kept
            assert row.in_conflict

    def test_is_a_copy_of_the_one_that_is_not_deprecated(self, source, kind, field, text, kept, other):
        row = draft(
            kind,
            statement("No.", source, values=[value(field, other)], rank="deprecated", rank_reason="Retracted."),
            statement("Yes.", source, values=[value(field, text)]),
        )
        assert column(row, field) == kept
        assert row.in_conflict

    def test_is_what_the_editor_wrote_while_statements_disagree(self, source, kind, field, text, kept, other):
        said = [statement(each, source, values=[value(field, each)]) for each in (text, other)]
        row = draft(kind, *said, **{field: 7 if field == "ordinal" else text})
        assert column(row, field) == (7 if field == "ordinal" else kept)
        assert row.in_conflict

    def test_stays_when_the_statement_goes(self, source, kind, field, text, kept, other):
        row = draft(kind, statement("It is.", source, values=[value(field, text)]))
        apply(record(row) | {"statements": []}, by=None, reason="")
        assert column(row, field) == kept


def test_only_deprecated_values_establish_nothing(source):
    said = statement("No.", source, values=[value("date", "2020")], rank="deprecated", rank_reason="Retracted.")
    assert draft("event", said, date="2019").date == "2019"


def test_the_edition_keeps_what_the_columns_then_are(source):
    row = draft("event", statement("It is.", source, values=[value("date", "2020-12")]), date="2019")
    assert row.editions.get().record["date"] == "2020-12"


def test_the_first_and_last_day_follow_from_the_date_that_was_established(source):
    said = statement("It is.", source, values=[value("date", "2020-12/..")], date="2021")
    row = draft("event", said)
    assert (row.date_earliest, row.date_latest) == (dt.date(2020, 12, 1), dt.date.max)
    [kept] = row.statements.all()
    assert (kept.date_earliest, kept.date_latest) == (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    emptied = apply(record(row) | {"statements": [], "date": ""}, by=None, reason="")
    assert (emptied.date_earliest, emptied.date_latest) == (None, None)


def test_the_summary_is_the_text_of_the_leading_statement(source):
    first, second = statement("First.", source, lead=True), statement("Second.", source)
    row = draft("event", first, second)
    assert row.summary == "First."
    row = apply(record(row) | {"statements": [first | {"lead": False}, second | {"lead": True}]}, by=None, reason="")
    assert row.summary == "Second."
    row = apply(record(row) | {"statements": [first, second | {"text": "Other."}]}, by=None, reason="")
    assert row.summary == "First."
    assert apply(record(row) | {"statements": []}, by=None, reason="").summary == ""


def test_several_places_do_not_disagree_and_are_left_to_the_editor(source):
    said = [statement(code, source, values=[value("place", code)]) for code in ("XA", "XB")]
    row = draft("event", *said, places=["XA", "XB"])
    assert not row.in_conflict
    assert record(row)["places"] == ["XA", "XB"]
