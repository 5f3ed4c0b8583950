"""Concepts and places that contain others: asking for one means asking for all below it."""

from collections import defaultdict
from collections.abc import Iterable

from partnership.models import Place, Term
from partnership.prepared import Query


class Tree:
    """The rows of one scheme, or all places, by what contains them. Costs one query, however deep it is."""

    def __init__(self, pairs: Iterable[tuple[int, int | None]]) -> None:
        self._above = dict(pairs)
        self._below: dict[int, list[int]] = defaultdict(list)
        for child, parent in self._above.items():
            if parent is not None:
                self._below[parent].append(child)

    def below(self, roots: Iterable[int]) -> set[int]:
        """The roots and everything inside them; a circle in the data ends where it began."""
        found: set[int] = set()
        waiting = list(roots)
        while waiting:
            row = waiting.pop()
            if row not in found:
                found.add(row)
                waiting.extend(self._below[row])
        return found

    def above(self, row: int) -> list[int]:
        """The row itself and all that contain it, the nearest first."""
        found: list[int] = []
        step: int | None = row
        while step is not None and step not in found:
            found.append(step)
            step = self._above.get(step)
        return found


def terms(*schemes: str) -> Tree:
    return Tree(_TERMS(schemes=schemes))


def places() -> Tree:
    return Tree(_PLACES())


_TERMS = Query(
    lambda schemes: Term.objects.filter(scheme__in=schemes).order_by().values_list("id", "broader_id"), schemes=[str]
)
_PLACES = Query(lambda: Place.objects.order_by().values_list("id", "within_id"))
