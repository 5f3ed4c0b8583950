from django.conf import settings
from django.db import models

from partnership.models.fields import exactly_one
from partnership.text import digest


class Load(models.Model):
    """A fixture that was loaded: its name and the SHA-256 of its bytes. Seeding asks here what is done already."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-loaded_at", "-id"]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """What an entry, source, term or place was after one write. Appended, never changed: database triggers see to it.

    `record` is the whole plain form; `sha256` covers it together with the number, the status and the hash before it,
    so that a change or a gap anywhere in the past breaks the chain. `by` empty means a command, `load` says which
    fixture.
    """

    entry = models.ForeignKey("Entry", models.PROTECT, null=True, blank=True, related_name="editions")
    source = models.ForeignKey("Source", models.PROTECT, null=True, blank=True, related_name="editions")
    term = models.ForeignKey("Term", models.PROTECT, null=True, blank=True, related_name="editions")
    place = models.ForeignKey("Place", models.PROTECT, null=True, blank=True, related_name="editions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="editions")
    load = models.ForeignKey(Load, models.PROTECT, null=True, blank=True, related_name="editions")
    why = models.CharField(max_length=500)
    status = models.CharField(max_length=10, blank=True, default="")
    record = models.JSONField()
    sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            exactly_one("edition_of_exactly_one", "entry", "source", "term", "place"),
            *(
                models.UniqueConstraint(fields=[of, "number"], name=f"edition_number_unique_of_{of}")
                for of in ("entry", "source", "term", "place")
            ),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"

    def computed_sha256(self) -> str:
        """The hash that this row should have; differs from `sha256` when somebody changed it behind the triggers."""
        return digest([self.previous, self.number, self.status, self.record])
