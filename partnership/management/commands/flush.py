from django.core.management.commands.flush import Command as Flush
from django.db import connections

from partnership.models.append_only import unlocked


class Command(Flush):
    """Django's own, with the triggers that keep editions append-only taken away while it empties the tables."""

    def handle(self, **options):
        with unlocked(connections[options["database"]]):
            return super().handle(**options)
