"""Asking a WSGI application as a server does, and an application that says what a test wants it to."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.test import RequestFactory

from partnership.serving.state import State
from partnership.serving.store import PageStore

ROOM = 1_000_000


class Got(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def get(application: Any, path: str, method: str = "GET", **headers: str) -> Got:
    named = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    environ = RequestFactory().generic(method, path, **named).environ
    started: list[Any] = []
    body = application(environ, lambda status, headers, error=None: started.extend((status, headers)))
    try:
        whole = b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()
    status, sent = started
    assert len({name.lower() for name, _ in sent}) == len(sent), "a header stands twice"
    return Got(int(status[:3]), dict(sent), whole)


class Saying:
    """Answers every request with a text and headers; `asked` are the paths that came as far as this."""

    def __init__(self, text: str = "words " * 100, status: str = "200 OK", **headers: str) -> None:
        self.text, self.status = text, status
        self.headers = {"Content-Type": "text/html", **{name.replace("_", "-"): each for name, each in headers.items()}}
        self.asked: list[str] = []
        self.first: Callable[[], None] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        self.asked.append(environ["PATH_INFO"])
        self.first()
        start_response(self.status, list(self.headers.items()))
        return iter([self.text.encode()])


def store(inner: Any, **named: Any) -> PageStore:
    """Around an application that needs no database."""
    return PageStore(inner, **{"state": lambda: State(1, None), "room": ROOM, **named})
