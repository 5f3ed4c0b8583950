"""What was found, the best first.

Only the first POOL are weighed one by one: the newest of those that hold the words in their titles, then of those that
hold them in their summaries, and so on. Whatever is beyond that follows in time, so that the cost is bounded however
common a word is.
"""

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from partnership.models import Entry, Source, Spelling
from partnership.queries import entries, sources
from partnership.queries.walk import in_order
from partnership.search import Query
from partnership.search.engine import ENTRIES, SOURCES
from partnership.search.ranking import score

POOL = 500
RELEVANCE = "relevance"
LABEL = "Best first"
_Row = tuple[int, dt.date | None, str]


class Ranked:
    """The rows that hold what was asked, in order, to be taken in slices; `found` is narrowed to them already.

    `fetch` adds to a queryset what is read of its rows.
    """

    def __init__(self, found: QuerySet[Any], query: Query, fetch: Callable[[QuerySet[Any]], QuerySet[Any]]) -> None:
        self.found, self.query, self.fetch = found, query, fetch
        self._index = SOURCES if found.model is Source else ENTRIES

    def __getitem__(self, places: slice) -> list[Any]:
        """The rows from one place up to another, counted from 0."""
        return in_order(self.fetch(self.found.model._default_manager.all()), self.keys(places.start or 0, places.stop))

    def keys(self, start: int, stop: int) -> list[int]:
        pool = self._pool
        beyond: list[int] = []
        if stop > len(pool) >= POOL:
            rest = self._newest(self.found.exclude(pk__in=pool))
            beyond = [row[0] for row in rest[max(0, start - len(pool)) : stop - len(pool)]]
        return pool[start:stop] + beyond

    @cached_property
    def _pool(self) -> list[int]:
        rows = {row[0]: row for row in self._newest(self.found)[: POOL + 1]}
        if len(rows) > POOL:
            rows = self._likely()
        texts = self._index.texts(rows)
        return sorted(rows, key=lambda pk: (-score(self.query, texts.get(pk, {})), _age(rows[pk])))

    def _likely(self) -> dict[int, _Row]:
        named = " ".join(self.query.words)
        exact = self.found.filter(pk__in=Spelling.objects.filter(folded=named).values("entry"))
        rows = {row[0]: row for row in self._newest(exact if self.found.model is Entry else exact.none())[:POOL]}
        for last in range(1, len(self._index.names) + 1):
            if len(rows) >= POOL:
                break
            holding = self.found.filter(self._index.matching(self.query, fields=self._index.names[:last]))
            for row in self._newest(holding)[:POOL]:
                if len(rows) < POOL:
                    rows.setdefault(row[0], row)
        return rows

    def _newest(self, rows: QuerySet[Any]) -> QuerySet[Any, _Row]:
        ordered = sources.ordered if rows.model is Source else entries.ordered
        return ordered(rows, "-date").values_list("pk", "date_earliest", "key")


def _age(row: _Row) -> tuple[bool, int, str]:
    """The newest first, those without a date last; the key keeps two of one day in the same order everywhere."""
    _, day, key = row
    return day is None, -day.toordinal() if day else 0, key
