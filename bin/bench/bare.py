"""The least that Django can answer with: one view, no middleware, a constant page of the length that is asked for."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

LONGEST = 4 * 1024 * 1024
_BODY = b"x" * LONGEST


def page(_: HttpRequest, length: int) -> HttpResponse:
    return HttpResponse(_BODY[:length])


urlpatterns = [path("<int:length>/", page)]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="only measured with", MIDDLEWARE=[])  # noqa: S106
django.setup(set_prefix=False)
application = WSGIHandler()
