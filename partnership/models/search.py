"""What search keeps beside its index: all derived by the writes, of published entries and of aliases only."""

from django.db import models
from django.db.models import Q

from partnership.models.fields import exactly_one, one_of
from partnership.vocabulary import Held, NameKind


class Spelling(models.Model):
    """A title or name of a published entry, or an alias that editors keep as a term; `folded` is its words, folded.

    `kind` is that of the Name; empty for a title and for an alias.
    """

    entry = models.ForeignKey("Entry", models.CASCADE, null=True, related_name="spellings")
    term = models.ForeignKey("Term", models.CASCADE, null=True, related_name="spellings")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=400)
    kind = models.CharField(max_length=12, choices=NameKind, blank=True, default="")

    class Meta:
        constraints = [
            exactly_one("spelling_of_entry_or_term", "entry", "term"),
            models.CheckConstraint(condition=~Q(folded=""), name="spelling_has_words"),
        ]
        indexes = [models.Index(fields=["folded"], name="spelling_folded", opclasses=["text_pattern_ops"])]

    def __str__(self) -> str:
        return self.text


class Word(models.Model):
    """A word that a published entry has contained, folded, and as it was first written there."""

    word = models.CharField(max_length=40, primary_key=True)
    shown = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.shown


class Gram(models.Model):
    """Three letters in a row of a word, its beginning and end marked by blanks."""

    gram = models.CharField(max_length=3)
    word = models.ForeignKey(Word, models.CASCADE, related_name="grams")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "word"], name="gram_unique_in_word")]

    def __str__(self) -> str:
        return self.gram


class Posting(models.Model):
    """Which entries or sources hold a word: for each label of the index, in the order of weight, a roaring bitmap of
    the numbers of those that have the word there and nowhere before.

    Rows are numbered as in the database; those from `part` × 2¹⁶ on stand in that part. A row without a word says that
    all words of the index are here.
    """

    of = models.CharField(max_length=10, choices=Held)
    word = models.CharField(max_length=60)
    part = models.PositiveIntegerField()
    a = models.BinaryField(default=bytes)
    b = models.BinaryField(default=bytes)
    c = models.BinaryField(default=bytes)
    d = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            # With this order of bytes PostgreSQL finds by it what begins with some letters, too.
            models.UniqueConstraint(
                fields=["of", "word", "part"],
                name="posting_unique",
                opclasses=["varchar_ops", "varchar_pattern_ops", "int4_ops"],
            ),
            one_of("posting_of", Held),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.word} {self.part}"
