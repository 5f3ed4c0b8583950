from tests.factories import saved, source_record, vocabulary
from tests.kept import kept


@kept
def study():
    vocabulary()
    return saved(source_record("A study", slug="study"))
