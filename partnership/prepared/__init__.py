"""Queries that are put together once, and then asked again and again with other values.

To put a query of many tables together takes Django several times as long as the database to answer it, and it does so
anew for each request. What is kept here is the text, where in it the values go, and how its rows become models; a query
is still written, and tested, as any other.
"""

from partnership.prepared.queries import Query, at_once, by_first, in_chunks, together
from partnership.prepared.rows import Rows

__all__ = ["Query", "Rows", "at_once", "by_first", "in_chunks", "together"]
