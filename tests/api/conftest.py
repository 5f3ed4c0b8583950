"""A small record for programs to read."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.factories import citation, entry_record, measured, relation, saved, source_record, statement, vocabulary
from tests.kept import kept


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@kept
def record() -> None:
    """Seven events, two of one day and two without one, an agreement with parties, a figure with two sources."""
    vocabulary()
    study, paper = (saved(source_record(title, slug=title.lower(), date=date)) for title, date in SOURCES)
    for number, date in enumerate(["2003", "2003", "2001-05", "", "2010", "1999/2004", ""]):
        saved(entry_record("event", f"Meeting {number}", study, slug=f"meeting-{number}", date=date, topics=["trade"]))
    firm = saved(entry_record("institution", "The Firm", paper, slug="firm", country="XA"))
    said = statement(
        "They signed.",
        lead=True,
        values=[measured("units-ordered", "52", unit="piece", as_of="2003")],
        citations=[citation(study, quote="they signed"), citation(paper)],
    )
    saved(
        entry_record(
            "agreement",
            "The Deal",
            slug="deal",
            type="treaty",
            date="2004-03",
            statements=[said, statement("It was wise.", study, voice="assessment", claimant=firm.key)],
            relations=[relation("signatory", firm, said)],
        )
    )


SOURCES = (("Study", "2021"), ("Paper", ""))
