"""Every public address, for search engines."""

from collections.abc import Iterator
from datetime import datetime

from partnership.models import Entry, Source, Term
from partnership.vocabulary import PLURALS, Status

_PAGES = (
    "/agreements/tracker/",
    "/sources/",
    "/topics/",
    "/figures/",
    "/evidence/",
    "/about/",
    "/about/data/",
    "/about/codebook/",
)
FIXED = ("/", "/entries/", *(f"/{plural}/" for plural in PLURALS), *_PAGES)
MOST = 50_000  # the protocol's limit for one file


def addresses() -> Iterator[tuple[str, datetime | None]]:
    """Paths, with the moment of their last change where one is kept."""
    for path in FIXED:
        yield path, None
    for entry in Entry.objects.published().order_by("pk").only("kind", "slug", "changed_at"):
        yield entry.get_absolute_url(), entry.changed_at
    for source in Source.objects.public().order_by("pk").only("slug", "changed_at"):
        yield source.get_absolute_url(), source.changed_at
    used = Term.objects.filter(scheme="topic", entries_on_topic__status=Status.PUBLISHED).distinct()
    for code in used.order_by("pk").values_list("code", flat=True):
        yield f"/topics/{code}/", None
