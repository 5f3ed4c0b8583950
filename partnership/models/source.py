from django.db import models
from django.db.models import F, Q

from partnership.models.fields import EdtfField, KeyField, Natural, one_of
from partnership.models.querysets import SourceManager
from partnership.vocabulary import CopyKind, CopyState, SourceType


class Source(Natural):
    """A text that something was taken from. Public as soon as a public statement cites it.

    `weak` is the editors' verdict on the copy that was read. `origin` is the source that this one relays: two
    reprints of one wire report are one voice, and count once. `last_read` is derived: when it, or a copy
    of it, was read or checked last.
    """

    natural = ("key",)

    key = KeyField()
    slug = models.SlugField(max_length=100, blank=True, help_text="Left empty, it is made from the title.")
    csl_type = models.CharField("type", max_length=20, choices=SourceType)
    title = models.CharField(max_length=300)
    authors = models.JSONField(blank=True, default=list, help_text="CSL names: family and given, or literal.")
    publisher = models.CharField(max_length=200, blank=True, default="")
    date = EdtfField()
    date_earliest = models.DateField(null=True, editable=False)
    date_latest = models.DateField(null=True, editable=False)
    address = models.URLField(max_length=600, blank=True, default="")
    language = models.CharField(max_length=12, blank=True, default="", help_text="BCP 47: en, tr, ur.")
    tier = models.ForeignKey(
        "Term", models.PROTECT, related_name="sources_of_tier", limit_choices_to={"scheme": "source-tier"}
    )
    weak = models.BooleanField(default=False)
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="relays")
    note = models.TextField(blank=True, default="")
    accessed = EdtfField(help_text="When it was last read.")
    last_read = models.DateField(null=True, editable=False)
    cited_as = models.JSONField(default=dict, editable=False)
    edition = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    objects = SourceManager()

    class Meta:
        ordering = ["title", "id"]
        indexes = [models.Index(fields=["title", "id"], name="source_by_title")]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="source_key_unique"),
            models.UniqueConstraint(fields=["slug"], name="source_slug_unique"),
            models.CheckConstraint(condition=~Q(slug=""), name="source_has_slug"),
            models.CheckConstraint(condition=Q(csl_type__in=SourceType.values), name="source_type_known"),
            models.CheckConstraint(condition=~Q(origin=F("id")), name="source_not_its_own_origin"),
            models.CheckConstraint(condition=Q(date_earliest__lte=F("date_latest")), name="source_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/sources/{self.slug}/"


class SourcePart(Natural):
    """A paragraph or section of a source, in its order, so that what was not taken from it shows as a gap."""

    natural = ("source__key", "label")

    source = models.ForeignKey(Source, models.CASCADE, related_name="parts")
    order = models.PositiveIntegerField()
    label = models.CharField(max_length=40)

    class Meta:
        ordering = ["source", "order"]
        constraints = [
            models.UniqueConstraint(fields=["source", "label"], name="part_label_unique_in_source"),
        ]

    def __str__(self) -> str:
        return self.label


class SourceCopy(Natural):
    """Another address of the same text: a web archive's, a file's, a mirror's."""

    natural = ("source__key", "address")

    source = models.ForeignKey(Source, models.CASCADE, related_name="copies")
    address = models.URLField(max_length=600)
    kind = models.CharField(max_length=10, choices=CopyKind)
    archived_at = EdtfField()
    checked_at = EdtfField()
    state = models.CharField(max_length=10, choices=CopyState, default=CopyState.UNCHECKED)

    class Meta:
        ordering = ["source", "id"]
        verbose_name_plural = "source copies"
        constraints = [
            models.UniqueConstraint(fields=["source", "address"], name="copy_address_unique_in_source"),
            one_of("copy_kind", CopyKind),
            one_of("copy_state", CopyState),
        ]

    def __str__(self) -> str:
        return self.address
