"""How every public page is asked for: read only, and strictly."""

import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from partnership.filters import BadParameter, StrictFilterSet
from partnership.filters.strict import refuse_unknown
from partnership.filters.values import address_of, check
from partnership.public import Withdrawn
from partnership.views import errors
from partnership.views.answers import asked_form, page_path

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """A page that is only read. What its address asks for wrongly is answered with 400 and says so."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return errors.not_allowed(request, ("GET", "HEAD"))
        try:
            return view(request, *args, **kwargs)
        except BadParameter as error:
            return errors.bad_parameter(request, error)
        except Withdrawn as error:
            return errors.gone(request, error)

    # Nothing is written here, so there is no forgery to fend off: a post is told that this is only read.
    return csrf_exempt(guarded)


def plain(view: View) -> View:
    """A public page that cannot be asked for anything."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        refuse_unknown(request.GET, ())
        return view(request, *args, **kwargs)

    return public(guarded)


def one_address(filters: type[StrictFilterSet]) -> Callable[[View], View]:
    """A list, each view of which has one address: another spelling of it is led there.

    Data is answered wherever it is asked for, and names the page of that view. `facet` among the view's arguments
    asks for all values of that filter.
    """

    def addressed(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            of_values = bool(kwargs.get("facet"))
            canonical = address_of(filters, request.GET, page_path(request), of_values=of_values).canonical
            form = asked_form(request)
            # Some programs write the strokes of a period anew wherever they are led, and would be led for ever.
            asked = request.META.get("QUERY_STRING", "").replace("%2F", "/")
            if not form and canonical.partition("?")[2] != asked:
                check(filters, request.GET, of_values=of_values)
                return _moved(canonical)
            response = view(request, *args, **kwargs)
            if form and response.status_code == HTTPStatus.OK:
                page = f'<{settings.SITE["url"]}{canonical}>; rel="canonical"'
                response["Link"] = f"{response['Link']}, {page}" if response.has_header("Link") else page
            return response

        return guarded

    return addressed


def _moved(address: str) -> HttpResponseBase:
    """For good, so that others' links follow; but nobody keeps it, since which address is the one may yet change."""
    response = HttpResponsePermanentRedirect(address)
    response["Cache-Control"] = "no-cache"
    return response
