"""A whole list taken away: how soon it begins, how fast it comes, and what it costs in memory while it does."""

import http.client
import time
from typing import Any
from urllib.parse import urlsplit

from bench.memory import Watched
from bench.servers import Server


def csv(server: Server, path: str = "/entries.csv") -> dict[str, Any]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=900)
    with Watched(server.workers()) as memory:
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
        "memory_before": memory.before,
        "memory_tenth": memory.most(0.1),
        "memory_most": memory.most(),
    }
