"""Which part of a list is asked for: how much, in which order, from where."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import QueryDict

from partnership.filters import BadParameter, Paging
from partnership.filters.fields import shown
from partnership.queries.arranged import Arranged
from partnership.queries.ordered import Ordered
from partnership.queries.relevance import Ranked

SIZE, LARGEST = 25, 100


@dataclass(frozen=True)
class Window:
    """`place`: the values that the cursor names, nothing at the beginning. `backwards`: what stands before it."""

    sort: str
    limit: int
    place: list[Any] | None = None
    backwards: bool = False


@dataclass(frozen=True)
class Part:
    """What is seen of a list, and the places from which what is before and after it is asked for."""

    count: int
    rows: Sequence[Any]
    before: Sequence[Any] | None = None
    after: Sequence[Any] | None = None


def window(data: QueryDict, sorts: Mapping[str, Any], default: str, name: str) -> Window:
    """`name` is that of the list: the cursors of another one are refused. Raises BadParameter."""
    typed = data.get("cursor", "").strip()
    sort, place, backwards = _read(typed, name) if typed else (default, None, False)
    asked = Paging(data, sorts, sort).sort
    if place is not None and (asked != sort or sort not in sorts):
        raise BadParameter("cursor", f"It belongs to the order {sort}.", "The same sort as in the answer it is from.")
    return Window(asked, _limit(data.get("limit", "").strip()), place, backwards)


def _limit(typed: str) -> int:
    if not typed:
        return SIZE
    if typed.isascii() and typed.isdigit() and len(typed) <= 3 and 1 <= int(typed) <= LARGEST:
        return int(typed)
    raise BadParameter("limit", f"{shown(typed)} is no number of results.", f"A whole number from 1 to {LARGEST}.")


def cursor(name: str, sort: str, place: Sequence[Any], *, backwards: bool = False) -> str:
    """Signed, so that a place is only ever one that this list has named."""
    values = [each.isoformat() if isinstance(each, dt.date) else each for each in place]
    return _signer(name).sign_object([sort, backwards, values], compress=True)


def _read(typed: str, name: str) -> tuple[str, list[Any], bool]:
    try:
        sort, backwards, values = _signer(name).unsign_object(typed)
    except (BadSignature, ValueError) as error:
        raise BadParameter(
            "cursor", f"{shown(typed)} is not a cursor of this list.", "The address in next or previous, as it is."
        ) from error
    return sort, values, backwards


def _signer(name: str) -> Signer:
    return Signer(salt=f"api-{name}")


def walked(found: Ordered | Arranged, asked: Window) -> Part:
    """The rows next to the place that the window names."""
    if asked.place is None:
        beside = found[0 : asked.limit + 1]
    else:
        beside = found.beyond(asked.place, asked.limit + 1, backwards=asked.backwards)
    more = len(beside) > asked.limit
    rows = beside[: asked.limit]
    if asked.backwards:
        rows.reverse()
    earlier = more if asked.backwards else asked.place is not None
    later = more or asked.backwards
    return Part(
        len(found),
        rows,
        before=found.place_of(rows[0]) if rows and earlier else None,
        after=found.place_of(rows[-1]) if rows and later else None,
    )


def ranked(found: Ranked, asked: Window) -> Part:
    """The best first; the place is how many are better."""
    count = len(found.found.rows)
    place = int(asked.place[0]) if asked.place else 0
    start = max(0, place - asked.limit) if asked.backwards else place
    stop = place if asked.backwards else place + asked.limit
    return Part(
        count,
        found[start:stop],
        before=[start] if start else None,
        after=[stop] if stop < count else None,
    )
