"""Values of one thing at one time that differ are rivals; ranks say which of them stands."""

from decimal import Decimal

import pytest

from partnership.models import Event, Statement, Term, Value
from partnership.queries.rivals import established, rivals, said
from tests.models.rows import raw

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(db):
    return raw(Event)


def says(entry, *values: dict, rank: str = "normal", reason: str = "") -> Statement:
    row = raw(Statement, entry=entry, rank=rank, rank_reason=reason or ("" if rank == "normal" else "So."))
    for position, columns in enumerate(values):
        raw(Value, statement=row, position=position, **columns)
    return row


def date(text: str, **columns) -> dict:
    return {"field": "date", "value": text} | columns


def summed(groups) -> list[tuple]:
    return [(group.field, group.as_of, [option.value.value for option in group.options]) for group in groups]


def test_the_same_value_said_twice_is_one_option_with_both_statements(entry):
    one, other = says(entry, date("2020")), says(entry, date("2020"))
    [group] = said(entry.statements.all())
    assert [option.statements for option in group.options] == [[one, other]]
    assert group.settled
    assert not group.disagree
    assert rivals(entry.statements.all()) == []


def test_different_values_are_rivals_in_the_order_they_are_said(entry):
    says(entry, date("2021"))
    says(entry, date("2020"))
    assert summed(rivals(entry.statements.all())) == [("date", "", ["2021", "2020"])]


def test_other_times_other_fields_and_other_measures_are_no_rivals(entry):
    one, two = raw(Term, scheme="measure"), raw(Term, scheme="measure")
    says(entry, date("2020", as_of="2019"), date("2021", as_of="2020"), {"field": "title", "value": "T"})
    says(entry, {"field": "", "measure": one, "value": "1"}, {"field": "", "measure": two, "value": "2"})
    assert rivals(entry.statements.all()) == []
    assert len(said(entry.statements.all())) == 5


def test_places_are_never_rivals(entry):
    says(entry, {"field": "place", "value": "XA"}, {"field": "place", "value": "XB"})
    assert said(entry.statements.all()) == []


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ({"value": "52"}, {"value": "52"}, False),
        ({"value": "52"}, {"value": "53"}, True),
        ({"value": "", "low": Decimal("1")}, {"value": "", "low": Decimal("1.000")}, False),
        ({"value": "", "low": 1}, {"value": "", "low": 1, "high": 2}, True),
        ({"value": "52"}, {"value": "", "low": 52}, True),
        ({"value": "52", "approximate": True}, {"value": "52"}, False),
    ],
)
def test_numbers_and_ranges_are_compared_as_what_they_say(entry, one, other, differ):
    measure = raw(Term, scheme="measure")
    for columns in (one, other):
        says(entry, {"field": "", "measure": measure} | columns)
    assert bool(rivals(entry.statements.all())) is differ


def test_one_number_in_two_units_is_a_disagreement(entry):
    measure = raw(Term, scheme="measure")
    for _ in range(2):
        says(entry, {"field": "", "measure": measure, "value": "1", "unit": raw(Term, scheme="unit")})
    assert len(rivals(entry.statements.all())) == 1


@pytest.mark.parametrize(
    ("ranks", "standing", "settled"),
    [
        (["normal", "normal"], ["0", "1"], False),
        (["preferred", "normal"], ["0"], True),
        (["normal", "preferred"], ["1"], True),
        (["preferred", "preferred"], ["0", "1"], False),
        (["deprecated", "normal"], ["1"], True),
        (["deprecated", "deprecated"], [], False),
        (["deprecated", "normal", "normal"], ["1", "2"], False),
        (["deprecated", "preferred", "normal"], ["1"], True),
    ],
)
def test_what_stands_is_what_is_preferred_or_else_not_deprecated(entry, ranks, standing, settled):
    for number, rank in enumerate(ranks):
        says(entry, {"field": "title", "value": str(number)}, rank=rank)
    [rival] = rivals(entry.statements.all())
    assert [option.value.value for option in rival.standing] == standing
    assert rival.settled is settled
    assert established(entry.statements.all()) == ({"title": standing[0]} if settled else {})


def test_a_value_that_one_deprecates_and_another_upholds_is_believed(entry):
    says(entry, date("2020"), rank="deprecated", reason="Doubtful.")
    says(entry, date("2020"))
    [group] = said(entry.statements.all())
    assert not group.options[0].deprecated
    assert established(entry.statements.all()) == {"date": "2020"}


def test_an_option_gives_each_reason_once(entry):
    for reason in ("Signed text.", "Signed text.", "Two witnesses."):
        says(entry, date("2020"), rank="preferred", reason=reason)
    assert said(entry.statements.all())[0].options[0].reason == "Signed text. Two witnesses."


def test_measures_establish_no_field(entry):
    says(entry, {"field": "", "measure": raw(Term, scheme="measure"), "value": "5"})
    assert established(entry.statements.all()) == {}


def test_rivals_are_found_without_a_query_for_each_statement(entry, django_assert_num_queries):
    for number in range(10):
        says(entry, date(str(2000 + number)))
    with django_assert_num_queries(2):
        fetched = list(entry.statements.prefetch_related("values__measure", "values__unit"))
    with django_assert_num_queries(0):
        assert len(rivals(fetched)[0].options) == 10
