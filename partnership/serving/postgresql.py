"""The state from PostgreSQL."""

from typing import Any

import psycopg
from psycopg import Error

from partnership.serving.state import NONE_YET, ROW, State

__all__ = ["Error", "OfPostgreSQL", "parameters"]

_OF_DJANGO = ("context", "cursor_factory", "prepare_threshold")  # what shapes its own cursors
_OWN = {"connect_timeout": 2, "application_name": "dost state"}


def parameters(django: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in django.items() if name not in _OF_DJANGO} | _OWN


class OfPostgreSQL:
    """One round trip."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        self._rows = psycopg.connect(**parameters, autocommit=True)
        self._execute = self._rows.cursor().execute

    def __call__(self) -> State:
        row = self._execute(ROW, prepare=True).fetchone()
        return State(*row) if row else NONE_YET

    def close(self) -> None:
        self._rows.close()
