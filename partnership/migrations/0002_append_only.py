from django.db import migrations

from partnership.models import append_only


def lock(apps, schema_editor):
    append_only.lock(schema_editor.connection)


def unlock(apps, schema_editor):
    append_only.unlock(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("partnership", "0001_initial")]
    operations = [migrations.RunPython(lock, unlock)]
