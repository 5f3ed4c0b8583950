"""What a list can be narrowed by, and how many rows each value would leave.

Which rows each value holds is kept in the database and in the process (`holdings`); counting is the size of an
intersection with the rows that the other filters leave; very many values are added up from those of the rows.
"""

from partnership.holdings.rows import UNDATED
from partnership.queries.facets.base import Base
from partnership.queries.facets.counting import Counted, Facet, Few, Found, Tallies, Tally
from partnership.queries.facets.held import Holdings
from partnership.queries.facets.kept import (
    entries_of,
    of_entries,
    of_figures,
    of_sources,
    public_entries,
    public_figures,
    public_sources,
)
from partnership.queries.facets.years import Reach, Years

__all__ = [
    "UNDATED",
    "Base",
    "Counted",
    "Facet",
    "Few",
    "Found",
    "Holdings",
    "Reach",
    "Tallies",
    "Tally",
    "Years",
    "entries_of",
    "of_entries",
    "of_figures",
    "of_sources",
    "public_entries",
    "public_figures",
    "public_sources",
]
