"""Public pages, kept as they are sent for as long as the public content has one state.

A page is rendered once for each state and day, then stored under them in the coding that was asked for. The state
is read before anything else and again after rendering: a page during whose rendering somebody wrote is sent and not
kept, so that nothing newer or mixed ever stands under an older state. Nothing is stored that sets a cookie, varies
on anything but its coding, has a rule of its own for keeping, or is written while it is sent.
"""

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Protocol

from django.utils import timezone

from partnership import program
from partnership.serving.asked import coding, known
from partnership.serving.pages import KEEPING, Address, Headers, Page, Pages, etag
from partnership.serving.state import State
from partnership.text import sha256_of
from partnership.turns import at_work

# Not public, of the moment, with entity tags and limits of their own, or files.
NOT_PAGES = ("/admin/", "/api/", "/static/", "/healthz", "/readyz")
OK = "200 OK"
TURN = 5.0  # seconds that one waits for another who renders the same page
STATE = "dost.state"  # in the environment of a request: what was read at its start

Environment = dict[str, Any]
Application = Callable[[Environment, Any], Iterable[bytes]]
Moment = tuple[State, dt.date]


class Shared(Protocol):
    """Pages that other processes have rendered."""

    def get(self, mark: str, address: Address) -> Page | None: ...

    def put(self, mark: str, address: Address, page: Page) -> None: ...


class PageStore:
    """A WSGI application around Django's."""

    def __init__(
        self, inner: Application, state: Callable[[], State | None], room: int, shared: Shared | None = None
    ) -> None:
        self._inner = inner
        self._state = state
        self._shared = shared
        self._lock = threading.Lock()
        self._rendering: dict[tuple[str, Address], threading.Event] = {}
        self.pages = Pages(room)
        program.fingerprint()  # of the files as they are now, not as they may be at the first request

    def __call__(self, environ: Environment, start_response: Any) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD") or environ["PATH_INFO"].startswith(NOT_PAGES):
            return self._inner(environ, start_response)
        now = self._now()
        if now is None:
            return self._inner(environ, start_response)
        environ[STATE] = now[0]
        mark, address, form = _mark(*now), _address(environ), coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        asked = environ.get("HTTP_IF_NONE_MATCH")
        # The tag is of the state and the address, so it need not be looked up: who names it was given it.
        if asked and known(asked, tag := etag(_tag(mark, address), form)):
            return _unchanged(tag, start_response)
        page = self.pages.get(mark, address, form)
        if page is None:
            found = self._found(environ, now, mark, address, form)
            if not isinstance(found, Page):
                return found(start_response)
            page = found
        if asked == "*" and page.tag:
            return _unchanged(etag(page.tag, form), start_response)
        headers, body = page.sent(form)
        start_response(OK, headers.copy())
        return (body,) if method == "GET" else ()

    def _now(self) -> Moment | None:
        """Some pages hang on the day."""
        state = self._state()
        return None if state is None else (state, timezone.localdate())

    def _found(self, environ: Environment, now: Moment, mark: str, address: Address, form: str) -> "Page | Answer":
        """From the others, else rendered: by one thread, for which those who ask for the same wait."""
        turn = mark, address
        with self._lock:
            first = self._rendering.get(turn)
            mine = None if first else self._rendering.setdefault(turn, threading.Event())
        if first and first.wait(TURN) and (page := self.pages.get(mark, address, form)):
            return page
        try:
            if self._shared and (page := self._shared.get(mark, address)):
                self.pages.put(mark, address, page)
                return page
            return self._rendered(environ, now, mark, address, form)
        finally:
            if mine:
                with self._lock:
                    del self._rendering[turn]
                mine.set()

    def _rendered(self, environ: Environment, now: Moment, mark: str, address: Address, form: str) -> "Page | Answer":
        with at_work.turn():
            answer = Answer.of(self._inner, environ)
            if not answer.is_page:
                return answer
            text = answer.whole()
        if self._now() != now:
            return Page.packed(answer.headers, form, text, None)
        page = Page.packed(answer.headers, form, text, _tag(mark, address))
        self.pages.put(mark, address, page)
        if self._shared:
            self._shared.put(mark, address, page)
        return page


class Answer:
    """What Django answered, held back until it is known what becomes of it."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []
        self._error: Any = None
        self._body: Iterable[bytes] = ()

    @classmethod
    def of(cls, inner: Application, environ: Environment) -> "Answer":
        answer = cls()
        answer._body = inner(environ, answer._started)
        return answer

    def _started(self, status: str, headers: Headers, error: Any = None) -> None:
        self.status, self.headers, self._error = status, headers, error

    @property
    def is_page(self) -> bool:
        if self.status != OK or getattr(self._body, "streaming", False):
            return False
        names = {name.lower(): value for name, value in self.headers}
        own = names.keys() & {"set-cookie", "etag", "cache-control", "content-encoding", "content-disposition"}
        return not own and names.get("vary", "accept-encoding").lower() == "accept-encoding"

    def whole(self) -> bytes:
        try:
            return b"".join(self._body)
        finally:
            close = getattr(self._body, "close", None)
            if close:
                close()

    def __call__(self, start_response: Any) -> Iterable[bytes]:
        start_response(self.status, self.headers, self._error)
        return self._body


def _address(environ: Environment) -> Address:
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    scheme, script = environ["wsgi.url_scheme"], environ.get("SCRIPT_NAME", "")
    return scheme, host, script, environ["PATH_INFO"], environ.get("QUERY_STRING", "")


@lru_cache(maxsize=4)
def _mark(state: State, day: dt.date) -> str:
    """Another one whenever another byte may be answered anywhere."""
    said = f"{program.fingerprint()} {state.number} {state.changed_at and state.changed_at.timestamp()} {day}"
    return sha256_of(said)


def _tag(mark: str, address: Address) -> str:
    return sha256_of("\n".join((mark, *address)))[:32]


def _unchanged(tag: str, start_response: Any) -> Iterable[bytes]:
    start_response("304 Not Modified", [("ETag", tag), *KEEPING])
    return ()
