"""Between two databases with the same tables: whatever is in the one comes to be in the other, or it is said."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from hypothesis import given
from hypothesis import strategies as st

from partnership.models import Entry
from partnership.moving import NotMoved
from partnership.moving.rows import read
from partnership.moving.tables import Table
from partnership.moving.target import opened
from partnership.moving.transfer import carry
from partnership.queries.entries import LINES
from tests import world
from tests.factories import saved, source_record, vocabulary
from tests.snapshot import snapshot, undone
from tests.strategies import FEW, entries, places, sources, terms

Sides = tuple[BaseDatabaseWrapper, BaseDatabaseWrapper]


@pytest.fixture
def sides(empty) -> Iterator[Sides]:
    old = connections["default"]
    with opened(empty, old) as new:
        call_command("migrate", interactive=False, verbosity=0)
        new.check_constraints()
        connections["default"] = old
        try:
            yield old, new
        finally:
            connections["default"] = new


@contextmanager
def standing_on_the_new(sides: Sides) -> Iterator[None]:
    old, new = sides
    connections["default"] = new
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        connections["default"] = old


def test_random_records_are_the_same_on_both_sides(sides):
    @FEW
    @given(records=st.tuples(terms(), places(), sources(), entries(base=1000), entries(base=2000)))
    def check(records):
        with undone():
            saved(*world.records(), *records)
            there = snapshot()
            with standing_on_the_new(sides):
                carry(*sides)
                assert snapshot() == there

    check()


def without_the_last(rows: list[list]) -> list[list]:
    return rows[:-1]


def with_a_null_emptied(rows: list[list]) -> list[list]:
    rows[0][rows[0].index(None)] = ""
    return rows


def with_two_exchanged(rows: list[list]) -> list[list]:
    rows[0][1:], rows[1][1:] = rows[1][1:], rows[0][1:]
    return rows


def with_nothing(rows: list[list]) -> list[list]:
    return []


def test_any_difference_is_found(sides, monkeypatch):
    vocabulary()
    saved(source_record())
    for table, change in (
        ("partnership_place", without_the_last),
        ("partnership_place", with_a_null_emptied),
        ("partnership_term", with_two_exchanged),
        ("search_source", with_nothing),
    ):

        def read_otherwise(of: Table, database: BaseDatabaseWrapper, name=table, change=change) -> Iterable:
            rows = read(of, database)
            return change([list(row) for row in rows]) if database is sides[1] and of.name == name else rows

        monkeypatch.setattr("partnership.moving.transfer.read", read_otherwise)
        with pytest.raises(NotMoved, match=f"{table} is not the same on both sides"), standing_on_the_new(sides):
            carry(*sides)


def test_who_waits_is_told_of_every_row_there_and_back(sides):
    vocabulary()
    told = []
    with standing_on_the_new(sides):
        tables = carry(*sides, begin=lambda whole: told.append(-whole) or told.append)
    assert -told[0] == sum(told[1:]) == 2 * sum(table.rows for table in tables) > 0


def test_the_new_side_is_asked_as_the_site_asks(sides):
    saved(*world.records())
    with standing_on_the_new(sides):
        carry(*sides)
        ids = list(Entry.objects.published().order_by("pk").values_list("pk", flat=True))
        assert ids
        assert [each.pk for each in LINES(ids)] == ids
