"""The whole database, to be compared with itself later."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import transaction


def snapshot() -> dict[str, list[tuple]]:
    """Every column of every row of every table of the content, by table; also the tables between two others."""
    models = apps.get_app_config("partnership").get_models(include_auto_created=True)
    return {model._meta.db_table: list(model._base_manager.order_by("pk").values_list()) for model in models}


def counts() -> dict[str, int]:
    return {table: len(rows) for table, rows in snapshot().items()}


@contextmanager
def undone() -> Iterator[None]:
    """One example of many in one test: whatever it wrote is gone afterwards, and delayed checks are made."""
    with transaction.atomic():
        yield
        transaction.get_connection().check_constraints()
        transaction.set_rollback(True)
