from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.factories import place_record, saved, source_record, term_record, vocabulary
from tests.filters.counting import World


@pytest.fixture
def study(db):
    """A source, and one narrower term or place below what every test has."""
    vocabulary()
    saved(
        term_record("topic", "weapons", broader="defence"),
        term_record("event-type", "session", broader="meeting"),
        place_record("XB-CAP", "Southtown", "XB"),
    )
    return saved(source_record("A study", slug="study"))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Written once for all tests of a module, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)
