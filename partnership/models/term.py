from django.db import models

from partnership.models.fields import Natural, one_of
from partnership.vocabulary import SCHEMES, Kind, Precision


class Term(Natural):
    """A concept that classifies, after SKOS: it has a scheme, a label, a definition, and may have a broader one.

    Only roles use `inverse_label`, `subject_kinds`, `object_kinds` and `principal`: "signed by" on the agreement's
    page is "signed" on the signatory's; a principal role's object is named as a party in lists and the fact box.
    """

    natural = ("scheme", "code")

    scheme = models.CharField(max_length=20, choices=list(SCHEMES.items()))
    code = models.SlugField(max_length=60, help_text="Stands in addresses; never changes once it is used.")
    label = models.CharField(max_length=120)
    inverse_label = models.CharField(max_length=120, blank=True, default="")
    definition = models.TextField(blank=True, default="")
    broader = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="narrower")
    origin = models.CharField(max_length=200, blank=True, default="", help_text="The vocabulary that it comes from.")
    subject_kinds = models.JSONField(blank=True, default=list)
    object_kinds = models.JSONField(blank=True, default=list)
    principal = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["scheme", "order", "label", "id"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="term_code_unique"),
            models.CheckConstraint(condition=models.Q(scheme__in=list(SCHEMES)), name="term_scheme_known"),
            models.CheckConstraint(condition=~models.Q(broader=models.F("id")), name="term_not_its_own_broader"),
        ]

    def __str__(self) -> str:
        return self.label

    def joins(self, subject: str, other: str) -> bool:
        """Whether this role may join an entry of the one kind to one of the other; no list means any kind."""
        return subject in (self.subject_kinds or Kind.values) and other in (self.object_kinds or Kind.values)


class Place(Natural):
    """A country (ISO 3166-1), a part of one (ISO 3166-2 where there is a code), a city or a site."""

    natural = ("code",)

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    within = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, help_text="Degrees north.")
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, help_text="Degrees east.")
    precision = models.CharField(max_length=10, choices=Precision)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="place_code_unique"),
            one_of("place_precision", Precision),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                # Both are asked for by name: a check passes when it compares with nothing.
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="place_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name
