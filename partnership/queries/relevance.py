"""What was found, the best first.

Only the first POOL are weighed one by one: the newest of those that hold the words in their titles or names, then of
those that hold them in their summaries as well, and so on; newest by the year in which they begin. Whatever is beyond
that follows in time, so that the cost is bounded however common a word is.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from partnership.holdings import BitMap
from partnership.models import Entry, Source
from partnership.prepared import Query, in_chunks
from partnership.queries import entries, facets, sources
from partnership.queries.ordered import Ordered
from partnership.queries.walk import in_order
from partnership.search import Query as Words
from partnership.search.engine import ENTRIES, SOURCES
from partnership.search.ranking import scoring
from partnership.search.spellings import called

POOL = 250  # ten pages
RELEVANCE = "relevance"
LABEL = "Best first"
_Row = tuple[int, dt.date | None, str]


class Ranked:
    """The rows that hold what was asked, in order, to be taken in slices; `found` are their numbers.

    `read` gives the rows of numbers, in the order of the numbers, with what is wanted of them; `keep` may have the
    order of those that were weighed from earlier; `years` are those of the revision at which they were found.
    """

    def __init__(
        self,
        model: type[Entry] | type[Source],
        found: BitMap,
        query: Words,
        read: Callable[[Sequence[int]], list[Any]] | None = None,
        keep: Callable[[Callable[[], list[int]]], list[int]] = lambda weigh: weigh(),
        years: Callable[[], facets.Years] | None = None,
    ) -> None:
        self.model, self.found, self.query = model, found, query
        self._years = years or _YEARS[model]
        self._read, self._keep = read or partial(in_order, self._public), keep
        self._index = SOURCES if model is Source else ENTRIES

    def __getitem__(self, places: slice) -> list[Any]:
        """The rows from one place up to another, counted from 0."""
        return self._read(self.keys(places.start or 0, places.stop))

    def keys(self, start: int, stop: int) -> list[int]:
        pool = self._pool
        beyond: list[int] = []
        if stop > len(pool) >= POOL:
            rest = self._newest(self.found - BitMap(pool))
            beyond = rest.keys(max(0, start - len(pool)), stop - len(pool))
        return pool[start:stop] + beyond

    @cached_property
    def _pool(self) -> list[int]:
        return self._keep(self._weighed)

    def _weighed(self) -> list[int]:
        likely = list(self.found) if len(self.found) <= POOL else self._likely()
        rows = {row[0]: row for row in _IN_TIME[self.model](likely)}
        texts = self._index.texts(rows)
        score = scoring(self.query)
        return sorted(rows, key=lambda pk: (-score(texts.get(pk, {})), _age(rows[pk])))

    def _likely(self) -> list[int]:
        """What is called so, or begins so, stands first: however old it is, it may well be what was meant."""
        likely = BitMap()
        if self.model is Entry and (named := " ".join(self.query.words)):
            likely = self.found & BitMap(called(named)[: POOL // 2])
        for fields in self._index.steps:
            if len(likely) >= POOL:
                break
            holding = self.found & self._index.rows(self.query, self.found, fields=fields)
            likely |= self._years().last(holding - likely, POOL - len(likely))
        return list(likely)

    def _newest(self, rows: BitMap) -> Ordered:
        orders = sources.ORDERS if self.model is Source else entries.ORDERS
        return Ordered(self._public, rows, orders["-date"], years=self._years)

    @property
    def _public(self) -> QuerySet[Any]:
        return Source.objects.public() if self.model is Source else Entry.objects.published()


def _in_time(public: QuerySet[Any]) -> Callable[[Sequence[int]], Iterator[_Row]]:
    rows = public.order_by().values_list("pk", "date_earliest", "key")
    query = Query(lambda wanted: rows.filter(pk__in=wanted), wanted=[int])
    return partial(in_chunks, query)


_YEARS = {Entry: lambda: facets.of_entries().years, Source: lambda: facets.of_sources().years}
_IN_TIME = {Entry: _in_time(Entry.objects.published()), Source: _in_time(Source.objects.public())}


def _age(row: _Row) -> tuple[bool, int, str]:
    """The newest first, those without a date last; the key keeps two of one day in the same order everywhere."""
    _, day, key = row
    return day is None, -day.toordinal() if day else 0, key
