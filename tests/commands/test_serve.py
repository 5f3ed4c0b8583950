"""Several instances that start at once; the rest of `serve` is in tests/test_commands_run.py."""

import pytest
from django.db import connection

from partnership.management.commands.serve import STARTING, Command


@pytest.mark.django_db
def test_of_two_instances_that_start_at_once_one_waits(django_assert_num_queries) -> None:
    on_postgresql = connection.vendor == "postgresql"
    with django_assert_num_queries(1 if on_postgresql else 0):  # SQLite serves one instance only
        Command().wait_for_other_instances()
    if on_postgresql:
        other = connection.copy("other")
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [STARTING])
            assert cursor.fetchone() == (False,)
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [STARTING])
