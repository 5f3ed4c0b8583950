"""What follows from the content, built from nothing."""

from collections.abc import Callable

from django.db import transaction

from partnership.actions import revision
from partnership.holdings import upkeep as holdings
from partnership.search import upkeep as search


@transaction.atomic
def reindex(step: Callable[[int], None] = lambda _: None) -> None:
    """Search and what the filters hold. Readers see neither before both are done.

    What a page shows may then be different, so the revision moves. `step` is told of each batch's size; every row
    comes twice (`search.size` says how many there are).
    """
    revision.alone()
    search.rebuild(step)
    holdings.rebuild(step)
    revision.bump()
