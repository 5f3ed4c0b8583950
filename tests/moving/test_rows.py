"""Rows of every type go from each engine to each other one, and are the same by their hash."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import isolate_apps

from partnership.moving.rows import Hash, Told, read, write
from partnership.moving.tables import of_model
from tests.moving.places import file, standing_on, tables

ROWS = [
    {},
    {
        "text": "Işık ‘دوست’ 😀\t\\N \\. \r\n x", "other": "", "number": 2**62, "yes": True, "flag": False,
        "day": dt.date(1, 1, 1), "moment": dt.datetime(2024, 2, 29, 23, 59, 59, 999999, dt.UTC),
        "hour": dt.time(1, 2, 3),
        "decimal": Decimal("-12345678.900000"), "exact": Decimal("99.50"), "fraction": 0.1, "bytes": bytes(range(256)),
        "json": {"b": [1, None, "\\u0000"], "a": {"ü": 1.5}}, "uuid": uuid.UUID(int=7), "span": dt.timedelta(-3, 5, 7),
    },
    {"text": " ", "moment": dt.datetime(1947, 8, 14, tzinfo=dt.UTC), "bytes": b"", "json": [], "number": -1},
    {"json": {}, "decimal": Decimal(0), "yes": False, "flag": True, "fraction": -0.0},
    {"json": models.Value(None, models.JSONField()), "day": dt.date(9999, 12, 31)},
]  # fmt: skip


@pytest.fixture
def thing() -> Iterator[type[models.Model]]:
    with isolate_apps("partnership"):

        class Thing(models.Model):  # noqa: DJ008
            text = models.TextField(default="")
            other = models.CharField(max_length=9, null=True)  # noqa: DJ001
            number = models.BigIntegerField(null=True)
            yes = models.BooleanField(default=False)
            flag = models.BooleanField(null=True)
            day = models.DateField(null=True)
            moment = models.DateTimeField(null=True)
            hour = models.TimeField(null=True)
            decimal = models.DecimalField(max_digits=24, decimal_places=6, null=True)
            exact = models.DecimalField(max_digits=4, decimal_places=2, null=True)
            fraction = models.FloatField(null=True)
            bytes = models.BinaryField(null=True)
            json = models.JSONField(null=True)
            uuid = models.UUIDField(null=True)
            span = models.DurationField(null=True)

            class Meta:
                app_label = "partnership"
                db_table = "thing"

        yield Thing


@contextmanager
def having(thing: type[models.Model], url: str) -> Iterator[BaseDatabaseWrapper]:
    """Standing on a database with a table for it, in one transaction."""
    with standing_on(url) as database:
        database.disable_constraint_checking()
        with transaction.atomic():
            if thing._meta.db_table not in tables(database):
                with database.schema_editor() as editor:
                    editor.create_model(thing)
            yield database


def told(thing: type[models.Model], database: BaseDatabaseWrapper) -> Told:
    counted = Hash(of_model(thing))
    for _ in counted.over(read(of_model(thing), database), lambda _: None):
        pass
    return counted.told()


def test_values_of_every_type_arrive_as_they_left(thing, empty, tmp_path):
    """From SQLite to SQLite; where the tests run on PostgreSQL, from SQLite there and back."""
    table, between = of_model(thing), [empty] if connection.vendor == "postgresql" else []
    stations = [file(tmp_path, "first"), *between, file(tmp_path, "last")]
    with having(thing, stations[0]) as database:
        for columns in ROWS:
            thing._base_manager.create(**columns)
        wanted, before = list(thing._base_manager.order_by("pk").values()), told(thing, database)
    assert before.rows == len(ROWS)
    for here, onward in pairwise(stations):
        with having(thing, here) as old, having(thing, onward) as new:
            write(table, read(table, old), new)
            assert list(thing._base_manager.order_by("pk").values()) == wanted
            assert told(thing, new) == before
            assert not thing._base_manager.filter(pk=len(ROWS), json__isnull=True).exists()


NEIGHBOURS = [
    *({"text": text} for text in ("", " ", "null", "é", "e\u0301")),
    *({"other": ""}, {"number": 0}, {"number": 1}, {"yes": True}, {"flag": False}, {"flag": True}),
    *({"exact": Decimal("0.01")}, {"exact": Decimal("0.10")}, {"bytes": b""}, {"bytes": b"\0"}),
    *({"moment": dt.datetime(2024, 1, 1, 0, 0, 0, microseconds, dt.UTC)} for microseconds in (0, 1)),
    *({"json": each} for each in ({}, [], "", models.Value(None, models.JSONField()), {"a": 1}, {"a": "1"})),
]


def test_a_hash_tells_a_value_from_its_nearest_neighbour(thing, empty):
    with having(thing, empty) as database:
        found = set()
        for columns in NEIGHBOURS:
            thing._base_manager.all().delete()
            thing._base_manager.create(pk=1, **columns)
            found.add(told(thing, database).sha256)
            assert told(thing, database).sha256 in found
        assert len(found) == len(NEIGHBOURS)
