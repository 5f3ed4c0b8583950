"""The schema: valid, complete, and true of real answers."""

import json
from typing import Any

import jsonschema
import pytest
from drf_spectacular.validation import validate_schema

from partnership.api import lists
from partnership.api.components import COMPONENTS
from partnership.api.openapi import schema
from partnership.api.parameters import SAID
from partnership.meanings import FIXED
from partnership.models import Statement
from tests.api.shape import complete, faults


def nodes(found: Any):
    if isinstance(found, dict):
        yield found
        for each in found.values():
            yield from nodes(each)
    elif isinstance(found, list):
        for each in found:
            yield from nodes(each)


@pytest.mark.once
def test_it_is_openapi_3_1_and_each_component_is_json_schema():
    validate_schema(schema())
    assert schema()["openapi"].startswith("3.1.")
    for component in COMPONENTS.values():
        jsonschema.Draft202012Validator.check_schema(component)


@pytest.mark.once
def test_every_field_and_every_parameter_says_what_it_means():
    for name, component in COMPONENTS.items():
        assert component["description"].endswith("."), name
        for field, each in component.get("properties", {}).items():
            assert each.get("description") or "$ref" in each or "$ref" in each["anyOf"][0], (name, field)
            assert each.get("description", ".").endswith((".", "`")), (name, field)
    operations = [item["get"] for item in schema()["paths"].values()]
    for operation in operations:
        assert operation["summary"]
        assert operation["description"].endswith(".")
        for parameter in operation.get("parameters", ()):
            assert parameter["description"]
    assert len({each["operationId"] for each in operations}) == len(operations)


@pytest.mark.once
def test_every_component_that_is_named_is_there_and_every_one_that_is_there_is_named():
    named = {each["$ref"].rpartition("/")[2] for each in nodes(schema()) if "$ref" in each}
    assert named == set(COMPONENTS)


@pytest.mark.once
def test_no_form_holds_more_than_it_names():
    open_ended = [
        name for name, each in COMPONENTS.items() if each["type"] == "object" and each["additionalProperties"]
    ]
    assert open_ended == []


@pytest.mark.once
def test_the_fixed_words_are_those_of_the_record():
    words = {fixed.code: [each.value for each in fixed.choices] for fixed in FIXED}
    assert COMPONENTS["Kind"]["enum"] == words["kind"]
    assert COMPONENTS["SourceType"]["enum"] == words["source-type"]


@pytest.mark.once
def test_the_parameters_are_those_of_the_filters():
    views = [lists.EntryList, lists.Tracker, lists.SourceList, lists.FigureList, lists.TermList, lists.PlaceList]
    for view in views:
        listed = [each["name"] for each in view.parameters() if each["in"] == "query"]
        assert listed == [*view.filters.get_filters(), "sort", "limit", "cursor", "fields"]
    asked = {name for view in views for name in view.filters.get_filters()}
    assert {each.rpartition(" ")[2] for each in SAID} == asked


@pytest.mark.django_db
def test_answers_have_the_form_that_the_schema_gives_them(client, record):
    key = Statement.objects.get(text="They signed.").key
    for path, component in (
        ("", "Root"),
        ("entries/", "EntryLineList"),
        ("agreements/", "EntryLineList"),
        ("entries/?q=deal+signed", "EntryLineList"),
        ("agreements/tracker/", "AgreementLineList"),
        ("agreements/deal/", "Entry"),
        ("events/meeting-0/", "Entry"),
        (f"statements/{key}/", "StatementCard"),
        ("sources/", "SourceLineList"),
        ("sources/study/", "Source"),
        ("figures/", "FigureList"),
        ("terms/", "TermEntryList"),
        ("places/", "PlaceList"),
        ("nothing/", "Problem"),
    ):
        assert faults(client.get(f"/api/v1/{path}").json(), component) == [], path


@pytest.mark.django_db
def test_a_field_too_many_and_a_field_too_few_are_seen(client, record):
    """So that the test above looks where it would be."""
    found = client.get("/api/v1/agreements/deal/").json()
    assert faults(found | {"colour": "red"}, "Entry")
    assert faults({name: each for name, each in found.items() if name != "grade"}, "Entry")
    assert faults(found | {"grade": "good"}, "Entry")
    statement = found["statements"][0]
    assert faults(found | {"statements": [statement | {"citations": [{}]}]}, "Entry")
    assert complete(COMPONENTS["Entry"])["required"] == list(COMPONENTS["Entry"]["properties"])


@pytest.mark.django_db
def test_it_is_served_as_it_is(client):
    answer = client.get("/api/v1/schema/")
    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content) == json.loads(json.dumps(schema()))
