"""What is read to show where in an entry the words stand: no more than it takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.documents import lines_of, results
from partnership.queries import facets
from partnership.search import understood
from tests.factories import entry_record, saved, source_record, statement, vocabulary

pytestmark = pytest.mark.django_db


# Names, sentences, and then what is cited: as many questions.
@pytest.mark.parametrize(
    ("typed", "where", "read"),
    [
        ("harbour", [], 0),  # in the title
        ("lighthouse", ["statement"], 2),
        ("almanac", ["source"], 3),
        ("harbour lighthouse almanac", ["statement", "source"], 3),
    ],
)
def test_sources_are_read_only_where_sentences_leave_something_open(typed, where, read):
    vocabulary()
    source = saved(source_record("An almanac"))
    said = [statement("They met.", source, lead=True), statement("A lighthouse was built.", source)]
    entry = saved(entry_record("event", "At the harbour", statements=said))
    query = understood(typed)
    lines = lines_of(facets.of_entries().snapshot)([entry.pk])
    results(lines, query)  # put together
    with CaptureQueriesContext(connection) as asked:
        [found] = results(lines, query)
    assert [each["where"] for each in found["matches"]] == where
    assert len(asked) == read
