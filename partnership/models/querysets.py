"""The vocabulary of reads, shared by pages, feeds, API and exports."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from partnership.models.fields import NaturalKeyMixin
from partnership.vocabulary import Status


class EntryQuerySet(models.QuerySet):
    def published(self):
        """What the public may see, everywhere: pages, search, feeds, API, exports, sitemap."""
        return self.filter(status=Status.PUBLISHED)

    def overlapping(self, start=None, end=None):
        """Entries whose time may touch the period; both days inclusive. Those without a date never do."""
        found = self
        if start is not None:
            found = found.filter(date_latest__gte=start)
        if end is not None:
            found = found.filter(date_earliest__lte=end)
        return found


class EntryManager(NaturalKeyMixin, models.Manager.from_queryset(EntryQuerySet)):
    pass


class SourceQuerySet(models.QuerySet):
    def public(self):
        """Sources that a statement of a published entry cites."""
        citation: Any = self.model._meta.get_field("citations").related_model
        cited = citation.objects.filter(source=OuterRef("pk"), statement__entry__status=Status.PUBLISHED)
        return self.filter(Exists(cited))


class SourceManager(NaturalKeyMixin, models.Manager.from_queryset(SourceQuerySet)):
    pass
