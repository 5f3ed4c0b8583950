import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnership.actions.imports import import_records
from partnership.models import User


class Command(BaseCommand):
    help = (
        "Brings in records, one JSON object a line (docs/importing.md), all or none. Says of each line whether it "
        "creates, matches, changes or is refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="The file, or - for standard input.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")
        parser.add_argument("--reason", default="", help="Kept with each new edition.")
        parser.add_argument("--by", default="", help="The name of the account that answers for it.")

    def handle(self, file, dry_run, reason, by, **options):
        user = User.objects.filter(username=by).first() if by else None
        if by and user is None:
            raise CommandError(f"There is no account “{by}”.")
        name = "standard input" if str(file) == "-" else file.name
        outcome = import_records(
            self._text(file), by=user, reason=reason or f"Imported from {name}", name=name, dry_run=dry_run
        )
        for line in outcome.lines:
            if line.verb != "match" or options["verbosity"] > 1 or dry_run:
                # Half a letter, which no terminal can show, stands as its number.
                self.stdout.write(str(line).encode("utf-8", "backslashreplace").decode())
        if outcome.refused:
            raise CommandError(f"{outcome.summary}. Nothing was imported.")
        self.stdout.write(f"{'Would be: ' if dry_run else ''}{outcome.summary}.")

    def _text(self, file: Path) -> str:
        try:
            raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
            return raw.decode("utf-8")
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} is not UTF-8 text ({error.reason}).") from error
