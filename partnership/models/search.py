"""What search keeps beside its index: all derived by the writes, of published entries and of aliases only."""

from django.db import models
from django.db.models import Q

from partnership.models.fields import exactly_one
from partnership.vocabulary import NameKind


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
