"""Figures in an order without sorting them: the same as the database would put them in."""

import pytest

from partnership.holdings import BitMap
from partnership.models import Term, Value
from partnership.queries import facets, figures
from partnership.queries.arranged import Arranged, arranged
from partnership.queries.ordered import Ordered
from tests.factories import entry_record, measured, saved, source_record, statement, term_record, vocabulary
from tests.kept import kept

TIMES = ("", "2003", "2003-06", "2001/2004", "1999~", "2010/..")
HELD = [sort for sort in figures.SORTS if sort != "title"]


@kept
def many():
    """Two measures stand at one place of their scheme, and two are called the same."""
    vocabulary()
    source = saved(source_record())
    codes = ("aaa", "trade-volume", "units-ordered")
    saved(term_record("measure", "aaa", order=9, label="Units ordered"))
    Term.objects.filter(scheme="measure", code="units-ordered").update(label="Units ordered")
    Term.objects.filter(scheme="measure", code__in=codes[1:]).update(order=3)
    for each in range(12):
        values = [measured(codes[(each + more) % 3], str(more), as_of=TIMES[(each * more) % 6]) for more in range(3)]
        said = statement(f"So many: {each}.", source, lead=True, values=values)
        saved(
            entry_record("event", f"Event {each % 5}", statements=[said], status=("published", "draft")[each % 6 == 5])
        )


def in_order(sort: str) -> list[int]:
    return list(figures.public().order_by(*figures.SORTS[sort][1]).values_list("pk", flat=True))


@pytest.mark.parametrize("sort", [*figures.SORTS])
def test_each_slice_is_that_of_the_whole_list(many, sort):
    held, whole = facets.of_figures(), in_order(sort)
    assert len(whole) == 30
    for rows in (BitMap(whole), BitMap(whole[::2]), BitMap(whole[5:9]), BitMap()):
        found = arranged(held, rows, sort, whole=len(rows) == len(whole))
        wanted = [pk for pk in whole if pk in rows]
        for start, stop in ((0, 4), (3, 11), (7, 99), (50, 60)):
            assert found.keys(start, stop) == wanted[start:stop]
        if isinstance(found, Arranged):
            assert [key for some in found.steps(4) for key in some] == wanted


@pytest.mark.parametrize("sort", HELD)
def test_from_any_place_one_can_go_on_either_way(many, sort):
    """Also from one whose row is not in the list, or whose time or measure no figure has any more."""
    every, columns = BitMap(in_order(sort)), figures.SORTS[sort][1]
    rows = BitMap(list(every)[::2])
    found = arranged(facets.of_figures(), rows, sort)
    walked = Ordered(figures.public(), rows, columns, figures.LINES)
    places = [found.place_of(row) for row in Value.objects.filter(pk__in=every)]
    time = [each.removeprefix("-") for each in columns].index("as_of")
    label = [each.removeprefix("-") for each in columns].index("measure__label")
    gone = [[*place[:time], "2003-01", *place[time + 1 :]] for place in places]
    gone += [[*place[:label], "Ulterior", *place[label + 1 :]] for place in places]
    places += gone
    for place in places:
        for backwards in (False, True):
            assert found.beyond(place, 4, backwards=backwards) == walked.beyond(place, 4, backwards=backwards)
