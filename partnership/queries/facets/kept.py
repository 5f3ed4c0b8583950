"""The facets of each list as they were last read, as long as the public content has the same revision.

Kept in the process: nobody else could tell whether what it holds is still true more cheaply than by this number.
A write that two processes learn of at different moments is seen by each with its next request, which asks for it.
"""

import datetime as dt
from functools import lru_cache

from partnership.queries import revision
from partnership.queries.facets import entries, figures, sources
from partnership.queries.facets.counting import Holdings

Mark = tuple[int, dt.datetime | None]  # the moment as well: a restored database may count its revisions anew


def of_entries() -> Holdings:
    return _entries(_mark())


def of_sources() -> Holdings:
    return _sources(_mark())


def of_figures() -> Holdings:
    return _figures(_mark())


def _mark() -> Mark:
    at = revision.current()
    return at.number, at.changed_at


@lru_cache(maxsize=1)
def _entries(_: Mark) -> Holdings:
    return entries.read()


@lru_cache(maxsize=1)
def _sources(at: Mark) -> Holdings:
    return sources.read(_entries(at))


@lru_cache(maxsize=1)
def _figures(at: Mark) -> Holdings:
    return figures.read(_entries(at))
