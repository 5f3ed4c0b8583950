"""What was found, the best first.

Up to FEW are weighed one by one. Of more, the first POOL are: the newest of those that hold the words in their titles
or names, then of those that hold them in their summaries as well, and so on; newest by the year in which they begin.
Whatever is beyond that follows in time, so that the cost is bounded however common a word is.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, chain
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

FEW = 500  # twenty pages: all of them are weighed
POOL = 100  # four pages, of more than FEW
RELEVANCE = "relevance"
LABEL = "Best first"
_Row = tuple[int, dt.date | None, str]
_Age = tuple[bool, int, str]
_NO_LONGER_THERE: _Age = (True, 1, "")  # after those without a date; who reads the row finds it gone


class Pool:
    """What was weighed, the heaviest first. Rows of one weight are put in order by age when they are asked for: a page
    shows few of them, and their dates lie here and there in the database."""

    def __init__(
        self, rows: Iterable[int], weight: Callable[[int], float], ages: Callable[[list[int]], dict[int, _Age]]
    ):
        self.rows = BitMap(rows)
        alike: dict[float, list[int]] = defaultdict(list)
        for row in self.rows:
            alike[weight(row)].append(row)
        self._groups: list[Sequence[int]] = [alike[each] for each in sorted(alike, reverse=True)]
        self._ends = list(accumulate(map(len, self._groups)))
        self._in_order = {place for place, group in enumerate(self._groups) if len(group) == 1}
        self._ages = ages

    def __len__(self) -> int:
        return len(self.rows)

    def keys(self, start: int, stop: int) -> list[int]:
        stop = min(stop, len(self))
        if start >= stop:
            return []
        first, last = bisect_right(self._ends, start), bisect_left(self._ends, stop)
        places = range(first, last + 1)
        self._put_in_order([place for place in places if place not in self._in_order])
        before = self._ends[first - 1] if first else 0
        return list(chain.from_iterable(self._groups[place] for place in places))[start - before : stop - before]

    def _put_in_order(self, places: Sequence[int]) -> None:
        """Threads share it: what two of them put in order at once is the same."""
        if not places:
            return
        ages = self._ages([row for place in places for row in self._groups[place]])
        for place in places:
            self._groups[place] = sorted(self._groups[place], key=lambda row: ages.get(row, _NO_LONGER_THERE))
            self._in_order.add(place)


class Ranked:
    """The rows that hold what was asked, in order, to be taken in slices. They are found only where what was weighed
    of them is not known from earlier, or does not reach.

    `read` gives the rows of numbers, in the order of the numbers, with what is wanted of them; `keep` may have those
    that were weighed from earlier; `years` are those of the revision at which they were found.
    """

    def __init__(
        self,
        model: type[Entry] | type[Source],
        found: facets.Found,
        query: Words,
        read: Callable[[Sequence[int]], list[Any]] | None = None,
        keep: Callable[[Callable[[], Pool]], Pool] = lambda weigh: weigh(),
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
            rest = self._newest(self.found.rows - pool.rows)
            beyond = rest.keys(max(0, start - len(pool)), stop - len(pool))
        return pool.keys(start, stop) + beyond

    @cached_property
    def _pool(self) -> Pool:
        return self._keep(self._weighed)

    def _weighed(self) -> Pool:
        found = self.found.rows
        likely = found if len(found) <= FEW else self._likely(found)
        texts, score = self._index.texts(likely), scoring(self.query)
        in_time = _IN_TIME[self.model]
        return Pool(
            likely, lambda row: score(texts.get(row, {})), lambda some: {row[0]: _age(row) for row in in_time(some)}
        )

    def _likely(self, found: BitMap) -> BitMap:
        """What is called so, or begins so, stands first: however old it is, it may well be what was meant."""
        likely = BitMap()
        if self.model is Entry:
            likely = found & BitMap(chain.from_iterable(called(each)[: POOL // 2] for each in _names(self.query)))
        for fields in self._index.steps:
            if len(likely) >= POOL:
                break
            holding = found & self._index.rows(self.query, found, fields=fields)
            likely |= self._years().last(holding - likely, POOL - len(likely))
        return likely

    def _newest(self, rows: BitMap) -> Ordered:
        orders = sources.ORDERS if self.model is Source else entries.ORDERS
        return Ordered(self._public, rows, orders["-date"], years=self._years)

    @property
    def _public(self) -> QuerySet[Any]:
        return Source.objects.public() if self.model is Source else Entry.objects.published()


def _names(query: Words) -> set[str]:
    """What was typed as a name, and what else the same is called."""
    typed = " ".join(query.words)
    options = query.groups[0].options if len(query.groups) == 1 else ()
    others = (" ".join(word for phrase in option for word in phrase.words) for option in options)
    return {each for each in (typed, *others) if each}


def _in_time(public: QuerySet[Any]) -> Callable[[Sequence[int]], Iterator[_Row]]:
    rows = public.order_by().values_list("pk", "date_earliest", "key")
    query = Query(lambda wanted: rows.filter(pk__in=wanted), wanted=[int])
    return partial(in_chunks, query)


_YEARS = {Entry: lambda: facets.of_entries().years, Source: lambda: facets.of_sources().years}
_IN_TIME = {Entry: _in_time(Entry.objects.published()), Source: _in_time(Source.objects.public())}


def _age(row: _Row) -> _Age:
    """The newest first, those without a date last; the key keeps two of one day in the same order everywhere."""
    _, day, key = row
    return day is None, -day.toordinal() if day else 0, key
