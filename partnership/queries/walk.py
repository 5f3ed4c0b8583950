"""Lists in an order, read from any place in it: step by step, each going on from where the last one ended.

A place is named by what the row there is ordered by. It stays where it is while other rows come and go, and costs the
same at any depth. `columns` are as Django's order_by takes them and end with `pk`, so that no two rows stand alike;
only the first of them may be empty, and such rows come last in either direction of it.

No step counts past what was read before it, and none keeps a cursor open: the settings forbid those of the server, so
a query's rows would all come at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

STEP = 10_000  # keys read at once: where no index has the order, each step sorts what is left of the list
_BEGINNING = 100  # keys that are there first: of entries as CSV, what fills the first block that is sent
CHUNK = 500  # rows worked on at once; well below the 999 values that SQLite takes in one query

_DAY = "date_earliest"
Row = TypeVar("Row", bound=Model)
Place = Sequence[Any]


class Part(NamedTuple):
    """Rows of a list that an index gives in order: those that have the first column, or those that lack it.

    The two engines do not agree on where NULL stands, so that one index could not serve both at once.
    """

    rows: QuerySet[Any]
    columns: Sequence[str]

    @property
    def ordered(self) -> QuerySet[Any]:
        return self.rows.order_by(*self.columns)

    def steps(self, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The columns of all rows, at most so many at once."""
        rows = list(self._columns(self.ordered)[:size])
        while rows:
            yield rows
            if len(rows) < size:
                return
            rows = list(self._columns(self.ordered.filter(_beyond(self.columns, rows[-1])))[:size])

    def growing(self, size: int) -> Iterator[list[int]]:
        """The primary keys alone, at first so many at once, then four times as many with each step.

        Of a list that is read at one moment: where a step ends is asked for only when another one is wanted, since to
        read the columns of ten thousand rows takes much longer than to pass over them.
        """
        ordered = self.ordered
        while True:
            keys = list(ordered.values_list("pk", flat=True)[:size])
            yield keys
            if len(keys) < size:
                return
            # Where that row has gone since, the one that stands there now.
            row, place = self.rows.filter(pk=keys[-1]).order_by(), ordered[size - 1 : size]
            last = self._columns(row).first() or self._columns(place).first()
            if last is None:
                return
            ordered = self.ordered.filter(_beyond(self.columns, last))
            size = min(4 * size, STEP)

    def _columns(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Days as they are written: of ten thousand, only one is looked for again."""
        names = [column.removeprefix("-") for column in self.columns]
        return rows.values_list(*(Cast(name, CharField()) if name == _DAY else name for name in names))


def parts(
    rows: QuerySet[Any], columns: Sequence[str], place: Place | None = None, *, backwards: bool = False
) -> list[Part]:
    """The list from its top or from after a place; `backwards`, what stands before the place, the nearest first."""
    order = [_turned(column) for column in columns] if backwards else list(columns)
    first = columns[0].removeprefix("-")
    if not _may_be_empty(rows.model, first):
        return [_after(rows, order, place)]
    having, lacking = rows.filter(**{f"{first}__isnull": False}), rows.filter(**{f"{first}__isnull": True})
    if place is None:
        found = [Part(having, order), Part(lacking, order[1:])]
        return found[::-1] if backwards else found
    if place[0] is None:
        return [_after(lacking, order[1:], place[1:]), *([Part(having, order)] if backwards else [])]
    return [_after(having, order, place), *([] if backwards else [Part(lacking, order[1:])])]


def _after(rows: QuerySet[Any], order: Sequence[str], place: Place | None) -> Part:
    return Part(rows if place is None else rows.filter(_beyond(order, place)), order)


def place_of(row: Model, columns: Sequence[str]) -> list[Any]:
    """The values of the row's columns; a column of another row is reached through it, as `measure__label`."""
    return [reduce(getattr, column.removeprefix("-").split("__"), row) for column in columns]


def keys(found: QuerySet[Any], order: Sequence[str], size: int = CHUNK) -> Iterator[list[int]]:
    """The primary keys of all rows in this order, at most `size` at a time; at first fewer, since somebody waits."""
    at_once = min(size, _BEGINNING)
    for part in parts(found, order):
        for rows in part.steps(STEP):
            while rows:
                yield [row[-1] for row in rows[:at_once]]
                rows, at_once = rows[at_once:], min(2 * at_once, size)


def taken(found: list[Part], start: int, stop: int) -> list[int]:
    """The primary keys from one place up to another, counted from where the parts begin."""
    keys: list[int] = []
    for part in found:
        some = list(part.ordered.values_list("pk", flat=True)[start:stop])
        keys += some
        if start + len(some) >= stop:
            break
        # The next part goes on where this one ends: how long it is, is asked only where nothing of it was taken.
        passed = start + len(some) if some else part.rows.count()
        start, stop = max(0, start - passed), stop - passed
    return keys


def among(ids: Iterable[int]) -> RawSQL:
    """For `pk__in`: the numbers themselves instead of parameters. Where few columns are read, Django takes longer to
    hand over five hundred parameters than the database to answer."""
    return RawSQL(",".join(str(int(each)) for each in ids) or "NULL", ())  # noqa: S611 -- nothing but digits


def in_order(rows: QuerySet[Row], ids: Sequence[int]) -> list[Row]:
    """The rows with these primary keys, in the order of the keys; what is gone since they were read is left out."""
    found = rows.in_bulk(ids)
    return [found[each] for each in ids if each in found]


def _turned(column: str) -> str:
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def _may_be_empty(model: type[Model], column: str) -> bool:
    """A column of another row is reached through it, as `statement__entry__changed_at`."""
    *steps, last = column.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    try:
        return bool(getattr(model._meta.get_field(last), "null", False))
    except FieldDoesNotExist:  # `pk`
        return False


def _beyond(order: Sequence[str], mark: Sequence[Any]) -> Q:
    """What stands after the mark. The first comparison adds nothing, but lets the database begin in its index there."""
    column, side = order[0].lstrip("-"), "lt" if order[0].startswith("-") else "gt"
    further = Q(**{f"{column}__{side}": mark[0]})
    if len(order) == 1:
        return further
    return Q(**{f"{column}__{side}e": mark[0]}) & (further | _beyond(order[1:], mark[1:]))
