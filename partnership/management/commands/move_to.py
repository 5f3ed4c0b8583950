import re
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from partnership import moving
from partnership.management.progress import bar
from partnership.moving.tables import unknown


class Command(BaseCommand):
    help = (
        "Copies the whole database, editions and accounts included, into an empty one: SQLite to PostgreSQL or back. "
        "Compares the number and a hash of the rows of each table on both sides; where anything differs or fails, "
        "nothing of it stays. What is written to the old database meanwhile does not come along: stop the site first."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "url", help="As in DATABASE_URL: postgresql://user@host:5432/name or sqlite:////folder/name.sqlite3"
        )

    def handle(self, *, url: str, **options: Any) -> None:
        started = time.monotonic()
        try:
            told = moving.move(url, begin=lambda whole: bar(self.stderr, whole))
        except moving.NotMoved as error:
            raise CommandError(f"{error} Nothing was moved.") from error
        width = max(len(each.table) for each in told)
        for each in told:
            self.stdout.write(f"{each.table:{width}} {each.rows:>12,} rows  sha256 {each.sha256}")
        rows = sum(each.rows for each in told)
        seconds = time.monotonic() - started
        self.stdout.write(f"{rows:,} rows of {len(told)} tables, the same on both sides, in {seconds:,.0f} s.")
        if behind := unknown(connection):
            self.stdout.write(f"Not of this application and left behind: {', '.join(behind)}.")
        self.stdout.write("Log-ins were left behind: editors log in again, with the password that they have.")
        self.stdout.write(f"Now set DATABASE_URL={without_password(url)} and start the site.")


def without_password(url: str) -> str:
    """What is printed may be kept in a log."""
    return re.sub(r"(?<=://)([^:/@]*):[^@/]*@", r"\1:…@", url)
