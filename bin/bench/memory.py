"""What the processes of a server hold in memory."""

import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_SHOWN = {"Rss": "rss", "Pss": "pss"}


def of(pid: int) -> dict[str, float]:
    """In MB; what several share counts in `pss` for its part only."""
    found = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, rest = line.partition(":")
        if name in _SHOWN:
            found[_SHOWN[name]] = int(rest.split()[0]) / 1024
    return found


def largest(pids: Iterable[int]) -> dict[str, float]:
    return max((of(pid) for pid in pids), key=lambda each: each["pss"])


class Watched:
    """What the largest of the processes held while the block ran, ten times a second."""

    def __init__(self, pids: Iterable[int]) -> None:
        self._pids, self._done = list(pids), threading.Event()
        self.before = largest(self._pids)
        self._seen = [self.before]
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watched":
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.is_set():
            self._seen.append(largest(self._pids))
            time.sleep(0.1)

    def most(self, share: float = 1) -> dict[str, float]:
        """The most within the first `share` of the time; of a short time at least what was held before it."""
        return max(self._seen[: max(1, round(share * len(self._seen)))], key=lambda each: each["pss"])
