"""Sets up the database of the many machines: tables, one published entry, an editor; and the static files."""

import django
from django.conf import settings
from django.core.management import call_command

SENTENCE = "Edit 0 stands here."
TITLE = "A meeting that is edited"
EDITOR = "editor"
PASSWORD = "a long enough password"

if __name__ == "__main__":
    django.setup()
    # The same files under the same names, but not packed, which takes longer than everything else here.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)

    from django.contrib.auth import get_user_model

    from tests import factories

    factories.vocabulary()
    source = factories.saved(factories.source_record())
    entry = factories.entry_record(title=TITLE, type="meeting", topics=["trade"])
    entry["statements"] = [factories.statement(SENTENCE, source, lead=True)]
    factories.saved(entry)
    get_user_model().objects.create_superuser(EDITOR, "editor@example.org", PASSWORD)
