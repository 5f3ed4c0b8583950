"""The table of queries over the real content: what must come first, be among the first five, or be absent."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from partnership.models import Entry
from partnership.queries import facets
from partnership.queries.relevance import Ranked
from partnership.search import understood
from partnership.search.engine import ENTRIES
from tests.kept import kept
from tests.search.reference import Reading

IN_ORDER = 100
TABLE = Path(__file__).resolve().parent.parent / "data" / "queries.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


@kept
def reading(seeded):
    return Reading()


def ranked(typed: str) -> list[str]:
    query = understood(typed)
    found = ENTRIES.rows(query, facets.of_entries().all)
    return [each.slug for each in Ranked(Entry, facets.Found(lambda: found), query)[: len(found)]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["query"])
def test_each_query_has_its_answer(row, reading):
    """And, on each database, the answers that a plain reading of everything gives, the first in its order too: of
    those that are very many, some are weighed and the others follow in time."""
    found, wanted = ranked(row["query"]), reading.slugs(row["query"])
    assert found[:IN_ORDER] == wanted[:IN_ORDER]
    assert sorted(found) == sorted(wanted)
    if row["first"]:
        assert found[:1] == [row["first"]]
    assert {*row["first"].split(), *row["among"].split()} <= set(found[:5])
    assert not set(row["absent"].split()) & set(found)


def test_the_success_that_is_reported_is_what_is_measured():
    found = {row["query"]: ranked(row["query"])[:5] for row in ROWS}
    wanted = [row for row in ROWS if row["first"]]
    first = sum(found[row["query"]][:1] == [row["first"]] for row in wanted)
    five = sum({*row["first"].split(), *row["among"].split()} <= set(found[row["query"]]) for row in ROWS)
    report = f"success at 1: {first} of {len(wanted)}; success at 5: {five} of {len(ROWS)}"
    assert report in (Path(settings.BASE_DIR) / "docs" / "search.md").read_text(encoding="utf-8")


def test_the_table_is_large_and_speaks_of_what_is_there():
    assert len(ROWS) >= 60
    named = {slug for row in ROWS for column in ("first", "among", "absent") for slug in row[column].split()}
    assert named <= set(Entry.objects.published().values_list("slug", flat=True))
    assert sum(bool(row["first"]) for row in ROWS) >= 60
