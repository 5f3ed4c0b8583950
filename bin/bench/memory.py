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
    """What each of the processes has for its share while the block runs, ten times a second."""

    def __init__(self, pids: Iterable[int]) -> None:
        self._seen, self._done = {pid: [of(pid)["pss"]] for pid in pids}, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watched":
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.is_set():
            for pid, seen in self._seen.items():
                seen.append(of(pid)["pss"])
            time.sleep(0.1)

    def growth(self, after: float = 0) -> float:
        """How many MB more the one that grew most held, at most, than within this first part of the time; with 0, than
        before it."""
        return max(max(seen) - max(seen[: max(1, round(after * len(seen)))]) for seen in self._seen.values())
