"""Databases to go to, of both engines where the tests run on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.moving.places import file, postgresql


@pytest.fixture
def empty(db, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the engine that the tests run on."""
    if connection.vendor == "sqlite":
        yield file(tmp_path, "empty")
    else:
        with postgresql("empty") as url:
            yield url
