from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.factories import vocabulary


@pytest.fixture(scope="module")
def words(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The vocabulary, once for all tests of a module and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        vocabulary()
        yield
        transaction.set_rollback(True)
