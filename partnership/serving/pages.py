"""Pages as they are sent: text, headers, tag; and as many of them as fit into so many bytes."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Iterable

import brotli

Headers = list[tuple[str, str]]
Address = tuple[str, ...]

CACHING = "public, no-cache"  # kept by whoever likes, and asked for each time whether it is still good
QUALITY = 2  # of brotli: three quarters of the time of 3, and a fiftieth larger (entries of 14 kB, lists of 37)
LARGEST = 8  # a page takes at most one of so many parts of the room
KEEPING = [("Cache-Control", CACHING), ("Vary", "Accept-Encoding")]
_ITSELF = 1000  # bytes of a page besides its texts, roughly
_NAMES = {"content-length", "cache-control", "vary", "etag", "content-encoding"}
_OPENED = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
_PACKED = {
    "br": lambda text: brotli.compress(text, mode=brotli.MODE_TEXT, quality=QUALITY),
    "gzip": lambda text: gzip.compress(text, 6, mtime=0),
    "": bytes,
}


class Page:
    """A page in the coding in which it was first asked for; others are made from that one when they are."""

    def __init__(self, headers: Headers, coding: str, body: bytes, tag: str | None) -> None:
        """Without a `tag` it can be sent, but nobody may ask later whether it is still good."""
        self.headers = [(name, value) for name, value in headers if name.lower() not in _NAMES]
        self.coding, self.body, self.tag = coding, body, tag
        self._ready = {coding: self._whole(coding, body)}

    @classmethod
    def packed(cls, headers: Headers, coding: str, text: bytes, tag: str | None) -> "Page":
        return cls(headers, coding, _PACKED[coding](text), tag)

    def ready(self, coding: str) -> bool:
        return coding in self._ready

    def sent(self, coding: str) -> tuple[Headers, bytes]:
        """Headers and body in this coding."""
        found = self._ready.get(coding)
        if found is None:
            body = _PACKED[coding](_OPENED[self.coding](self.body))
            found = self._ready[coding] = self._whole(coding, body)
        return found

    def _whole(self, coding: str, body: bytes) -> tuple[Headers, bytes]:
        tag = [("ETag", etag(self.tag, coding))] if self.tag else []
        packed = [("Content-Encoding", coding)] if coding else []
        return [*self.headers, *packed, ("Content-Length", str(len(body))), *tag, *KEEPING], body

    @property
    def size(self) -> int:
        bodies = sum(len(body) for _, body in list(self._ready.values()))
        return _ITSELF + bodies + sum(len(name) + len(value) for name, value in self.headers)


def etag(tag: str, coding: str) -> str:
    """A strong one: each coding of the same text is another sequence of bytes."""
    return f'"{tag}-{coding}"' if coding else f'"{tag}"'


class Pages:
    """Those of one state, the ones asked for last. A page of another state drops them all at once."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._mark = ""
        self._kept: OrderedDict[Address, tuple[Page, int]] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, mark: str, address: Address, coding: str) -> Page | None:
        with self._lock:
            found = self._kept.get(address) if mark == self._mark else None
            if found is None:
                return None
            self._kept.move_to_end(address)
        page, _ = found
        if not page.ready(coding):
            page.sent(coding)
            self.put(mark, address, page)  # it has grown
        return page

    def put(self, mark: str, address: Address, page: Page) -> None:
        size = page.size + sum(map(len, address))
        with self._lock:
            if mark != self._mark:
                self._kept.clear()
                self._mark, self.size = mark, 0
            self._drop([address] if address in self._kept else [])
            if size > self._room // LARGEST:
                return
            self._kept[address] = page, size
            self.size += size
            while self.size > self._room:
                self._drop([next(iter(self._kept))])

    def _drop(self, addresses: Iterable[Address]) -> None:
        for each in addresses:
            _, size = self._kept.pop(each)
            self.size -= size
