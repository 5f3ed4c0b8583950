"""References to copy are kept with what they cite. Rows from before have theirs made on reading, until next saved."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnership", "0003_gaps")]
    operations = [
        migrations.AddField("entry", "cited_as", models.JSONField(default=dict, editable=False)),
        migrations.AddField("source", "cited_as", models.JSONField(default=dict, editable=False)),
    ]
