from django.db import migrations

from partnership.search.engine import INDEXES


def create(apps, schema_editor):
    for index in INDEXES:
        index.create_of_names(schema_editor.connection)


def drop(apps, schema_editor):
    for index in INDEXES:
        index.drop_of_names(schema_editor.connection)


class Migration(migrations.Migration):
    """Those of databases from before; a new one has them from the beginning."""

    dependencies = [
        ("partnership", "0012_more_orders"),
    ]

    operations = [
        migrations.RunPython(create, drop),
    ]
