"""What is refused, by name and with what would be right."""

import pytest

from tests.factories import entry_record, saved
from tests.filters.asking import ask, refused


@pytest.mark.parametrize(
    ("query", "parameter", "expected"),
    [
        ("kind=evnt", "kind", "agreement, event"),
        ("topic=tradee", "topic", "trade"),
        ("type=nothing", "type", "meeting"),
        ("category=x", "category", "aircraft"),
        ("institution=nobody", "institution", ""),
        ("place=XX", "place", "XA"),
        ("country=XA-CAP", "country", "XA"),
        ("source=none", "source", ""),
        ("evidence=good", "evidence", "conflict"),
        ("from=2020-13-45", "from", "2003-06"),
        ("to=yesterday", "to", "2003-06"),
        ("from=2005&to=2003", "to", "earlier"),
        ("sort=size", "sort", "-date"),
        ("page=0", "page", "1 to 200"),
        ("page=201", "page", "1 to 200"),
        ("page=1000000000", "page", "1 to 200"),
        ("page=-1", "page", "1 to 200"),
        ("page=one", "page", "1 to 200"),
        ("page=%D9%A3", "page", "1 to 200"),
        ("after=nothing", "after", "id"),
        ("before=bcdfghjkmn", "before", "id"),
        ("page=1&after=bcdfghjkmn", "after", "One of"),
        ("q=a&q=b", "q", "One value"),
        ("from=2003&from=2004", "from", "One value"),
        ("topic=" + "&topic=".join(f"t{n}" for n in range(21)), "topic", "20"),
        ("kind=event%00", "kind", "Plain text"),
        ("topic=%FF%FE", "topic", "UTF-8"),
        ("topics=trade", "topics", "topic"),
        ("colour=red", "colour", "kind"),
        ("colour=", "colour", "kind"),
    ],
)
def test_what_cannot_be_understood_is_named_with_what_would_be_right(study, query, parameter, expected):
    error = refused(query)
    assert error.parameter == parameter
    assert expected in error.expected


def test_blanks_and_the_marks_of_other_peoples_links_are_no_question(study):
    saved(entry_record(source=study))
    answer = ask("q=&from=&to=&kind=&page=&utm_source=mail&fbclid=1&gclid=2")
    assert (answer["count"], answer["filters"]) == (1, [])
    assert "utm_" not in answer["facets"]["kind"][0]["url"]
