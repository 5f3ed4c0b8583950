"""The bitmaps as they stand in the database, part by part."""

import pytest

from partnership.holdings import BitMap
from partnership.holdings.stored import PART, Name, create, read
from partnership.models import Holding

pytestmark = pytest.mark.django_db


def test_what_is_written_whole_is_read_back_from_all_its_parts():
    wide, narrow = Name("entries", "topic", "trade"), Name("entries", "topic", "sport")
    held = {wide: BitMap([1, 2, 2**PART - 1, 2**PART, 3 * 2**PART + 7]), narrow: BitMap([2**PART + 1])}
    create(held, 5)
    assert read(held) == held
    assert [*Holding.objects.filter(value="trade").order_by("part").values_list("part", "count", "revision")] == [
        (0, 3, 5),
        (1, 1, 5),
        (3, 1, 5),
    ]
