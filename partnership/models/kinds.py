"""The columns that only one kind of entry has."""

from django.db import models

from partnership.models.entry import Entry
from partnership.models.fields import EdtfField
from partnership.models.querysets import EntryManager


class Event(Entry):
    """A meeting, visit, exercise, delivery, conflict, adoption of a policy …"""

    ordinal = models.PositiveIntegerField(null=True, blank=True, help_text="15 for a fifteenth meeting.")

    objects = EntryManager()


class Agreement(Entry):
    """A treaty, memorandum, contract, declaration …; its date is that of signature or adoption."""

    duration = models.CharField(max_length=120, blank=True, default="", help_text="“five years, renewable”")
    ends = EdtfField("ended")

    objects = EntryManager()


class Institution(Entry):
    """A state, ministry, company, university, mechanism …; also the partnership itself."""

    ended = EdtfField("dissolved")
    seat = models.ForeignKey("Place", models.PROTECT, null=True, blank=True, related_name="institutions_seated")
    website = models.URLField(max_length=300, blank=True, default="")

    objects = EntryManager()


class Person(Entry):
    born = EdtfField()
    died = EdtfField()

    objects = EntryManager()

    class Meta:
        verbose_name_plural = "people"


class System(Entry):
    """An aircraft, ship, air-defence system …"""

    designation = models.CharField(max_length=80, blank=True, default="")

    objects = EntryManager()
