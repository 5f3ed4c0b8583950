"""What an answer depends on, so that a program can ask whether it has changed."""

import datetime as dt
from typing import NamedTuple

from django.utils import timezone

from partnership import program, text
from partnership.documents.brief import Document
from partnership.models import Revision
from partnership.queries import revision


class State(NamedTuple):
    """The content's revision, and the day: an agreement stands each day as of that day."""

    revision: Revision
    day: dt.date

    def tag(self, address: str) -> str:
        """A strong entity tag: another one whenever another byte may be answered at this address."""
        changed = self.revision.changed_at
        parts = [program.fingerprint(), self.revision.number, changed and changed.isoformat(), self.day.isoformat()]
        return f'"{text.digest([*parts, address])[:32]}"'

    @property
    def modified(self) -> int | None:
        """In seconds since 1970. None while the second of the last write is not over: it may see another write."""
        changed = self.revision.changed_at
        if changed and timezone.now() - changed < dt.timedelta(seconds=1):
            return None
        midnight = dt.datetime.combine(self.day, dt.time(), tzinfo=dt.UTC)
        return int(max(changed, midnight).timestamp()) if changed else int(midnight.timestamp())

    @property
    def document(self) -> Document:
        changed = self.revision.changed_at
        return {"number": self.revision.number, "changed_at": changed.isoformat() if changed else None}


def now() -> State:
    return State(revision.current(), timezone.localdate())
