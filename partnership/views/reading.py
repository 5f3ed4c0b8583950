"""How every public page is asked for: read only, and strictly."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from partnership.filters import BadParameter
from partnership.filters.strict import refuse_unknown
from partnership.public import Withdrawn
from partnership.views import errors

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """A page that is only read. What its address asks for wrongly is answered with 400 and says so."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
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
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_unknown(request.GET, ())
        return view(request, *args, **kwargs)

    return public(guarded)
