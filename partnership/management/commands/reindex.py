from django.core.management.base import BaseCommand

from partnership.actions.reindex import reindex
from partnership.management.progress import bar
from partnership.search import upkeep


class Command(BaseCommand):
    help = (
        "Builds the search index, and what the filters of the lists hold, anew from the content. The writes keep both "
        "in step by themselves: this is for a database that was copied or restored, and after an update that reads "
        "words differently."
    )

    def handle(self, **options):
        done, step = 0, bar(self.stderr, 2 * upkeep.size())

        def count(more: int) -> None:
            nonlocal done
            done += more
            step(more)

        reindex(count)
        self.stdout.write(f"Search and filters know {done // 2} published entries and sources.")
