"""Who writes to one SQLite file takes turns, in the order in which they came.

SQLite itself knows no order: whoever asks at the right moment goes first, and one who has waited long asks less often
than one who has just come. Beside thirty readers, one of eight editors waited longer than the timeout, and was refused.
"""

import fcntl
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_log = logging.getLogger(__name__)
PATIENCE = 25  # seconds; who has waited longer asks SQLite itself, which waits on
_LOOK = 0.005  # seconds between two looks whether another process is done
_GIVE_WAY = 0.02  # seconds that a process leaves to the others after each turn; several looks


class Turns:
    """Within a process a queue, of which the first waits for the other processes by a lock on a file."""

    def __init__(self, file: Path, patience: float = PATIENCE) -> None:
        self._file, self._patience = file, patience
        self._queue: deque[threading.Event] = deque()
        self._lock = threading.Lock()
        self._last, self._said = 0.0, False

    @contextmanager
    def mine(self) -> Iterator[None]:
        until, first = time.monotonic() + self._patience, threading.Event()
        with self._lock:
            self._queue.append(first)
            self._queue[0].set()
        try:
            held = self._taken(until) if first.wait(self._patience) else None
            try:
                yield
            finally:
                if held is not None:
                    self._last = time.monotonic()
                    os.close(held)  # which gives the lock back
        finally:
            with self._lock:
                self._queue.remove(first)
                if self._queue:
                    self._queue[0].set()

    def _taken(self, until: float) -> int | None:
        """The open file that is locked. Turns are a courtesy: where no file can be locked, SQLite still sees to it that
        only one writes."""
        time.sleep(max(0.0, self._last + _GIVE_WAY - time.monotonic()))
        try:
            file = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            self._say(error)
            return None
        while time.monotonic() < until:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(_LOOK)
            except OSError as error:
                self._say(error)
                break
            else:
                return file
        os.close(file)
        return None

    def _say(self, error: OSError) -> None:
        if not self._said:
            self._said = True
            _log.warning("Those who write take no turns with other processes: %s", error)


_all: dict[Path, Turns] = {}


def turns_of(database: Path) -> Turns:
    """Those of everybody in this process who writes to the file."""
    return _all.setdefault(database, Turns(database.with_name(f"{database.name}-turn")))
