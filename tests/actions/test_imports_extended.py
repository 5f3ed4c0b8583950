"""The importer brings in the whole of the wider corpus as the fixture has it, and does nothing the second time."""

import json

import pytest

from partnership.actions.imports import import_records
from partnership.actions.layers import held
from partnership.actions.load import load
from partnership.fixtures import dump, read
from tests.content.conftest import texts

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long]


def test_the_whole_corpus_comes_in_through_the_importer_and_gives_the_same_fixture():
    kept = texts()
    load({name: kept[name] for name in ("terms", "article")})
    lines = "\n".join(json.dumps(record) for record in read(kept["extended"]).records)
    outcome = import_records(lines, by=None, reason="Loaded from extended", name="extended")
    assert not outcome.refused
    assert {line.verb for line in outcome.lines} == {"create", "change"}
    assert dump(held("extended")) == kept["extended"]
    again = import_records(lines, by=None, reason="", name="extended")
    assert {line.verb for line in again.lines} == {"match"}
