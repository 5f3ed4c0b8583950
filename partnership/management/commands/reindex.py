from django.core.management.base import BaseCommand

from partnership.management.progress import bar
from partnership.search import upkeep


class Command(BaseCommand):
    help = (
        "Builds the search index anew from the content. The writes keep it in step by themselves: this is for a "
        "database that was copied or restored, and after an update that reads words differently."
    )

    def handle(self, **options):
        done, step = 0, bar(self.stderr, upkeep.size())

        def count(more: int) -> None:
            nonlocal done
            done += more
            step(more)

        upkeep.rebuild(count)
        self.stdout.write(f"Search knows {done} published entries and sources.")
