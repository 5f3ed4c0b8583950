"""What a list can be narrowed by, and how many rows each value would leave.

Which rows each value holds is read once for each revision of the public content (`kept`), for entries, sources and
figures each; counting is then the size of an intersection with the rows that the other filters leave.
"""

from partnership.queries.facets.counting import UNDATED, Facet, Found, Holding, Tally
from partnership.queries.facets.kept import of_entries, of_figures, of_sources

__all__ = ["UNDATED", "Facet", "Found", "Holding", "Tally", "of_entries", "of_figures", "of_sources"]
