"""Commands that write one text: to a file that is named, else to standard output."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class PageCommand(BaseCommand):
    """`text` makes what is written, from the command's options; it raises CommandError where there is nothing."""

    text: Callable[..., str]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, help="The file to write; else standard output.")

    def handle(self, *args: Any, output: Path | None = None, **options: Any) -> None:
        text = self.text(**options)
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
