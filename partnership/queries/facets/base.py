"""What a list begins with, before any filter is applied."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from partnership.holdings import BitMap


@dataclass(frozen=True)
class Base:
    """As a query, and as the numbers of its rows where what the list holds tells them without asking for each.

    `whole`: it is all rows of its list, so that an index gives their order.
    """

    query: QuerySet[Any]
    known: Callable[[Any], BitMap] | None = None
    whole: bool = False

    @classmethod
    def of(cls, rows: "Base | QuerySet[Any]") -> "Base":
        return rows if isinstance(rows, Base) else cls(rows)

    def rows(self, held: Callable[[], Any]) -> BitMap:
        """`held` gives the Holdings of the list, of the revision that everything else of it is read from."""
        return self.known(held()) if self.known else numbers(self.query)


def numbers(query: QuerySet[Any]) -> BitMap:
    return BitMap(query.order_by().values_list("pk", flat=True))
