"""Editions can be added and read; the database refuses all else, whoever asks."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError

from partnership.models import Edition, Event
from partnership.models.append_only import MESSAGE, unlocked
from tests.models.rows import changed, raw

TABLE = Edition._meta.db_table


def an_edition() -> Edition:
    return raw(Edition, entry=raw(Event).entry_ptr)


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


ATTEMPTS = {
    "update of one": lambda edition: changed(edition, why="Rewritten"),
    "save": lambda edition: edition.save(),
    "update of all": lambda edition: Edition.objects.update(number=7),
    "delete of one": lambda edition: edition.delete(),
    "delete of all": lambda edition: Edition.objects.all().delete(),
    "raw delete": lambda edition: execute(f"DELETE FROM {TABLE}"),  # noqa: S608
    "upsert": lambda edition: Edition.objects.bulk_create(
        [edition], update_conflicts=True, unique_fields=["id"], update_fields=["why"]
    ),
}
if connection.vendor == "postgresql":
    ATTEMPTS |= {
        "truncation": lambda edition: execute(f"TRUNCATE {TABLE}"),
        "truncation of what it belongs to": lambda edition: execute("TRUNCATE partnership_entry CASCADE"),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_an_edition_cannot_be_changed_or_deleted(attempt):
    edition = an_edition()
    connection.check_constraints()  # PostgreSQL truncates nothing while checks wait for the end of the transaction
    with pytest.raises(DatabaseError, match=MESSAGE), transaction.atomic():
        ATTEMPTS[attempt](edition)
    assert Edition.objects.get() == edition
    assert Edition.objects.get().why == "Test"


@pytest.mark.django_db
def test_an_entry_with_editions_cannot_be_deleted():
    entry = an_edition().entry
    with pytest.raises(ProtectedError):
        entry.own.delete()
    execute(f"DELETE FROM partnership_event WHERE entry_ptr_id = {entry.pk}")  # noqa: S608
    execute(f"DELETE FROM partnership_entry WHERE id = {entry.pk}")  # noqa: S608
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    transaction.set_rollback(True)


@pytest.mark.django_db
def test_unlocked_is_the_switch_and_locks_again_also_after_an_error():
    edition = an_edition()
    with unlocked(connection):
        changed(edition, why="Copied")
    with pytest.raises(DatabaseError, match=MESSAGE), transaction.atomic():
        changed(edition, why="Again")
    with pytest.raises(ValueError, match="in between"), unlocked(connection):
        raise ValueError("in between")
    with pytest.raises(DatabaseError, match=MESSAGE), transaction.atomic():
        edition.delete()


@pytest.mark.django_db(transaction=True)
def test_flush_empties_the_database_and_leaves_the_triggers_in_place():
    an_edition()
    call_command("flush", interactive=False, verbosity=0)
    assert not Edition.objects.exists()
    edition = an_edition()
    with pytest.raises(DatabaseError, match=MESSAGE), transaction.atomic():
        edition.delete()
