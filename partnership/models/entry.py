from django.db import models
from django.db.models import F, Q

from partnership.models.fields import EdtfField, KeyField, Natural, exactly_one, one_of
from partnership.models.querysets import EntryManager
from partnership.vocabulary import Grade, Kind, NameKind, Status


class Entry(Natural):
    """What the record is about. Each row has one row of its kind beside it (Event, Agreement, …).

    It holds all that lists and search read. Derived by the writes, never typed: the summary (the lead statement's
    text), the grade, `in_conflict`, `unsourced_fields` (how many values of its fact box no source supports), the two
    dates, and each column that a statement's Value establishes.
    """

    natural = ("key",)

    key = KeyField()
    kind = models.CharField(max_length=12, choices=Kind, editable=False)
    type = models.ForeignKey("Term", models.PROTECT, null=True, blank=True, related_name="entries_of_type")
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, blank=True, help_text="Left empty, it is made from the title.")
    summary = models.TextField(blank=True, default="", editable=False)
    date = EdtfField()
    date_earliest = models.DateField(null=True, editable=False)
    date_latest = models.DateField(null=True, editable=False)
    country = models.ForeignKey(
        "Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries_of_country",
        limit_choices_to={"precision": "country"},
    )
    category = models.ForeignKey(
        "Term",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries_of_category",
        limit_choices_to={"scheme": "system-category"},
    )
    topics = models.ManyToManyField(
        "Term", blank=True, related_name="entries_on_topic", limit_choices_to={"scheme": "topic"}
    )
    places = models.ManyToManyField("Place", blank=True, related_name="entries")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    hold_reason = models.TextField(blank=True, default="", help_text="Why it is not published yet.")
    grade = models.CharField(max_length=14, choices=Grade, default=Grade.UNSOURCED, editable=False)
    in_conflict = models.BooleanField(default=False, editable=False)
    unsourced_fields = models.PositiveSmallIntegerField(default=0, editable=False)
    cited_as = models.JSONField(default=dict, editable=False)
    edition = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = EntryManager()

    class Meta:
        verbose_name_plural = "entries"
        ordering = [F("date_earliest").desc(nulls_last=True), "-id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="entry_key_unique"),
            models.UniqueConstraint(fields=["slug"], name="entry_slug_unique"),
            one_of("entry_kind", Kind),
            one_of("entry_status", Status),
            one_of("entry_grade", Grade),
            models.CheckConstraint(condition=~Q(title=""), name="entry_has_title"),
            models.CheckConstraint(condition=~Q(slug=""), name="entry_has_slug"),
            models.CheckConstraint(condition=Q(date_earliest__lte=F("date_latest")), name="entry_dates_in_order"),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False), name="entry_published_has_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "kind", "-date_earliest", "-id"], name="entry_list"),
            models.Index(fields=["status", "title", "id"], name="entry_by_title"),
            models.Index(fields=["status", "kind", "title", "id"], name="entry_of_kind_by_title"),
            # Of all kinds together; read backwards, it has the newest first.
            models.Index(fields=["status", "date_earliest", "id"], name="entry_by_date"),
            models.Index(fields=["status", "changed_at", "id"], name="entry_by_change"),
            models.Index(fields=["status", "date_latest", "id"], name="entry_by_end"),
            # Those of a type around one of them.
            models.Index(fields=["status", "type", "date_earliest", "id"], name="entry_of_type_by_date"),
            models.Index(fields=["status", "type", "title", "id"], name="entry_of_type_by_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{Kind(self.kind).plural}/{self.slug}/"

    @property
    def own(self) -> "Entry":
        """The row of the entry's kind: an Event for an event, with its own columns."""
        return self if self._meta.model_name == self.kind else getattr(self, self.kind)


class Name(Natural):
    """A name of an entry beside its title, in a language, for a time; the statement is its evidence."""

    natural = ("entry__key", "kind", "language", "text")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="names")
    text = models.CharField(max_length=200)
    language = models.CharField(max_length=12, blank=True, default="", help_text="BCP 47: en, tr, ur.")
    kind = models.CharField(max_length=12, choices=NameKind, default=NameKind.ALIAS)
    valid_from = EdtfField("from")
    valid_to = EdtfField("to")
    statement = models.ForeignKey("Statement", models.SET_NULL, null=True, blank=True, related_name="names")

    class Meta:
        ordering = ["entry", "id"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "kind", "language", "text"], name="name_unique_in_entry"),
            one_of("name_kind", NameKind),
            models.CheckConstraint(condition=~Q(text=""), name="name_has_text"),
        ]

    def __str__(self) -> str:
        return self.text


class Identifier(Natural):
    """What others call an entry or a source: a Wikidata item, a UN treaty number, a DOI, an importer's own number."""

    natural = ("scheme", "value")

    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="identifiers")
    source = models.ForeignKey("Source", models.CASCADE, null=True, blank=True, related_name="identifiers")
    scheme = models.SlugField(max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_unique"),
            exactly_one("identifier_of_entry_or_source", "entry", "source"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class Redirect(Natural):
    """A slug that an entry once had; its address leads on to the entry."""

    natural = ("slug",)

    slug = models.SlugField(max_length=100)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="redirects")

    class Meta:
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=["slug"], name="redirect_slug_unique")]

    def __str__(self) -> str:
        return self.slug
