"""The repository's own content, loaded once for all tests of this folder and taken back after them.

The tests of the folder run one after the other in one process: tests/conftest.py sees to that.
"""

from pathlib import Path

from django.conf import settings
from django.db import connection

from partnership.actions.layers import LAYERS
from partnership.actions.load import load
from tests.kept import kept

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
SEEDS = LAYERS


def texts() -> dict[str, str]:
    return {name: (FIXTURES / f"{name}.json").read_text(encoding="utf-8") for name in SEEDS}


@kept
def seeded() -> None:
    load(texts())
    with connection.cursor() as cursor:  # as the server does by itself before long; else it guesses at empty tables
        cursor.execute("ANALYZE")
