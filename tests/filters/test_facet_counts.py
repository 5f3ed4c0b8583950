"""Every count beside every list, recounted row by row from what was written: no query of the lists is asked here."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership import dates, listings
from partnership.models import Entry
from partnership.vocabulary import Kind
from tests.filters.counting import TODAY, Row, World, touches
from tests.filters.questions import OF_AGREEMENTS, OF_ENTRIES, OF_FIGURES, OF_SOURCES, PERIOD, asked_for, query_of
from tests.strategies import MANY

pytestmark = pytest.mark.django_db


def matches(row: Row, name: str, values: list[str]) -> bool:
    if name == "on":
        return row["begun"]
    if name in PERIOD:
        day = dates.parse(values[0])
        start, end = (day.earliest, dates.LAST) if name == "from" else (dates.FIRST, day.latest)
        return touches(row["span"], start, end)
    return bool(row[name] & set(values))


def left(rows: list[Row], asked: dict, *without: str) -> list[Row]:
    return [row for row in rows if all(matches(row, *each) for each in asked.items() if each[0] not in without)]


def named_years(rows: list[Row]) -> list[int]:
    """Those in which something begins or ends; an open end is in no year."""
    days = [day for row in rows for day in (row["span"].earliest, row["span"].latest)]
    return sorted({day.year for day in days if day not in (None, dates.FIRST, dates.LAST)})


def recount(every: list[Row], asked: dict, name: str, years: list[int]) -> dict[str, int]:
    """What leaves something, and what is chosen. Decades are offered from the first to the last that anything names."""
    rows = left(every, asked, name)
    offered = {value for row in rows for value in row[name]} - ({"conflict"} if name == "evidence" else set())
    if name == "decade":
        offered &= {"undated", *(f"{year // 10 * 10:04}" for year in range(years[0] // 10 * 10, years[-1] + 1))}
    return {value: sum(value in row[name] for row in rows) for value in offered | set(asked.get(name, ()))}


def recount_years(rows: list[Row], width: int) -> dict[tuple[int, int], int]:
    years = named_years(rows)
    slots = [(start, start + width - 1) for start in range(years[0] // width * width, years[-1] + 1, width)]
    counts = {
        slot: sum(touches(row["span"], dt.date(max(1, slot[0]), 1, 1), dt.date(slot[1], 12, 31)) for row in rows)
        for slot in slots
    }
    return {slot: count for slot, count in counts.items() if count}


def check(
    found: dict, every: list[Row], asked: dict, values_of: Callable[[str], dict], names: set[str], years: list[int]
) -> None:
    """`years`: those that anything of this sort names, in the whole record."""
    assert found["count"] == len(left(every, asked))
    assert found["total"] == len(every)
    for name in names:
        counts = recount(every, asked, name, years)
        shown = {each["value"]: each["count"] for each in found["facets"].get(name, [])}
        assert shown == counts, name
        assert found["facet_lists"].get(name, {"count": 0})["count"] == len(counts)
        assert {each["value"]: each["count"] for each in values_of(name)["results"]} == counts, name
        chosen = {each["value"] for each in found["facets"].get(name, []) if each["active"]}
        assert chosen == set(asked.get(name, ()))
    assert set(found["facets"]) <= names
    rows = left(every, asked, "from", "to")
    bars = {(each["from"], each["to"]): each["count"] for each in (found["years"] or {"bars": []})["bars"]}
    if bars:
        ((first, last), *_) = bars
        assert bars == recount_years(rows, last - first + 1)
    else:
        assert len(named_years(rows)) < 2


@MANY
@given(asked=asked_for(OF_ENTRIES), of=st.sampled_from([None, *Kind.values, "weapons"]))
def test_beside_entries(world: World, asked, of):
    """Of all, of one kind, and on one topic."""
    rows = [each for each in world.entries() if of is None or of in each["kind"] | each["topic"]]
    base = Entry.objects.published().filter(key__in=[each["key"] for each in rows])
    query = query_of(asked)
    found = listings.of_entries(base, query, "/entries/", hide=frozenset(), today=TODAY)

    def values_of(name: str) -> dict:
        return listings.values_of_entries(name, base, query, "/entries/", hide=frozenset(), today=TODAY)

    check(found, rows, asked, values_of, OF_ENTRIES.keys() - {*PERIOD}, named_years(world.entries()))


@MANY
@given(asked=asked_for(OF_AGREEMENTS))
def test_beside_the_tracker(world: World, asked):
    """On any day: what had begun by then, and at which stage it was."""
    day = dates.parse(asked["on"][0]).latest if "on" in asked else TODAY
    rows = [each for each in world.entries(day) if each["kind"] == {"agreement"}]
    query = query_of(asked)
    found = listings.of_agreements(query, "/agreements/tracker/", today=TODAY)

    def values_of(name: str) -> dict:
        return listings.values_of_agreements(name, query, "/agreements/tracker/", today=TODAY)

    shown = {"status", "type", "topic", "decade", "institution", "place", "source", "evidence", "conflict"}
    check(found, rows, asked, values_of, shown, named_years(world.entries()))


@MANY
@given(asked=asked_for(OF_SOURCES))
def test_beside_sources(world: World, asked):
    query = query_of(asked)
    found = listings.of_sources(query, "/sources/", today=TODAY)

    def values_of(name: str) -> dict:
        return listings.values_of_sources(name, query, "/sources/", today=TODAY)

    rows = world.sources()
    check(found, rows, asked, values_of, OF_SOURCES.keys() - {*PERIOD}, named_years(rows))


@MANY
@given(asked=asked_for(OF_FIGURES))
def test_beside_figures(world: World, asked):
    query = query_of(asked)
    found = listings.of_figures(query, "/figures/")

    def values_of(name: str) -> dict:
        return listings.values_of_figures(name, query, "/figures/")

    rows = world.figures()
    check(found, rows, asked, values_of, OF_FIGURES.keys() - {*PERIOD}, named_years(rows))


def test_the_world_has_what_the_recount_is_about(world: World):
    """Else it could not tell a right count from a wrong one."""
    assert len(world.public) < len(world.records)
    assert len(world.sources()) < len(world.source_records) + 1
    for rows, names in (
        (world.entries(), OF_ENTRIES.keys() - {*PERIOD, "gap"}),
        (world.sources(), OF_SOURCES.keys() - {*PERIOD}),
        (world.figures(), OF_FIGURES.keys() - {*PERIOD}),
    ):
        for name in names:
            assert any(row[name] for row in rows), name
        assert {row["span"].latest for row in rows} >= {None, dates.LAST}, rows
    assert any("drones" in row["topic"] for row in world.entries())
    assert any("conflict" in row["evidence"] for row in world.entries())
