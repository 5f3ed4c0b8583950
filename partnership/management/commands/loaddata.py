import json
from pathlib import Path

from django.core import serializers
from django.core.management.base import CommandError
from django.core.management.commands.loaddata import Command as LoadData
from django.db import transaction

from partnership.actions.load import NotLoaded, load
from partnership.models import User

_APP = "partnership."


class Command(LoadData):
    """Django's own for accounts and other apps; the content goes through `actions`, checked as a whole first.

    A content fixture with a broken date, an unknown reference or a missing citation is refused with its line; nothing
    of it, nor of the other fixtures named with it, is loaded. What an editor changed is never overwritten.
    """

    def loaddata(self, fixture_labels):
        content: dict[str, str] = {}
        others = []
        # What Django's own method sets up for itself, wanted here to find the files a label stands for.
        self.serialization_formats = serializers.get_public_serializer_formats()
        self.compression_formats: dict = {None: (open, "rb")}
        for label in fixture_labels:
            if label == "-":
                raise CommandError("Fixtures are loaded from files here, so that a refusal can name file and line.")
            found = [Path(each) for each, _, _ in self.find_fixtures(label)]
            texts = {each: self._text(each) for each in found}
            if any(text is not None for text in texts.values()):
                content |= {each.stem: text or "" for each, text in texts.items()}
            else:
                others.append(label)
        with transaction.atomic(using=self.using):
            if others:
                super().loaddata(others)
            if content:
                self._load(content)

    def _text(self, path: Path) -> str | None:
        """The text of a fixture of content; none for one of other apps, which Django loads itself."""
        if path.suffix != ".json":
            raise CommandError(f"{path.name}: fixtures are plain JSON files here.")
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise CommandError(f"{path.name}: the file is not UTF-8 text ({error.reason}).") from error
        try:
            rows = json.loads(text)
            models = {str(row["model"]).lower() for row in rows}
        except (ValueError, TypeError, KeyError, RecursionError):
            return text
        foreign = {name for name in models if not name.startswith(_APP) or name == User._meta.label_lower}
        return None if models and foreign == models else text

    def _load(self, content: dict[str, str]) -> None:
        try:
            written = load(content)
        except NotLoaded as error:
            raise CommandError("\n".join([*error.lines, "Nothing was loaded."])) from error
        if self.verbosity >= 1:
            self.stdout.write(f"Loaded {', '.join(content)}: {written} record(s) new or changed.")
