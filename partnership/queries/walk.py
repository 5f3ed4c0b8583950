"""Lists read whole, however long they are: step by step, each going on from where the last one ended.

No step counts past what was read before it, and none keeps a cursor open: the settings forbid those of the server, so
a query's rows would all come at once.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

STEP = 10_000  # keys read at once: where no index has the order, each step sorts what is left of the list
CHUNK = 500  # rows worked on at once; well below the 999 values that SQLite takes in one query

Row = TypeVar("Row", bound=Model)


def keys(found: QuerySet[Any], order: Sequence[str], size: int = CHUNK) -> Iterator[list[int]]:
    """The primary keys of all rows in this order, at most `size` at a time.

    `order` is total, since it ends with `pk`. Only its first column may be empty; such rows come last either way.
    """
    for part, within in _parts(found, order):
        columns = [each.lstrip("-") for each in within]
        ordered = part.order_by(*within)
        rows = list(ordered.values_list(*columns)[:STEP])
        while rows:
            for start in range(0, len(rows), size):
                yield [row[-1] for row in rows[start : start + size]]
            further = ordered.filter(_beyond(within, rows[-1])) if len(rows) == STEP else None
            rows = [] if further is None else list(further.values_list(*columns)[:STEP])


def among(ids: Sequence[int]) -> RawSQL:
    """For `pk__in`: the numbers themselves instead of parameters. Where few columns are read, Django takes longer to
    hand over five hundred parameters than the database to answer."""
    return RawSQL(",".join(str(int(each)) for each in ids), ())  # noqa: S611 -- nothing but digits


def in_order(rows: QuerySet[Row], ids: Sequence[int]) -> list[Row]:
    """The rows with these primary keys, in the order of the keys; what is gone since they were read is left out."""
    found = rows.in_bulk(ids)
    return [found[each] for each in ids if each in found]


def _parts(found: QuerySet[Any], order: Sequence[str]) -> Iterator[tuple[QuerySet[Any], Sequence[str]]]:
    """The rows that have the first column, then those that lack it. An index serves each of the two on both engines,
    which do not agree on where NULL stands."""
    first = order[0].lstrip("-")
    if not _may_be_empty(found.model, first):
        yield found, order
        return
    yield found.filter(**{f"{first}__isnull": False}), order
    yield found.filter(**{f"{first}__isnull": True}), order[1:]


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
