"""A form and a record say the same thing, both ways."""

from decimal import Decimal

import pytest

from partnership.actions import Problem
from partnership.admin.record_forms import Draft, plain
from partnership.models import Edition, Entry, Place, Source, Term
from partnership.records import for_record, record
from tests.admin.pages import errors_in, fill, opened
from tests.admin.test_saving import change


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", [Entry, Source, Term, Place])
def test_a_form_sent_back_as_it_came_is_the_record_that_it_was_made_from(desk, model):
    """Roles as a command writes them, kinds in any order; sentences, numbers, lines, dates, everything."""
    Term.objects.filter(scheme="role", code="signatory").update(object_kinds=["person", "institution"])
    editions = Edition.objects.count()
    for row in for_record(model._default_manager.all()):
        before = record(row)
        address = change(row.own if model is Entry else row)
        form = opened(desk, address)
        fill(form, why="Nothing")
        response = desk.post(address, form)
        assert response.status_code == 302, errors_in(response.content.decode())
        assert record(for_record(model._default_manager.filter(pk=row.pk)).get()) == before
    if model is not Term:
        assert Edition.objects.count() == editions


def test_what_is_wrong_is_led_to_the_innermost_form_that_the_path_names():
    made = Draft(
        {}, {"": "", "statements[0]": "statements-4", "statements[0].citations[1]": "statements-4-citations-0"}
    )
    assert made.complaints(
        [
            Problem("title", "a"),
            Problem("statements", "b"),
            Problem("statements[0].rank", "c"),
            Problem("statements[0].citations[1].source", "d"),
            Problem("statements[0].citations[1]", "e"),
            Problem("", "f"),
        ]
    ) == {
        "": [("title", "a"), ("statements", "b"), (None, "f")],
        "statements-4": [("rank", "c")],
        "statements-4-citations-0": [("source", "d"), (None, "e")],
    }


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1500.000000"), "1500"),
        (Decimal("1E+3"), "1000"),
        ("one\r\ntwo", "one\ntwo"),
        (None, None),
        (False, False),
        ([{"literal": "x"}], [{"literal": "x"}]),
        (Term(code="trade"), "trade"),
        (Place(code="XA"), "XA"),
        (Source(key="abc"), "abc"),
    ],
)
def test_cleaned_values_are_written_as_records_write_them(value, written):
    assert plain(value) == written
