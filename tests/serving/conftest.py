from collections.abc import Iterator

import pytest
from django.core.wsgi import get_wsgi_application

from partnership.serving.state import Reader
from partnership.serving.store import PageStore
from tests.factories import saved, source_record, vocabulary
from tests.serving.asking import ROOM


@pytest.fixture
def reader(transactional_db) -> Iterator[Reader]:
    found = Reader.of("default")
    yield found
    found.close()


@pytest.fixture
def source(transactional_db):
    vocabulary()
    return saved(source_record("A study", slug="study"))


class Django:
    """The site itself; `asked` are the paths that were rendered."""

    def __init__(self) -> None:
        self.site = get_wsgi_application()
        self.asked: list[str] = []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return self.site(environ, start_response)


@pytest.fixture
def django(transactional_db) -> Django:
    return Django()


@pytest.fixture
def site(django, reader) -> PageStore:
    return PageStore(django, reader, ROOM)
