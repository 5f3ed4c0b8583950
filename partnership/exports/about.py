"""What everything that is taken away says of itself: what it is, from where, when, of which state, on which terms."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone

from partnership import dates
from partnership.documents.brief import absolute, as_form
from partnership.models import Revision
from partnership.queries.revision import current
from partnership.text import tidy

# Of all identifiers made here. They hold neither the site's name nor its address, so that a move changes none of them.
_SPACE = uuid.UUID("9b0c6a0e-3f57-4d0b-8a43-6f6c1c3d2e71")


def lasting(name: str) -> str:
    """An identifier (RFC 9562, version 5) that the same name always has."""
    return str(uuid.uuid5(_SPACE, name))


@dataclass(frozen=True)
class About:
    """`name` is that of the file, without its ending; `path` the page, with the filters that `filters` says in words.
    `order` says how a list is ordered.

    `revision` is the state of the record just before the first row is read; of rows that are written meanwhile, later
    ones may be newer.
    """

    name: str
    title: str
    path: str
    filters: tuple[str, ...] = ()
    order: str = ""
    revision: Revision = field(default_factory=current)
    taken: dt.datetime = field(default_factory=timezone.now)

    @property
    def heading(self) -> str:
        return f"{settings.SITE['name']}: {self.title}"

    @property
    def heading_with_filters(self) -> str:
        """By which two views of one list are told apart where only their names are shown."""
        return f"{self.heading} ({self.in_words})" if self.filters else self.heading

    @property
    def address(self) -> str:
        return absolute(self.path)

    def address_as(self, suffix: str) -> str:
        return absolute(as_form(self.path, suffix))

    @property
    def in_words(self) -> str:
        return " · ".join(self.filters) or "none"

    @property
    def changed(self) -> dt.datetime:
        """When the record was last changed; the first second of Unix time where nothing was ever published."""
        return self.revision.changed_at or dt.datetime.fromtimestamp(0, tz=dt.UTC)

    @property
    def state(self) -> str:
        """`revision 42 of 20 November 2026`."""
        changed = self.revision.changed_at
        return f"revision {self.revision.number}{f' of {_day(changed)}' if changed else ''}"

    @property
    def taken_from(self) -> str:
        """`2026-11-20T08:00:00+00:00 from revision 42 of 20 November 2026`."""
        return f"{self.taken.isoformat(timespec='seconds')} from {self.state}"

    @property
    def licence(self) -> str:
        return settings.SITE["content_licence"]["url"]

    @property
    def terms(self) -> str:
        name = settings.SITE["content_licence"]["name"]
        return f"{name} <{self.licence}>. Titles of works and quotations remain their owners’."

    @property
    def citation(self) -> str:
        """How to cite it."""
        return f"{self.heading} ({self.state}). {self.address} (taken {_day(self.taken)})"

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Always as many, whatever is taken away."""
        return (
            ("What", self.heading),
            ("Address", self.address),
            ("Filters", self.in_words),
            ("Order", self.order or "none"),
            ("Taken", self.taken_from),
            ("Licence", self.terms),
            ("Cite as", self.citation),
        )


def _day(moment: dt.datetime) -> str:
    return dates.words(moment.date().isoformat())


def labels(chips: Iterable[dict[str, str]]) -> tuple[str, ...]:
    """The filters of a list in words, as the page shows them."""
    return tuple(tidy(each["label"]) for each in chips)
