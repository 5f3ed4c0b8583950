"""Choosing fields."""

from typing import Any

import pytest

from partnership.api.components import COMPONENTS
from partnership.api.fields import chosen, names, selected
from partnership.filters import BadParameter

LISTED = [
    "EntryLine",
    "AgreementLine",
    "SourceLine",
    "Figure",
    "TermEntry",
    "Place",
    "Entry",
    "StatementCard",
    "Source",
]
pytestmark = pytest.mark.once


@pytest.mark.parametrize("component", LISTED)
def test_every_name_of_a_form_can_be_chosen(component):
    assert set(COMPONENTS[component]["properties"]) <= set(names(component))
    for name in names(component):
        tree: Any = chosen(name, component)
        for part in name.split("."):
            tree = tree[part]
        assert tree == {"*": None}


def test_what_was_chosen_is_left_in_the_order_of_the_document():
    document = {"id": 1, "title": "T", "statements": [{"text": "a", "id": 2}, {"text": "b", "id": 3}], "country": None}
    found = selected(document, chosen("country.name,statements.text,title", "Entry"))
    assert found == {"title": "T", "statements": [{"text": "a"}, {"text": "b"}], "country": None}
    assert list(found) == ["title", "statements", "country"]


def test_a_whole_field_holds_what_is_asked_for_inside_it():
    document = {"date": {"edtf": "2003", "display": "2003"}}
    for asked in ("date,date.edtf", "date.edtf,date"):
        assert selected(document, chosen(asked, "Entry")) == document


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("colour", "title"),
        ("statements.colour", "text"),
        ("title.length", "last part"),
        ("id,", "title"),
        ("id,,title", "title"),
        ("statements.", "text"),
        ("licence.name.x", "last part"),
        ("*", "title"),
    ],
)
def test_a_name_that_is_none_is_refused_with_those_that_are(asked, expected):
    with pytest.raises(BadParameter) as refused:
        chosen(asked, "Entry")
    assert refused.value.parameter == "fields"
    assert expected in refused.value.expected


def test_blank_means_all():
    assert chosen(" ", "Entry") is None


@pytest.mark.django_db
def test_fields_are_chosen_of_each_result_and_of_one_thing(client, record):
    found = client.get("/api/v1/entries/?fields=slug,date.edtf&sort=title&limit=1").json()
    assert found["results"] == [{"slug": "meeting-0", "date": {"edtf": "2003"}}]
    assert set(found) > {"count", "licence", "revision"}
    assert client.get("/api/v1/agreements/deal/?fields=statements.text").json() == {
        "statements": [{"text": "They signed."}, {"text": "It was wise."}]
    }
