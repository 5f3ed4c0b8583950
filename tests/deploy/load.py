"""Readers who never stop asking while an editor goes on editing, and what became of every request."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests

from tests.admin.pages import fields_of, fill
from tests.deploy.content import EDITOR, PASSWORD

EDIT = re.compile(r"Edit (\d+) stands here")


@dataclass
class Editor:
    """Edits the entry in the admin, as a person with a browser does. `acknowledged` is the last edit that was."""

    site: str
    entry: int
    acknowledged: int = 0
    _next: int = 0
    _browser: requests.Session = field(default_factory=requests.Session)

    def log_in(self) -> None:
        address = f"{self.site}/admin/login/"
        form = fields_of(self._browser.get(address, timeout=20).text)
        fill(form, username=EDITOR, password=PASSWORD)
        self._sent(address, form)

    def edit(self) -> int:
        """The number of the edit, once it is acknowledged; an error of the request's otherwise."""
        self._next += 1
        address = f"{self.site}/admin/partnership/event/{self.entry}/change/"
        page = self._browser.get(address, timeout=20)
        assert page.status_code == 200, page.status_code
        form = fields_of(page.text)
        fill(form, "statements-0", text=f"Edit {self._next} stands here.")
        fill(form, why="Edited")
        self._sent(address, form)
        self.acknowledged = self._next
        return self._next

    def _sent(self, address: str, form: dict[str, list[str]]) -> None:
        answer = self._browser.post(
            address, form, headers={"Referer": address, "Origin": self.site}, timeout=20, allow_redirects=False
        )
        assert answer.status_code == 302, (answer.status_code, answer.text[:2000])


@dataclass
class Readers:
    """Each thread asks for the addresses in turn. `failures` says what was wrong with which answer; `broken_off` are
    answers of which the head had been sent already when their instance was killed: no proxy can take that back."""

    site: str
    addresses: tuple[str, ...]
    expected: Callable[[], int]
    answered: int = 0
    failures: list[str] = field(default_factory=list)
    broken_off: int = 0
    _stopped: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def reading(self, threads: int) -> Iterator[None]:
        running = [threading.Thread(target=self._read, args=(number,)) for number in range(threads)]
        for each in running:
            each.start()
        try:
            yield
        finally:
            self._stopped.set()
            for each in running:
                each.join(timeout=30)

    def _read(self, number: int) -> None:
        browser = requests.Session()
        while not self._stopped.is_set():
            number += 1
            address = self.addresses[number % len(self.addresses)]
            if problem := self._problem(browser, address):
                self.failures.append(f"{time.strftime('%X')} {address}: {problem}")
            self.answered += 1

    def _problem(self, browser: requests.Session, address: str) -> str:
        expected = self.expected()
        try:
            answer = browser.get(f"{self.site}{address}", timeout=20)
        except requests.exceptions.ChunkedEncodingError:
            self.broken_off += 1
            return ""
        except requests.RequestException as error:
            return repr(error)
        if answer.status_code != 200:
            return f"status {answer.status_code}"
        found = shown(answer.text)
        return f"edit {found} after edit {expected}" if found < expected else ""


def shown(text: str) -> int:
    """Which edit an answer shows."""
    found = EDIT.search(text)
    return int(found[1]) if found else -1
