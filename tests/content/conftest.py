"""The repository's own content, loaded once for all tests of this folder and taken back after them.

The tests of the folder run one after the other in one process: tests/conftest.py sees to that.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from partnership.actions.layers import LAYERS
from partnership.actions.load import load

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
SEEDS = LAYERS


def texts() -> dict[str, str]:
    return {name: (FIXTURES / f"{name}.json").read_text(encoding="utf-8") for name in SEEDS}


@pytest.fixture(scope="package")
def seeded(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load(texts())
        with connection.cursor() as cursor:  # as the server does by itself before long; else it guesses at empty tables
            cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)
