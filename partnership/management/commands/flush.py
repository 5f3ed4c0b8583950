from django.core.management.commands.flush import Command as Flush
from django.db import connections

from partnership.models.append_only import unlocked
from partnership.search.engine import INDEXES


class Command(Flush):
    """Django's own, with the triggers that keep editions append-only taken away while it empties the tables.

    The search index is emptied with them: Django does not know its tables.
    """

    def handle(self, **options):
        with unlocked(connections[options["database"]]):
            super().handle(**options)
        for index in INDEXES:
            index.clear()
            index.post()
