"""`manage.py make_corpus N`: a made-up corpus to measure on, in a data folder, or a database, of its own."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from partnership.corpus import plain
from partnership.corpus.making import NotEmpty, make
from partnership.corpus.plan import LARGEST, SMALLEST, Plan

# Nothing has to survive a power cut before all is there: until then the file has another name.
# Nor is each row held against the rules of its table: a smaller corpus is, by a test.
_HASTE = (
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY;"
    " PRAGMA ignore_check_constraints = ON"
)


class Command(BaseCommand):
    help = (
        "Writes a made-up corpus of so many entries, the same for the same seed, into an empty data folder "
        "(with DATABASE_URL into an empty database), and its public rows as a plain SQLite file beside it."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("entries", type=int, help="How many, such as 1000 or 1000000.")
        parser.add_argument("--seed", type=int, default=1, help="Another number gives another corpus.")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="That draw at the same time.")
        parser.add_argument("--no-plain", action="store_true", help="Without plain.sqlite3.")

    def handle(self, *args: Any, entries: int, seed: int, processes: int, no_plain: bool, **options: Any) -> None:
        if not SMALLEST <= entries <= LARGEST:
            raise CommandError(f"A corpus has from {SMALLEST} to {LARGEST} entries, not {entries}.")
        if seed < 0 or processes < 1:
            raise CommandError("The seed is a number from 0, and at least one process draws.")
        # So that what was begun is taken away, and the other processes end.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
        started = time.monotonic()
        file = plain.Plain(settings.DATA_DIR / "plain.sqlite3") if not no_plain else None
        try:
            if connection.vendor == "sqlite":
                self._into_a_file(Plan(entries, seed), processes, file)
            else:
                self._make(Plan(entries, seed), processes, file)
        except NotEmpty:
            where = settings.DATA_DIR if connection.vendor == "sqlite" else "The database of DATABASE_URL"
            raise CommandError(f"{where} holds content already: a made-up corpus wants an empty one.") from None
        finally:
            if file:
                file.discard()
        self.stdout.write(f"A corpus of {entries} entries stands ready after {time.monotonic() - started:.0f} s.")

    def _into_a_file(self, plan: Plan, processes: int, file: plain.Plain | None) -> None:
        """Under another name until it is whole: an empty folder stays empty where this is broken off."""
        path = Path(connection.settings_dict["NAME"])
        if path.exists():
            raise NotEmpty
        part = path.with_suffix(".part")
        self._away(part)
        options = connection.settings_dict["OPTIONS"]
        usual, options["init_command"] = options["init_command"], _HASTE
        connection.settings_dict["NAME"] = part
        try:
            self._make(plan, processes, file)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode = WAL")
            connection.close()
            part.rename(path)
        finally:
            connection.close()
            self._away(part)
            connection.settings_dict["NAME"], options["init_command"] = path, usual

    def _away(self, part: Path) -> None:
        for more in ("", "-wal", "-shm", "-journal", "-turn"):
            Path(f"{part}{more}").unlink(missing_ok=True)

    def _make(self, plan: Plan, processes: int, file: plain.Plain | None) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        done, whole = 0, plan.entries + plan.sources

        def step(more: int) -> None:
            nonlocal done
            done += more
            if self.stderr.isatty():
                self.stderr.write(f"\r{100 * done // whole} % of {whole}", ending="")

        if file:
            make(plan, processes=processes, keep=file.write, kept=file.finish, step=step)
        else:
            make(plan, processes=processes, step=step)
        if self.stderr.isatty():
            self.stderr.write("")
        if file:
            file.close()
