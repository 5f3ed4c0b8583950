"""Turns: who works in a process, and who writes to one SQLite file.

Threads of one process gain nothing by working at the same time, since one of them runs; and each step of SQLite lets
another one run, after which the first waits for five milliseconds. Of eight threads that make pages at once, together
came 121 pages a second, of one after the other 192.

SQLite itself knows no order among those who write: whoever asks at the right moment goes first, and one who has waited
long asks less often than one who has just come. Beside thirty readers, one of eight editors waited longer than the
timeout, and was refused.
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


class Line:
    """One at a time, in the order in which they came.

    Nobody waits for one that hangs: whoever has been at work for `patience` seconds does not count any more, and the
    next one begins. Who gives way comes after all others; while there are any, one of those who give way works in every
    `courtesy` seconds.
    """

    def __init__(self, patience: float = 1.0, courtesy: float = 0.5) -> None:
        self._patience, self._courtesy = patience, courtesy
        self._lock = threading.Lock()
        self._at_work: _Waiting | None = None
        self._since = 0.0  # when that one began
        self._given_way = 0.0  # when one who gives way was last done
        self._waiting: deque[_Waiting] = deque()
        self._mine = threading.local()

    @contextmanager
    def turn(self, *, gives_way: bool = False) -> Iterator[None]:
        if self._of_this_thread is not None:
            yield  # it is one's own already
            return
        self._take(_Waiting(gives_way=gives_way))
        try:
            yield
        finally:
            self._give_back(done=True)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Who has to wait for something else meanwhile lets others work, and is next when it comes back. Nothing, for
        who has no turn."""
        turn = self._of_this_thread
        if turn is None:
            yield
            return
        self._give_back()
        try:
            yield
        finally:
            self._take(_Waiting(gives_way=turn.gives_way, comes_back=True))

    def acquired(self, lock: threading.Lock, timeout: float) -> bool:
        """Whether one has the lock now; while another one has it, others work."""
        if lock.acquire(blocking=False):
            return True
        with self.away():
            return lock.acquire(timeout=timeout)

    @property
    def _of_this_thread(self) -> "_Waiting | None":
        return getattr(self._mine, "turn", None)

    def _take(self, mine: "_Waiting") -> None:
        with self._lock:
            self._waiting.append(mine)
            if self._at_work is None:
                self._go_on()
            left = self._left
        try:
            while not mine.begins.wait(left):
                with self._lock:
                    if (left := self._left) <= 0:
                        self._go_on()
                        left = self._patience
        except BaseException:
            self._leave(mine)
            raise
        self._mine.turn = mine

    def _give_back(self, *, done: bool = False) -> None:
        mine, self._mine.turn = self._of_this_thread, None
        if mine is None:
            return
        with self._lock:
            if done and mine.gives_way:
                self._given_way = time.monotonic()
            if self._at_work is mine:  # else it took too long, and somebody has gone on
                self._go_on()

    def _leave(self, mine: "_Waiting") -> None:
        with self._lock:
            if self._at_work is mine:
                self._go_on()
            elif mine in self._waiting:
                self._waiting.remove(mine)

    @property
    def _left(self) -> float:
        """Seconds for which the one at work still counts."""
        return self._since + self._patience - time.monotonic()

    def _go_on(self) -> None:
        """The next one begins, if there is one."""
        self._at_work, self._since = self._chosen(), time.monotonic()
        if self._at_work:
            self._waiting.remove(self._at_work)
            self._at_work.begins.set()

    def _chosen(self) -> "_Waiting | None":
        """Who comes back; else the first of those who do not give way, or whose time it is of those who do; else
        whoever is first."""
        polite = time.monotonic() >= self._given_way + self._courtesy
        for wanted in ((lambda each: each.comes_back), (lambda each: each.gives_way is polite), (lambda _: True)):
            if found := next(filter(wanted, self._waiting), None):
                return found
        return None


class _Waiting:
    """`comes_back` from being away in the middle of its turn."""

    def __init__(self, *, gives_way: bool, comes_back: bool = False) -> None:
        self.gives_way, self.comes_back, self.begins = gives_way, comes_back, threading.Event()


at_work = Line()  # who makes a page in this process, or a form of the admin
_all: dict[Path, Turns] = {}


def turns_of(database: Path) -> Turns:
    """Those of everybody in this process who writes to the file."""
    return _all.setdefault(database, Turns(database.with_name(f"{database.name}-turn")))
