from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from partnership.actions.layers import LAYERS
from partnership.actions.load import Edited, NotLoaded, load
from partnership.corpus import making
from partnership.models import Load


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be read ({error.strerror}); nothing was loaded.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8 text ({error.reason}); nothing was loaded.") from error


class Command(BaseCommand):
    help = "Loads the content that the repository carries, each fixture once: what editors changed since stays."

    def handle(self, **options):
        there = set(Load.objects.values_list("name", flat=True))
        if making.NAME in there:
            self.stdout.write("The content is a made-up corpus: what the repository carries is not laid over it.")
            return
        texts = {name: settings.BASE_DIR / "fixtures" / f"{name}.json" for name in LAYERS if name not in there}
        if not texts:
            self.stdout.write("The content is seeded already.")
            return
        try:
            written = load({name: _text(path) for name, path in texts.items()})
        except Edited as error:
            # A site that editors work on goes on as it is: new content waits until somebody brings the two together.
            self.stderr.write("\n".join([*error.lines, f"Left out: {', '.join(texts)}. The content stays as it is."]))
            return
        except NotLoaded as error:
            raise CommandError("\n".join([*error.lines, "Nothing was loaded."])) from error
        self.stdout.write(f"Seeded {', '.join(texts)}: {written} records.")
