from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from partnership.models.fields import EdtfField, KeyField, Natural, one_of
from partnership.vocabulary import FIELD_NAMES, Grade, Rank, Stance, Voice


class Statement(Natural):
    """One sentence about one entry. Its key is its public address; its position only orders.

    `claimant` is the entry whose judgement or claim the source reports; none means that the source speaks itself.
    """

    natural = ("key",)

    key = KeyField()
    entry = models.ForeignKey("Entry", models.CASCADE, related_name="statements")
    position = models.PositiveIntegerField(default=0)
    lead = models.BooleanField(default=False, help_text="The sentence that lists and the top of the page show.")
    text = models.TextField()
    voice = models.CharField(max_length=14, choices=Voice, default=Voice.FACT)
    claimant = models.ForeignKey("Entry", models.PROTECT, null=True, blank=True, related_name="claims")
    date = EdtfField()
    date_earliest = models.DateField(null=True, editable=False)
    date_latest = models.DateField(null=True, editable=False)
    rank = models.CharField(max_length=10, choices=Rank, default=Rank.NORMAL)
    rank_reason = models.TextField(blank=True, default="")
    grade = models.CharField(max_length=14, choices=Grade, default=Grade.UNSOURCED, editable=False)

    class Meta:
        ordering = ["entry", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="statement_key_unique"),
            models.UniqueConstraint(fields=["entry"], condition=Q(lead=True), name="statement_one_lead_per_entry"),
            one_of("statement_voice", Voice),
            one_of("statement_rank", Rank),
            one_of("statement_grade", Grade),
            models.CheckConstraint(condition=~Q(text=""), name="statement_has_text"),
            models.CheckConstraint(
                condition=Q(rank=Rank.NORMAL) | ~Q(rank_reason=""), name="statement_rank_has_reason"
            ),
            models.CheckConstraint(condition=Q(date_earliest__lte=F("date_latest")), name="statement_dates_in_order"),
        ]

    @property
    def given(self) -> Iterable["Value"]:
        """All of its values."""
        return self.along("values")

    @property
    def cited(self) -> Iterable["Citation"]:
        """All of its citations."""
        return self.along("citations")

    def get_absolute_url(self) -> str:
        return f"/statements/{self.key}/"

    def __str__(self) -> str:
        return self.text if len(self.text) <= 90 else f"{self.text[:89]}…"


class Value(Natural):
    """What a statement establishes: a field of its entry as canonical text, or a measure as a number or a range.

    `value` is EDTF, a code, or a decimal; `low` and `high` are inclusive bounds where the source gives a range, one of
    them empty where it gives only "at least" or "at most". `as_of` says for when a measure holds.
    """

    natural = ("statement__key", "position")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="values")
    position = models.PositiveIntegerField(default=0)
    field = models.CharField(max_length=20, blank=True, default="")
    measure = models.ForeignKey(
        "Term", models.PROTECT, null=True, blank=True, related_name="measured", limit_choices_to={"scheme": "measure"}
    )
    value = models.CharField(max_length=200, blank=True, default="")
    low = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.ForeignKey(
        "Term", models.PROTECT, null=True, blank=True, related_name="counted", limit_choices_to={"scheme": "unit"}
    )
    as_of = EdtfField()
    approximate = models.BooleanField(default=False)

    class Meta:
        ordering = ["statement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "position"], name="value_position_unique_in_statement"),
            models.CheckConstraint(
                condition=Q(field="", measure__isnull=False) | Q(field__in=FIELD_NAMES, measure__isnull=True),
                name="value_of_field_or_measure",
            ),
            models.CheckConstraint(
                condition=(~Q(value="") & Q(low__isnull=True, high__isnull=True))
                | (Q(value="", measure__isnull=False) & (Q(low__isnull=False) | Q(high__isnull=False))),
                name="value_single_or_range",
            ),
            models.CheckConstraint(condition=Q(low__lte=F("high")), name="value_range_in_order"),
        ]

    def __str__(self) -> str:
        return self.value or f"{self.low}–{self.high}"


class Citation(Natural):
    """Where in which source a statement stands, or what disputes it there."""

    natural = ("key",)

    key = KeyField()
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="citations")
    position = models.PositiveIntegerField(default=0)
    source = models.ForeignKey("Source", models.PROTECT, related_name="citations")
    part = models.ForeignKey("SourcePart", models.PROTECT, null=True, blank=True, related_name="citations")
    locator = models.CharField(max_length=200, blank=True, default="", help_text="Page, note, caption …")
    anchor = models.CharField(max_length=200, blank=True, default="", help_text="The words that were a link there.")
    quote = models.CharField(max_length=400, blank=True, default="", help_text="A short quotation, word for word.")
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.SUPPORTS)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["statement", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="citation_key_unique"),
            one_of("citation_stance", Stance),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.source.title, self.part.label if self.part else "", self.locator]))
