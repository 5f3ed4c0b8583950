"""Pages that all processes share, in Redis: what one has rendered the others need not.

A convenience only. What is slow or gone is left out, and asked again some seconds later.
"""

import json
import logging
import threading
import time
from typing import TypeVar

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from partnership.serving.pages import Address, Page
from partnership.text import sha256_of

PATIENCE = 0.1  # seconds; rendering a page takes less than waiting for more
AGAIN = 5.0  # seconds without Redis after it failed
KEPT = 60 * 60  # seconds; a page of an older state is never asked for, and goes by itself

logger = logging.getLogger(__name__)
T = TypeVar("T")


class Shared:
    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)
        )
        self._again = 0.0
        self._lock = threading.Lock()

    def get(self, mark: str, address: Address) -> Page | None:
        if time.monotonic() < self._again:
            return None
        try:
            value = self._redis.get(_name(mark, address))
        except (redis.RedisError, OSError) as error:
            self._leave(error)
            return None
        return _read(value, mark, address) if isinstance(value, bytes) else None

    def put(self, mark: str, address: Address, page: Page) -> None:
        if time.monotonic() < self._again:
            return
        try:
            self._redis.set(_name(mark, address), _written(page, mark, address), ex=KEPT)
        except (redis.RedisError, OSError) as error:
            self._leave(error)

    def _leave(self, error: Exception) -> None:
        """One line for all threads that meet the same failure."""
        with self._lock:
            known = time.monotonic() < self._again
            self._again = time.monotonic() + AGAIN
        if not known:
            logger.warning("Pages are not shared for %.0f s: %s", AGAIN, error)


def _name(mark: str, address: Address) -> str:
    return f"dost:page:{sha256_of(json.dumps([mark, *address]))}"


def _written(page: Page, mark: str, address: Address) -> bytes:
    head = {"of": [mark, *address], "headers": page.headers, "coding": page.coding, "tag": page.tag}
    return json.dumps({**head, "length": len(page.body)}).encode() + b"\n" + page.body


def _read(value: bytes, mark: str, address: Address) -> Page | None:
    """Only what is whole and says itself that it is this page: names of keys are digests."""
    head, _, body = value.partition(b"\n")
    try:
        said = json.loads(head)
        if said["of"] != [mark, *address] or said["length"] != len(body):
            return None
        return Page([(name, text) for name, text in said["headers"]], said["coding"], body, said["tag"])
    except (ValueError, KeyError, TypeError):
        return None
