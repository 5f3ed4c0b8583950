"""Who writes to one SQLite file takes turns, in the order in which they came.

SQLite itself knows no order: whoever asks at the right moment goes first, and one who has waited long asks less often
than one who has just come. Beside thirty readers, one of eight editors waited longer than the timeout, and was refused.
"""

import fcntl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PATIENCE = 45  # seconds; who has waited longer asks SQLite itself, which waits on
_READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_LOOK = 0.005  # seconds between two looks whether another process is done
_GIVE_WAY = 0.02  # seconds that a process leaves to the others after each turn; several looks


class Turns:
    """Within a process a queue, of which the first waits for the other processes by a lock on a file."""

    def __init__(self, file: Path, patience: float = PATIENCE) -> None:
        self._file, self._patience = file, patience
        self._queue: deque[threading.Event] = deque()
        self._lock = threading.Lock()
        self._last = 0.0

    @contextmanager
    def mine(self) -> Iterator[None]:
        until, first = time.monotonic() + self._patience, threading.Event()
        with self._lock:
            self._queue.append(first)
            self._queue[0].set()
        try:
            if not first.wait(self._patience):
                yield
                return
            with self._file.open("a") as file:
                self._take(file.fileno(), until)
                try:
                    yield
                finally:  # closing the file gives the lock back
                    self._last = time.monotonic()
        finally:
            with self._lock:
                self._queue.remove(first)
                if self._queue:
                    self._queue[0].set()

    def _take(self, file: int, until: float) -> None:
        time.sleep(max(0.0, self._last + _GIVE_WAY - time.monotonic()))
        while time.monotonic() < until:
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(_LOOK)


class InTurn:
    """Middleware, before whatever may write: what an editor sends waits for its turn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = get_response
        self._turns = Turns(Path(settings.DATA_DIR) / "writing")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in _READING:
            return self._answer(request)
        with self._turns.mine():
            return self._answer(request)
