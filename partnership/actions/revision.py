"""Which writes the public can notice, and the number that tells it so."""

from django.db import connection
from django.db.models import F
from django.utils import timezone

from partnership.models import Entry, Revision, Source
from partnership.records import Row
from partnership.vocabulary import Status


def noticed(before: Row | None, after: Row) -> bool:
    """Whether a reader may see a difference: never for what is not public before or after the write."""
    if isinstance(after, Entry):
        was = before.status if isinstance(before, Entry) else None
        return Status.PUBLISHED in (was, after.status)
    if isinstance(after, Source):
        return Source.objects.public().filter(pk=after.pk).exists()
    return True


def bump() -> None:
    """Counts on, in the transaction of the write."""
    now = timezone.now()
    if not Revision.objects.filter(pk=1).update(number=F("number") + 1, changed_at=now):
        Revision.objects.create(pk=1, number=1, changed_at=now)


def current() -> int:
    """The number that this write has led to."""
    return Revision.objects.values_list("number", flat=True).get(pk=1)


_WRITING = 0x446F7375  # a number that nothing else locks in this database


def beside_others() -> None:
    """Before anything is locked or written: on PostgreSQL writers meet at the rows that they write, but each waits
    until nobody is `alone`. SQLite has one writer at a time."""
    _lock("pg_advisory_xact_lock_shared")


def alone() -> None:
    """Waits for all who write, and lets nobody else write until the transaction is over. To lock what all of them come
    to in the end, the number of the content, would not do: who has a row waits for that, and is waited for by whatever
    refers to the row."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_WRITING])
