"""Two derived columns by which gaps are found: values without a source, and when a source was last read."""

from django.db import migrations, models

from partnership.dates import parse

# The columns of the fact box when this was written: by the row of the kind that holds them, "" for every kind.
_TEXTS = {
    "": ("date",),
    "event": ("ordinal",),
    "agreement": ("duration", "ends"),
    "institution": ("ended", "website"),
    "person": ("born", "died"),
    "system": ("designation",),
}
_NAMED = {"": {"country": "code", "category": "code"}, "institution": {"seat": "code"}}


def _values(entry):
    for kind in ("", entry.kind):
        row = getattr(entry, kind) if kind else entry
        for name in _TEXTS[kind]:
            if getattr(row, name) not in (None, ""):
                yield name, str(getattr(row, name))
        for name, column in _NAMED.get(kind, {}).items():
            if getattr(row, name) is not None:
                yield name, getattr(getattr(row, name), column)
    for place in entry.places.all():
        yield "place", place.code


def count(apps, schema_editor):
    entries = apps.get_model("partnership", "Entry").objects.order_by("pk")
    values = apps.get_model("partnership", "Value").objects
    for entry in entries.iterator(chunk_size=500):
        said = values.filter(statement__entry=entry, statement__citations__stance="supports")
        known = set(said.exclude(statement__rank="deprecated").values_list("field", "value"))
        missing = sum(each not in known for each in _values(entry))
        if missing:
            entries.filter(pk=entry.pk).update(unsourced_fields=missing)


def read(apps, schema_editor):
    sources = apps.get_model("partnership", "Source").objects.order_by("pk")
    for source in sources.prefetch_related("copies").iterator(chunk_size=500):
        texts = [source.accessed, *(copy.checked_at for copy in source.copies.all())]
        days = [day for day in (parse(text).earliest for text in texts) if day]
        if days:
            sources.filter(pk=source.pk).update(last_read=max(days))


class Migration(migrations.Migration):
    dependencies = [("partnership", "0002_append_only")]
    operations = [
        migrations.AddField("entry", "unsourced_fields", models.PositiveSmallIntegerField(default=0, editable=False)),
        migrations.AddField("source", "last_read", models.DateField(editable=False, null=True)),
        migrations.RunPython(count, migrations.RunPython.noop),
        migrations.RunPython(read, migrations.RunPython.noop),
    ]
