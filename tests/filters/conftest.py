from tests.factories import place_record, saved, source_record, term_record, vocabulary
from tests.filters.counting import World
from tests.kept import kept


@kept
def study():
    """A source, and one narrower term or place below what every test has."""
    vocabulary()
    saved(
        term_record("topic", "weapons", broader="defence"),
        term_record("event-type", "session", broader="meeting"),
        place_record("XB-CAP", "Southtown", "XB"),
    )
    return saved(source_record("A study", slug="study"))


@kept
def world() -> World:
    return World()
