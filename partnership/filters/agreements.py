"""The filters of the tracker of agreements."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from partnership import dates
from partnership.filters.entries import EntryFilter
from partnership.filters.fields import When
from partnership.filters.strict import BadParameter
from partnership.models import Entry
from partnership.queries import lifecycle
from partnership.queries.facets import Base


class AgreementFilter(EntryFilter):
    """`on` asks for the end of a day, month or year, on which `status` hangs; without it, today."""

    titles = EntryFilter.titles | {"on": "On"}

    on = When(method="on_day")

    def __init__(
        self, data: QueryDict, base: QuerySet[Entry] | Base, path: str, *, today: dt.date | None = None
    ) -> None:
        super().__init__(data, base, path, today=today)
        asked = self.form.cleaned_data.get("on")
        if asked and asked.latest in (None, dates.LAST):
            raise BadParameter("on", f"“{asked.edtf}” has no end.", "A day, a month or a year, such as 1955-09-23.")
        if asked:
            self.day = asked.latest

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """There is one kind only."""
        return {name: each for name, each in super().get_filters().items() if name != "kind"}

    def on_day(self, agreements: QuerySet[Entry], _: str, span: dates.Span) -> QuerySet[Entry]:
        return lifecycle.begun(agreements, self.day)
