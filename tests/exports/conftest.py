"""What the tests of this folder share."""

from tests.exports.shelf import fill
from tests.kept import kept


@kept
def shelf() -> None:
    """The made-up record, filled once for a module and taken back after it."""
    fill()
