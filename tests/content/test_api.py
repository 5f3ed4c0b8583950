"""The whole of the content through the API: every answer in the form of the schema."""

from typing import Any

import jsonschema_rs
import pytest
from django.core.cache import cache

from partnership.api.components import COMPONENTS
from partnership.models import Entry, Source, Statement
from tests.api.shape import complete

LISTS = {
    "entries": "EntryLineList",
    "agreements/tracker": "AgreementLineList",
    "sources": "SourceLineList",
    "figures": "FigureList",
    "terms": "TermEntryList",
    "places": "PlaceList",
}
SCHEMAS = {name: complete(each) for name, each in COMPONENTS.items()}


@pytest.fixture
def ask(seeded, client, settings):
    """The answer at an address, held to its form."""
    settings.API_RATE = "1000000/sec"
    cache.clear()
    validators: dict[str, Any] = {}

    def asked(path: str, component: str) -> dict:
        if component not in validators:
            whole = {"$ref": f"#/components/schemas/{component}", "components": {"schemas": SCHEMAS}}
            validators[component] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        answer = client.get(path).json()
        assert [f"{path}: {each.message}" for each in validators[component].iter_errors(answer)] == []
        return answer

    return asked


@pytest.mark.parametrize("name", LISTS)
def test_a_walk_through_a_list_meets_everything_once(ask, name):
    path, met, count = f"/api/v1/{name}/?limit=100", [], 0
    while path:
        page = ask(path, LISTS[name])
        met += [str(each) for each in page["results"]]
        count, path = page["count"], (page["next"] or "").removeprefix("http://127.0.0.1:8000")
    assert len(met) == len(set(met)) == count > 20


def test_every_fifth_entry_source_and_statement_has_its_form(ask):
    for entry in Entry.objects.published().order_by("pk")[::5]:
        assert ask(f"/api/v1{entry.get_absolute_url()}", "Entry")["id"] == entry.key
    for source in Source.objects.public().order_by("pk")[::5]:
        ask(f"/api/v1{source.get_absolute_url()}", "Source")
    for key in Statement.objects.filter(entry__status="published").order_by("pk").values_list("key", flat=True)[::25]:
        ask(f"/api/v1/statements/{key}/", "StatementCard")
