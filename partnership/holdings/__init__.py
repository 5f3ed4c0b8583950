"""Which public rows each value of a facet holds: kept as roaring bitmaps in the database, in step with the content.

The writes bring them up to what was written, in their own transaction (`upkeep`); every process keeps what it has read
of them for as long as the content has the same revision, and then reads only what changed since (`kept`). A list asks
for the rows of some values and counts by intersecting them, or by columns made of the bitmaps where the values are very
many (`columns`); no count and no filter goes through the rows in the database.

Values that are rows (a topic, a place, a source) hold only what names them directly: what contains them is worked out
where they are read, so that a term which moves in its tree changes nothing here. An institution holds what is joined
to it also while it is a draft; the lists offer published ones only.
"""

from pyroaring import BitMap

from partnership.holdings.columns import ByValue
from partnership.holdings.kept import Snapshot, current
from partnership.holdings.stored import counts

__all__ = ["BitMap", "ByValue", "Snapshot", "counts", "current"]
