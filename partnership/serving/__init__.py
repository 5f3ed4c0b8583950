"""What stands between the server and Django, and between Django and the servers behind it.

Public pages are answered without rendering them again; what anybody may read is read from replicas. Outside the layers,
like `wsgi.py`, which puts the pages on.
"""

from django.conf import settings

from partnership.serving.state import Reader
from partnership.serving.store import Application, PageStore


def stored(inner: Application) -> Application:
    """With the room that PAGE_STORE gives; pages are shared where CACHE_URL names a Redis."""
    if not settings.PAGE_STORE:
        return inner
    url = settings.CACHES["default"].get("LOCATION")
    shared = None
    if url:
        from partnership.serving.shared import Shared  # whose client need not be loaded elsewhere

        shared = Shared(url)
    return PageStore(inner, Reader.of("default"), settings.PAGE_STORE, shared)
