"""What the tests of this folder share."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.exports.shelf import fill


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The made-up record, filled once for a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill()
        yield
        transaction.set_rollback(True)
