"""A whole list taken away: how soon it begins, how fast it comes, and what it costs in memory while it does."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from bench.memory import Watched
from bench.servers import Server

OURS, THEIRS = "/entries.csv", "/plain/entries.csv?_stream=on&_size=max"
MANY = 8
FEW = 200_000  # entries; eight times a million would take an hour


def csv(ours: Server, rival: Server | None, entries: int) -> dict[str, Any]:
    """Ours, with its memory; the rival's whole table, with the same rows; and eight of each at once, of small ones."""
    with Watched(ours.workers()) as memory:
        found = _taken(ours, OURS)
    found |= {"memory_growth": memory.growth(), "memory_growth_later": memory.growth(0.1)}
    contestants = {"ours": (ours, OURS), **({"datasette": (rival, THEIRS)} if rival else {})}
    if rival:
        found["datasette"] = _taken(rival, THEIRS)
    if entries <= FEW:
        found["many"] = {name: _many(*each) for name, each in contestants.items()}
    return found


def _taken(server: Server, path: str) -> dict[str, Any]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=900)
    started = time.monotonic()
    connection.request("GET", path)
    answer = connection.getresponse()
    first = answer.read(1)
    began = time.monotonic() - started
    lines, size = first.count(b"\n"), len(first)
    while some := answer.read(1 << 16):
        lines += some.count(b"\n")
        size += len(some)
    took = time.monotonic() - started
    return {
        "first_byte_ms": began * 1000,
        "seconds": took,
        "rows": lines,
        "rows_per_second": lines / took,
        "bytes": size,
        "status": answer.status,
    }


def _many(server: Server, path: str) -> float:
    """Rows a second over all connections."""
    server.settle()
    started = time.monotonic()
    with ThreadPoolExecutor(MANY) as threads:
        rows = sum(each["rows"] for each in threads.map(lambda _: _taken(server, path), range(MANY)))
    return rows / (time.monotonic() - started)
