from django.db import models

from partnership.models.fields import one_of
from partnership.vocabulary import Held


class Holding(models.Model):
    """Which rows of a list one value of one facet holds, as a roaring bitmap of their numbers: derived by the writes.

    Rows are numbered as in the database; those from `part` × 2²⁰ on stand in that part, so that a write never
    has more than 128 KiB of one value to write anew. `revision` is the one that the last write of it led to.
    A value that is a row itself is named by its number, so that a new code or title changes nothing here.
    """

    of = models.CharField(max_length=10, choices=Held)
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=200)
    part = models.PositiveIntegerField(default=0)
    count = models.PositiveIntegerField()
    revision = models.PositiveBigIntegerField()
    rows = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "facet", "value", "part"], name="holding_unique"),
            one_of("holding_of", Held),
        ]
        indexes = [models.Index(fields=["revision"], name="holding_by_revision")]

    def __str__(self) -> str:
        return f"{self.of} {self.facet} {self.value}: {self.count}"
