"""The processes of gunicorn share those who come: each takes as many as the others have.

gunicorn lets whichever process looks first take a connection, and a connection stays with its process for as long as it
is kept open. Of eight that a proxy opens at once, now and then seven or all fell to one process, and the other had
nothing to do.
"""

import mmap
import socket
import time

from gunicorn.workers.gthread import ThreadWorker

_PLACES = 64  # of processes that are there at the same time
_COURTESY = 0.05  # seconds that are left to another process, which may have to wait for its own threads first
_LOOK = 0.005  # seconds between two looks whether it has taken one
_HANGS = 2.0  # seconds after which a process that has not looked does not count: it hangs
# Shared with all processes that are forked from this one: connections that each holds, and when it last looked.
_held = memoryview(mmap.mmap(-1, 8 * _PLACES)).cast("q")
_looked = memoryview(mmap.mmap(-1, 8 * _PLACES)).cast("d")


class EvenWorker(ThreadWorker):
    """Who holds more connections than another process leaves it a moment to take the next one. If it still holds more
    after that, it takes whatever comes for as long again."""

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

    def gone(self) -> None:
        """It has ended, and holds nothing more."""
        _looked[self._place] = 0.0

    def accept(self, listener: socket.socket) -> None:
        now = time.monotonic()
        if now < self._until + _COURTESY or not self._has_more(now):
            super().accept(listener)
        else:
            self._until = now + _COURTESY
            self.set_accept_enabled(False)

    def _has_more(self, now: float) -> bool:
        counts = (held for held, looked in zip(_held, _looked, strict=True) if now - looked < _HANGS)
        # Nobody counts where all were stopped for a while, this one as well.
        return self._connections > min(counts, default=self._connections)

    def set_accept_enabled(self, enabled: bool) -> None:
        now = time.monotonic()
        if enabled and now < self._until:
            if self._has_more(now):
                return
            self._until = 0.0
        super().set_accept_enabled(enabled)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        now = time.monotonic()
        _looked[self._place] = now if self.alive else 0.0  # one that is to end takes nobody any more
        super().wait_for_and_dispatch_events(_LOOK if now < self._until else timeout)
