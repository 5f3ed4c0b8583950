"""What follows from the content, built from nothing."""

from collections.abc import Callable

from django.db import connection, transaction

from partnership.actions import revision
from partnership.holdings import upkeep as holdings
from partnership.models import Entry, Place, Source, Term
from partnership.search import upkeep as search


@transaction.atomic
def reindex(step: Callable[[int], None] = lambda _: None) -> None:
    """Search and what the filters hold. Readers see neither before both are done.

    What a page shows may then be different, so the revision moves. `step` is told of each batch's size; every row
    comes twice (`search.size` says how many there are).
    """
    _wait_for_editors()
    holdings.next_revision()
    search.rebuild(step)
    holdings.rebuild(step)
    revision.bump()


def _wait_for_editors() -> None:
    """They wait in turn until all of it is done: who has a row of the content waits for its number, and would be waited
    for by what refers to that row here. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        tables = ", ".join(model._meta.db_table for model in (Term, Place, Source, Entry))  # in the turn of `apply`
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
