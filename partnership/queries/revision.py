"""Which revision of the public content is shown."""

from partnership.models import Revision


def current() -> Revision:
    """Number 0 before anything was ever published."""
    return Revision.objects.filter(pk=1).first() or Revision(pk=1, number=0)
