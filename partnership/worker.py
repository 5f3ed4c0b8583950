"""The processes of gunicorn share those who come: each takes as many as the others have.

gunicorn lets whichever process looks first take a connection, and a connection stays with its process for as long as it
is kept open. Of eight that a proxy opens at once, often seven or all fell to one process, and the other had nothing to
do.
"""

import mmap
import socket
import time

from gunicorn.workers.gthread import ThreadWorker

_PLACES = 64  # of processes that are there at the same time
_COURTESY = 0.05  # seconds that are left to another process, which may have to wait for its own threads first
_LOOK = 0.005  # seconds between two looks whether it has taken one
_HANGS = 2.0  # seconds after which a process that has not looked does not count: it hangs, or has ended
# Shared with all processes that are forked from this one: connections that each holds, and when it last looked.
_held = memoryview(mmap.mmap(-1, 8 * _PLACES)).cast("q")
_looked = memoryview(mmap.mmap(-1, 8 * _PLACES)).cast("d")


class EvenWorker(ThreadWorker):
    """Who holds more connections than another process leaves it a moment to take the next one, and for as long again
    takes whatever comes, if the other one did not."""

    _until = 0.0  # when the moment is over

    @property
    def nr_conns(self) -> int:
        return self._connections

    @nr_conns.setter
    def nr_conns(self, number: int) -> None:
        self._connections = _held[self._place] = number

    @property
    def _place(self) -> int:
        return self.age % _PLACES

    def accept(self, listener: socket.socket) -> None:
        now = time.monotonic()
        if now < self._until + _COURTESY or not self._has_more(now):
            super().accept(listener)
        else:
            self._until = now + _COURTESY
            self.set_accept_enabled(False)

    def _has_more(self, now: float) -> bool:
        fewest = min(held for held, looked in zip(_held, _looked, strict=True) if now - looked < _HANGS)
        return self._connections > fewest

    def set_accept_enabled(self, enabled: bool) -> None:
        now = time.monotonic()
        if enabled and now < self._until:
            if self._has_more(now):
                return
            self._until = 0.0
        super().set_accept_enabled(enabled)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        now = _looked[self._place] = time.monotonic()
        super().wait_for_and_dispatch_events(_LOOK if now < self._until else timeout)
