from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnership.actions.layers import LAYERS, held
from partnership.fixtures import dump


class Command(BaseCommand):
    help = (
        "Writes the content as a fixture in its canonical order; loading that and dumping again gives the same bytes."
    )

    def add_arguments(self, parser):
        parser.add_argument("layer", choices=LAYERS, help="Which of the fixtures that lie one over the other.")
        parser.add_argument("--output", type=Path, help="The file to write; else standard output.")

    def handle(self, layer, output, **options):
        text = dump(held(layer))
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
