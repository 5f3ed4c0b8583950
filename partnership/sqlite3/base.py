"""A transaction begins with taking a turn and ends with giving it back. All begin as writers (`database.py`).

What a query looks like to SQLite is kept: to find the places of its values takes Django a twentieth of a page's time.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from django.db.backends.sqlite3 import base

from partnership.turns import at_work, turns_of

_TEXTS = 1_000  # of queries; of these there is one for each number of values that are looked for


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        return _converted(query) if param_names is None else super().convert_query(query, param_names=param_names)


@lru_cache(_TEXTS)
def _converted(query: str) -> str:
    return base.SQLiteCursorWrapper.convert_query(cast(Cursor, None), query)  # the same whatever cursor asks


class DatabaseWrapper(base.DatabaseWrapper):
    _turn: AbstractContextManager[None] | None = None

    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)

    def read(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """All rows of a query, past the layers of Django's cursors unless one has something to do: they take a
        twentieth of the time of an entry's page, which asks twenty times."""
        if self.execute_wrappers or self.queries_logged:
            with self.cursor() as cursor:
                cursor.execute(query, values)
                return cast(list[tuple[Any, ...]], cursor.fetchall())
        self.close_if_health_check_failed()
        self.ensure_connection()
        self.validate_thread_sharing()
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            return cast(list[tuple[Any, ...]], self.connection.execute(_converted(query), values).fetchall())

    def _start_transaction_under_autocommit(self) -> None:
        try:
            if not self.is_in_memory_db():
                turn = turns_of(Path(self.settings_dict["NAME"])).mine()
                with at_work.away():
                    turn.__enter__()
                    self._turn = turn
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        done = super()._commit()
        self._end_turn()  # where it fails, it is rolled back
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn:
            turn.__exit__(None, None, None)
