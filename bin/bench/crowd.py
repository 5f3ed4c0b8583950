"""Eight editors and thirty-two readers at the same time: nothing may be refused, and nothing that was saved be lost."""

import random
import threading
import time
from dataclasses import dataclass, field

from bench.addresses import Addresses
from bench.desk import Editor
from bench.servers import Server
from bench.wrk import ask

WRITERS, READERS = 8, 32
_LINES = ("entry", "list", "filtered", "common", "further", "rare")


@dataclass
class _Writer:
    editor: Editor
    number: int
    slug: str
    took: list[float] = field(default_factory=list)
    last: str = ""
    wrong: list[str] = field(default_factory=list)

    def work(self, until: float) -> None:
        turn = 0
        while time.monotonic() < until:
            turn += 1
            text = f"Sentence {turn} of entry {self.number}, saved at {time.time():.3f}."
            try:
                self.took.append(self.editor.save("event", self.number, text))
                self.last = text
            except Exception as error:  # noqa: BLE001 -- whatever it is, it counts as a failed save
                self.wrong.append(f"{type(error).__name__}: {error}")


def meet(server: Server, addresses: Addresses, seconds: int) -> dict[str, object]:
    """Readers take lists, searches and entries; each writer's last acknowledged sentence is read back at the end."""
    writers = [_Writer(Editor(server.url), number, slug) for number, slug in addresses.events(WRITERS)]
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=each.work, args=(until,)) for each in writers]
    for thread in threads:
        thread.start()
    read = ask(server.url, _pages(addresses), connections=READERS, seconds=seconds, again=True)
    for thread in threads:
        thread.join()
    lost = [each.number for each in writers if each.last and _now(each) != each.last]
    took = sorted(ms for each in writers for ms in each.took)
    return {
        "saves": len(took),
        "save_p50_ms": took[len(took) // 2] if took else None,
        "save_max_ms": took[-1] if took else None,
        "failed": [text for each in writers for text in each.wrong][:10],
        "lost": lost,
        "reads": read,
    }


def _pages(addresses: Addresses) -> list[str]:
    """All kinds at any time: one kind after the other, a part of the minute would have a crowd that only searches."""
    pages = [ours for line in _LINES for ours, _ in addresses.take(line, 400)]
    random.Random("crowd").shuffle(pages)  # noqa: S311
    return pages


def _now(writer: _Writer) -> str:
    found = writer.editor.read(f"/events/{writer.slug}.json")
    return next(each["text"] for each in found["statements"] if each["lead"])
