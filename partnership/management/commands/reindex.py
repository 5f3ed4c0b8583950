from django.core.management.base import BaseCommand

from partnership.actions.reindex import reindex
from partnership.search import upkeep

_WIDTH = 40


class Command(BaseCommand):
    help = (
        "Builds the search index, and what the filters of the lists hold, anew from the content. The writes keep both "
        "in step by themselves: this is for a database that was copied or restored, and after an update that reads "
        "words differently."
    )

    def handle(self, **options):
        whole, done = 2 * upkeep.size(), 0

        def step(more: int) -> None:
            nonlocal done
            done += more
            if self.stderr.isatty():
                filled = _WIDTH * done // whole
                bar = "█" * filled + "·" * (_WIDTH - filled)
                self.stderr.write(f"\r{bar} {100 * done // whole} % of {whole // 2}", ending="")

        reindex(step)
        if self.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(f"Search and filters know {done // 2} published entries and sources.")
