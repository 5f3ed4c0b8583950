"""What went wrong, as problem details (RFC 9457)."""

import logging
import math
from typing import Any, NamedTuple

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404
from django.utils.encoding import escape_uri_path
from rest_framework import exceptions
from rest_framework.response import Response

from partnership.api.limits import in_words
from partnership.documents.brief import Document, absolute
from partnership.filters import BadParameter
from partnership.public import Withdrawn

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
DOCS = "/api/v1/docs/"


class Kind(NamedTuple):
    """A kind of problem: `code` is the anchor of its paragraph in the documentation."""

    code: str
    status: int
    title: str
    meaning: str


KINDS = (
    Kind("bad-parameter", 400, "A parameter cannot be understood",
         "A name or a value in the address is not known. `parameter` says which, `expected` what would be right. "
         "Nothing is guessed, and no filter is passed over silently."),
    Kind("bad-request", 400, "The request cannot be understood",
         "The request as a whole is broken: too many parameters, or bytes that are no text."),
    Kind("not-found", 404, "There is nothing at this address",
         "No public thing has this address. What was never published is answered in the same way."),
    Kind("method-not-allowed", 405, "This address can only be read",
         "Everything here is read with GET or HEAD. `Allow` names what may be asked."),
    Kind("not-acceptable", 406, "Answers are JSON only",
         "The header `Accept` leaves out `application/json`."),
    Kind("withdrawn", 410, "This was withdrawn",
         "It was published here once and is no longer relied on. Its address stays taken."),
    Kind("precondition-failed", 412, "It has changed since",
         "`If-Match` or `If-Unmodified-Since` asked for a state that is no longer the present one."),
    Kind("too-many-requests", 429, "Too many requests",
         "More was asked than the limit allows. `Retry-After` says after how many seconds to ask again."),
    Kind("server-error", 500, "Something went wrong on our side",
         "The fault is ours, and it is on record. Asking again later may help."),
)  # fmt: skip
_OF_CODE = {each.code: each for each in KINDS}


class PreconditionFailed(exceptions.APIException):
    status_code = 412
    default_detail = "The present state is another one."


def address(kind: Kind) -> str:
    return absolute(f"{DOCS}#{kind.code}")


def problem(code: str, detail: str, path: str, **more: Any) -> Document:
    kind = _OF_CODE[code]
    known = {name: value for name, value in more.items() if value is not None}
    return {
        "type": address(kind),
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "instance": escape_uri_path(path),
    } | known


def answered(error: Exception, context: Document) -> Response:
    """For every exception that a view raises: REST framework's `exception_handler`."""
    path, headers = context["request"].path, {}
    if isinstance(error, BadParameter):
        more = {"parameter": error.parameter, "expected": error.expected}
        return _response(problem("bad-parameter", error.message, path, **more))
    if isinstance(error, Withdrawn):
        return _response(problem("withdrawn", str(error), path))
    if isinstance(error, (Http404, exceptions.NotFound)):
        return _response(problem("not-found", "There is nothing to read at this address.", path))
    if isinstance(error, (SuspiciousOperation, BadRequest, exceptions.ParseError)):
        return _response(problem("bad-request", "The request could not be understood.", path))
    if isinstance(error, exceptions.Throttled):
        wait = max(1, math.ceil(error.wait or 1))
        headers["Retry-After"] = str(wait)
        detail = f"The limit is {in_words()} from one address. Ask again in {wait} s."
        return _response(problem("too-many-requests", detail, path), headers)
    if isinstance(error, exceptions.MethodNotAllowed):
        detail = f"{context['request'].method} is not possible here; GET and HEAD are."
        return _response(problem("method-not-allowed", detail, path))
    if isinstance(error, exceptions.NotAcceptable):
        return _response(problem("not-acceptable", "Ask for application/json or for anything.", path))
    if isinstance(error, PreconditionFailed):
        return _response(problem("precondition-failed", PreconditionFailed.default_detail, path))
    logger.error("The API failed at %s", path, exc_info=error)
    return _response(problem("server-error", "Something went wrong on our side.", path))


def _response(document: Document, headers: dict[str, str] | None = None) -> Response:
    return Response(document, status=document["status"], headers=headers, content_type=MEDIA_TYPE)
