"""What a process keeps of the bitmaps, for as long as the content has the same revision.

Which values there are is kept of all facets but those without end; which rows they hold, of those that were asked for.
When the revision has moved, only what was written since is read: that is cheaper than anything else that could tell
whether what is kept is still true, and every process sees a write with its next request.
"""

import datetime as dt
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol, TypeVar

from pyroaring import BitMap

from partnership.holdings import stored
from partnership.holdings.columns import ByValue, Column, too_many
from partnership.holdings.stored import Name
from partnership.models import Edition, Holding, Revision
from partnership.prepared import Query
from partnership.turns import at_work
from partnership.vocabulary import Held

MOST = 32 * 2**20  # bytes of bitmaps that a process keeps, about: the facets of a million entries, 28 MB
PATIENCE = 2  # seconds that a thread waits for another one to read
WORKING = 10  # seconds that a thread waits for what another one works out
SNAPSHOTS = 2  # revisions at once: a replica may be a little behind
QUESTIONS = 256  # answers in rows that a process keeps, and the bytes of these: a common word at a million takes 125 kB
ANSWERS = 2**22
SIDES = 32  # lists of which a process keeps what stands beside them; it takes about 150 kB with how it is written
SIDES_IN_SHORT = 256  # things of the kind that take less: numbers, some 25 kB, and what comes first, 8 to 50
LINES = 1_000  # lines of lists that a process keeps; one takes about 7 kB with how it is written
_OBJECT = 400  # bytes of a bitmap that holds next to nothing, about
ENDLESS = ("source", "institution", "publisher")  # facets of which no process keeps what values there are
# Of the statements nobody asks which they are, and the database adds up how many there are of the few that are shown.
_ASKED = Holding.objects.exclude(of=Held.STATEMENTS)
T = TypeVar("T")


class Numbered(Protocol):
    number: int


L = TypeVar("L", bound=Numbered)


class Mark(NamedTuple):
    """A state of the content. The moment as well: a restored database may count its revisions anew."""

    number: int
    changed_at: dt.datetime | None


class Snapshot:
    """The holdings at one revision. Threads share it: nothing in it changes but by becoming known."""

    def __init__(self, mark: Mark, edition: tuple | None) -> None:
        self.mark, self.edition = mark, edition
        self._values: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._rows: OrderedDict[Name, BitMap] = OrderedDict()
        self._size = 0
        self._columns: dict[tuple[str, str], tuple[Column, frozenset[str]]] = {}
        self._derived: dict[Hashable, Any] = {}
        self._turns = _Turns()
        self._asked = _Last(QUESTIONS, ANSWERS, _bytes)
        self._sides, self._in_short, self._lines = _Last(SIDES), _Last(SIDES_IN_SHORT), _Last(LINES)
        self._lock = threading.Lock()

    def values(self, of: str, facet: str) -> Collection[str]:
        """The values of the facet that hold anything."""
        if facet in ENDLESS:
            held = _ASKED.filter(of=of, facet=facet, count__gt=0)
            return {*held.values_list("value", flat=True).iterator()}
        return self._values.get((of, facet), ())

    def rows(self, of: str, facet: str, values: Iterable[str]) -> list[BitMap]:
        """The rows of these values, in their order."""
        names = [Name(of, facet, value) for value in values]
        found = self._read(names)
        return [found[name] if name in found else BitMap() for name in names]

    def read_ahead(self, of: str, facets: Iterable[str]) -> None:
        """All values of these facets at once, which are about to be asked for one after the other."""
        self._read([Name(of, facet, value) for facet in facets for value in self.values(of, facet)])

    def _read(self, names: Iterable[Name]) -> dict[Name, BitMap]:
        with self._lock:
            wanted = [name for name in names if name.facet in ENDLESS or name.value in self._values.get(name[:2], ())]
            found = {name: self._rows[name] for name in wanted if name in self._rows}
            for name in found:
                self._rows.move_to_end(name)
        if missing := [name for name in wanted if name not in found]:
            read = stored.read(missing)
            found |= read
            self._keep(read)
        return found

    def any_of(self, of: str, facet: str, values: Iterable[str]) -> BitMap:
        found = self.rows(of, facet, values)
        return BitMap.union(*found) if len(found) > 1 else found[0] if found else BitMap()

    def counted(self, of: str, facet: str, found: BitMap) -> ByValue:
        """How many of these rows each value of the facet holds; for facets of very many values."""
        column, changed = self.derived(("column", of, facet), lambda: self._column(of, facet))
        return ByValue(column, changed, self.rows(of, facet, changed), found)

    def _column(self, of: str, facet: str) -> tuple[Column, list[str]]:
        if (of, facet) not in self._columns:
            # Not through what is kept: all would drive out what is asked for more often.
            made = Column(self.values(of, facet), lambda some: stored.read_rows(of, facet, some))
            self._columns[of, facet] = made, frozenset()
        column, changed = self._columns[of, facet]
        return column, sorted(changed)

    def all(self, of: str) -> BitMap:
        """All rows of a list: each has, or takes over, exactly the kinds that it has."""
        return self.derived(("all", of), lambda: self.any_of(of, "kind", self.values(of, "kind")))

    def derived(self, name: Hashable, make: Callable[[], T]) -> T:
        """What follows from the holdings alone, worked out once: by one thread, for which the others wait. All at once
        would take the memory of all, which no process hands back."""
        if name not in self._derived:
            with self._turns.of(name):
                if name not in self._derived:
                    self._derived[name] = make()
        return self._derived[name]

    def asked(self, name: Hashable, make: Callable[[], BitMap]) -> BitMap:
        """Rows that were asked for in words: of such questions there is no end, so only the last ones are kept."""
        return self._asked.get(name, make)

    def side(self, name: Hashable, make: Callable[[], T]) -> T:
        """What all pages of one list have in common; of lists there is no end either."""
        return self._sides.get(name, make)

    def side_in_short(self, name: Hashable, make: Callable[[], T]) -> T:
        """The same of what takes little room: of more lists."""
        return self._in_short.get(name, make)

    def lines(self, numbers: Sequence[int], read: Callable[[Sequence[int]], list[L]]) -> list[L]:
        """How entries stand in lists, in the order of their numbers. `read` gives those that are not known, of what
        there is."""
        return self._lines.several(numbers, lambda missing: {each.number: each for each in read(missing)})

    def _keep(self, read: dict[Name, BitMap]) -> None:
        with self._lock:
            for name, rows in read.items():
                if name not in self._rows:
                    self._rows[name] = rows
                    self._size += _bytes(rows)
            while self._size > MOST and len(self._rows) > len(read):
                self._size -= _bytes(self._rows.popitem(last=False)[1])

    def _take_over(self, older: "Snapshot") -> None:
        """What an older one holds, without what was written since; each of the two is whole afterwards."""
        since = _ASKED.filter(revision__gt=older.mark.number)
        changed = {Name(*each) for each in since.values_list(*Name._fields)}
        with older._lock:
            self._rows = OrderedDict((name, rows) for name, rows in older._rows.items() if name not in changed)
        for facet, (column, before) in older._columns.copy().items():
            differing = before | {name.value for name in changed if name[:2] == facet}
            if not too_many(len(differing), len(column.values)):
                self._columns[facet] = column, differing
        self._size = sum(map(_bytes, self._rows.values()))
        self._values.update(older._values)
        few = {name for name in changed if name.facet not in ENDLESS}
        held = stored.holding(few)
        for each in {name[:2] for name in few}:
            touched = {name.value for name in few if name[:2] == each}
            self._values[each] = self._values[each] - touched | {name.value for name in held if name[:2] == each}

    def _read_values(self) -> None:
        held = _ASKED.filter(count__gt=0).exclude(facet__in=ENDLESS)
        for of, facet, value in held.values_list(*Name._fields):
            self._values[of, facet].add(value)


class _Turns:
    """Of those who want one thing made, one makes it; the others wait, but no longer than WORKING."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[Hashable, threading.Lock] = {}

    @contextmanager
    def of(self, name: Hashable) -> Iterator[None]:
        with self._lock:
            turn = self._of.setdefault(name, threading.Lock())
        mine = at_work.acquired(turn, WORKING)
        try:
            yield
        finally:
            if mine:
                turn.release()
            with self._lock:
                self._of.pop(name, None)


class _Last:
    """The last so many things that were asked for, by name, as far as there is room for them."""

    def __init__(self, most: int, room: int = 0, size: Callable[[Any], int] = lambda _: 0) -> None:
        self._most, self._room, self._size, self._all, self._lock = most, room, size, 0, threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._turns = _Turns()

    def get(self, name: Hashable, make: Callable[[], Any]) -> Any:
        """Made by one thread, for which the others wait that want the same."""
        with self._lock:
            found = self._found(name)
        if found is not None:
            return found
        with self._turns.of(name):
            with self._lock:
                found = self._found(name)
            if found is None:
                found = make()
            with self._lock:
                self._keep({name: found})
        return found

    def _found(self, name: Hashable) -> Any:
        if name in self._kept:
            self._kept.move_to_end(name)
        return self._kept.get(name)

    def several(self, names: Sequence[Hashable], make: Callable[[list[Any]], dict[Any, Any]]) -> list[Any]:
        """Those that are there or can be made, in the order of their names."""
        with self._lock:
            found = {name: self._kept[name] for name in names if name in self._kept}
            for name in found:
                self._kept.move_to_end(name)
        if missing := [name for name in names if name not in found]:
            made = make(missing)
            found |= made
            with self._lock:
                self._keep(made)
        return [found[name] for name in names if name in found]

    def _keep(self, found: dict[Any, Any]) -> None:
        """What came last is kept, however large it is."""
        for name, each in found.items():
            if name in self._kept:
                self._all -= self._size(self._kept[name])
            self._kept[name] = each
            self._all += self._size(each)
        while len(self._kept) > self._most or (self._all > self._room and len(self._kept) > 1):
            self._all -= self._size(self._kept.popitem(last=False)[1])


def _bytes(rows: BitMap) -> int:
    return _OBJECT + min(2 * len(rows), 2**17 * (1 + ((rows.max() - rows.min()) >> 20 if rows else 0)))


_REVISION = Query(lambda pk: Revision.objects.filter(pk=pk).values_list("number", "changed_at"), pk=int)
_snapshots: Sequence[Snapshot] = ()
_making = threading.Lock()


def current() -> Snapshot:
    """The holdings of the content as it is now."""
    global _snapshots
    row = _REVISION.first(pk=1)
    mark = Mark(*row) if row else Mark(0, None)
    found = _at(mark)
    if found is None:
        # One reads for all; but where that takes long (its database may hang), the others read for themselves.
        alone = at_work.acquired(_making, PATIENCE)
        try:
            found = _at(mark) or _made(mark)
            _snapshots = (found, *(each for each in _snapshots if each.mark != mark))[:SNAPSHOTS]
        finally:
            if alone:
                _making.release()
    return found


def _at(mark: Mark) -> Snapshot | None:
    return next((each for each in _snapshots if each.mark == mark), None)


def _made(mark: Mark) -> Snapshot:
    """From the newest that is kept, if this content has come from that; else from nothing."""
    last = Edition.objects.order_by("-pk").values_list("pk", "sha256", "made_at").first()
    found = Snapshot(mark, last)
    older = [each for each in _snapshots if each.mark.number < mark.number and each.edition]
    for each in sorted(older, key=lambda each: -each.mark.number):
        # A database that was restored, or a transaction that was taken back, has other editions under these numbers.
        pk, digest, moment = each.edition or (0, "", None)
        if Edition.objects.filter(pk=pk, sha256=digest, made_at=moment).exists():
            found._take_over(each)
            return found
    found._read_values()
    return found
