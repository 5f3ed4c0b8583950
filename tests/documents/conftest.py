import pytest

from tests.factories import saved, source_record, vocabulary


@pytest.fixture
def study(db):
    vocabulary()
    return saved(source_record("A study", slug="study"))
