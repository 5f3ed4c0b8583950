from django.core.management.base import BaseCommand

from partnership.search import upkeep

_WIDTH = 40


class Command(BaseCommand):
    help = (
        "Builds the search index anew from the content. The writes keep it in step by themselves: this is for a "
        "database that was copied or restored, and after an update that reads words differently."
    )

    def handle(self, **options):
        whole, done = upkeep.size(), 0

        def step(more: int) -> None:
            nonlocal done
            done += more
            if self.stderr.isatty():
                filled = _WIDTH * done // whole
                bar = "█" * filled + "·" * (_WIDTH - filled)
                self.stderr.write(f"\r{bar} {100 * done // whole} % of {whole}", ending="")

        upkeep.rebuild(step)
        if self.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(f"Search knows {done} published entries and sources.")
