"""Answers for what cannot be shown: in the site's design, or as JSON where JSON was asked for."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from partnership.filters import BadParameter
from partnership.listings import PastTheEnd
from partnership.public import Withdrawn
from partnership.views import context
from partnership.views.answers import json_answer, wants_data

logger = logging.getLogger(__name__)


def _error(request: HttpRequest, status: int, page: str = "", **details: Any) -> HttpResponse:
    """Rendered without a request's context: no session, no user, no database."""
    if wants_data(request):
        known = {name: details.get(name) for name in ("parameter", "message", "expected")}
        return json_answer({"error": {"status": status, **known}}, status=status)
    values = context.site(None) | {"path": request.path, "status": status, **details}
    return HttpResponse(render_to_string(f"errors/{page or status}.html", values), status=status)


def bad_parameter(request: HttpRequest, error: BadParameter) -> HttpResponse:
    return _error(
        request,
        400,
        parameter=error.parameter,
        message=error.message,
        expected=error.expected,
        back=request.path,
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What Django itself refuses: a host that is not ours, too many parameters."""
    return _error(request, 400, message="The request could not be understood.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403, message="This may not be seen without permission.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, PastTheEnd):
        return _error(request, 404, message=str(exception), back=exception.back)
    return _error(request, 404, message="There is no page at this address.")


def not_allowed(request: HttpRequest, allowed: tuple[str, ...]) -> HttpResponse:
    response = _error(request, 405, message=f"This address can only be read: {' or '.join(allowed)}.")
    response["Allow"] = ", ".join(allowed)
    return response


def gone(request: HttpRequest, error: Withdrawn) -> HttpResponse:
    return _error(request, 410, message=str(error))


def server_error(request: HttpRequest) -> HttpResponse:
    try:
        return _error(request, 500, message="Something went wrong on our side.")
    except Exception:
        logger.exception("The error page itself failed")
        return HttpResponse("Something went wrong on our side.", status=500, content_type="text/plain; charset=utf-8")
