from tests.factories import vocabulary
from tests.kept import kept


@kept
def words() -> None:
    """The vocabulary, once for all tests of a module and taken back after them."""
    vocabulary()
