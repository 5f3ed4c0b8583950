"""A transaction begins with taking a turn and ends with giving it back. All begin as writers (`database.py`)."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from partnership.turns import at_work, turns_of


class DatabaseWrapper(base.DatabaseWrapper):
    _turn: AbstractContextManager[None] | None = None

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
