"""Taking away: an answer that is sent while it is written, and is not sent again to who has it."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from partnership.exports import FORMS, Subject
from partnership.text import sha256_of

BLOCK = 64 * 1024  # bytes sent at once


def taken(request: HttpRequest, form: str, subject: Subject, page: str) -> HttpResponseBase:
    """The subject in a form; `page` is the address of the page that shows the same.

    What goes wrong before the first block is complete is answered as any other mistake. Later the answer breaks off
    without its last chunk, by which a reader knows that it is not whole.
    """
    headers = _headers(request, form, subject, page)
    # Answers of this call alone: nothing (go on), 304 (it is known already), 412 (another state was asked for).
    checked = get_conditional_response(request, headers["ETag"], int(subject.about.changed.timestamp()))
    if checked is not None:
        answer: HttpResponseBase = checked
    elif request.method == "HEAD":
        answer = StreamingHttpResponse(())  # without a length, which nobody knows yet
    else:
        answer = _sent(subject.written(form))
    for name, value in headers.items():
        answer[name] = value
    return answer


def etag(request: HttpRequest, subject: Subject) -> str:
    """Of revision, address and day, on which some filters hang; weak, since the moment of taking stands in the text."""
    asked = sha256_of(request.get_full_path())[:16]
    return f'W/"{subject.about.revision.number}-{timezone.localdate():%Y%m%d}-{asked}"'


def _headers(request: HttpRequest, form: str, subject: Subject, page: str) -> dict[str, str]:
    known, about = FORMS[form], subject.about
    kept = "attachment" if known.saved else "inline"
    return {
        "Content-Type": known.header,
        "Content-Disposition": f'{kept}; filename="{about.name}.{known.suffix}"',
        "Link": beside(page, about.licence),
        "Cache-Control": "no-cache",  # kept, but asked for again each time
        "ETag": etag(request, subject),
        "Last-Modified": http_date(subject.about.changed.timestamp()),
        "X-Revision": str(about.revision.number),
    }


def beside(page: str, licence: str) -> str:
    """The page that shows the same, with the filters in its address, and the terms on which it may be used."""
    return f'<{page}>; rel="alternate"; type="text/html", <{licence}>; rel="license"'


def _sent(pieces: Iterable[str] | Iterable[bytes]) -> HttpResponseBase:
    """What does not fill a block goes out whole, with its length; of what is longer nobody waits for the second one."""
    blocks = _blocks(pieces)
    first = next(blocks, b"")
    return StreamingHttpResponse(_joined(first, blocks)) if len(first) >= BLOCK else HttpResponse(first)


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """A generator, unlike `itertools.chain`, passes on that it is closed: a file behind it is then closed too."""
    yield first
    yield from rest


def _blocks(pieces: Iterable[str] | Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece.encode() if isinstance(piece, str) else piece
        if len(held) >= BLOCK:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)
