from operator import attrgetter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnership.fixtures import dump
from partnership.models import Entry, Place, Source, Term
from partnership.records import for_record, record

_PARTS = {"terms": (Term, Place), "article": (Source, Entry)}
_ORDER = {
    Term: attrgetter("scheme", "order", "code"),
    Place: attrgetter("code"),
    Source: attrgetter("slug"),
    Entry: attrgetter("kind", "slug"),
}


class Command(BaseCommand):
    help = (
        "Writes the content as a fixture in its canonical order; loading that and dumping again gives the same bytes."
    )

    def add_arguments(self, parser):
        parser.add_argument("part", choices=[*_PARTS], help="Terms and places, or sources and entries.")
        parser.add_argument("--output", type=Path, help="The file to write; else standard output.")

    def handle(self, part, output, **options):
        # Sorted here: each database sorts text after its own fashion.
        rows = (row for model in _PARTS[part] for row in sorted(for_record(model.objects.all()), key=_ORDER[model]))
        text = dump(record(row) for row in rows)
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
