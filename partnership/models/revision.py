from django.db import models


class Revision(models.Model):
    """The number of the public content as a whole, in one row: one more after each write that readers may notice.

    A draft's save leaves it alone. Feeds, exports and the API name it, and ask by it whether anything changed.
    """

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="revision_only_one")]

    def __str__(self) -> str:
        return str(self.number)
