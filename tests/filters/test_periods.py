"""Periods that begin or end within a year: what is held of the years, and the rows of one year looked at one by one."""

import pytest
from django.http import QueryDict

from partnership.filters import EntryFilter, FigureFilter, SourceFilter
from partnership.models import Entry
from partnership.queries import facets
from partnership.queries.facets.base import numbers
from tests.factories import entry_record, measured, saved, source_record, statement, vocabulary
from tests.kept import kept

TIMES = ("", "2003", "2003-06", "2003-06-14", "2001/2004-02", "2002-12-31", "2004-01-01", "2010/..", "../1990", "1999~")
LISTS = {
    "entries": (EntryFilter, facets.public_entries),
    "sources": (SourceFilter, facets.public_sources),
    "figures": (FigureFilter, facets.public_figures),
}
STARTS = ("", "../1980", "2002-12-31", "2003", "2003-06", "2003-06-15", "2010-05")
ENDS = ("", "1989-05", "2003", "2003-06", "2003-06-15", "2004-01-01", "9999-03")
PERIODS = [(start, end) for start in STARTS for end in ENDS if not start or not end or start <= end]


@kept
def dated():
    vocabulary()
    for number, time in enumerate(TIMES):
        source = saved(source_record(f"Source {number}", date=time))
        values = [measured("trade-volume", "5", as_of=time)]
        said = statement("It was 5.", source, lead=True, values=values)
        saved(entry_record("event", f"Event {number}", date=time, statements=[said]))
        saved(
            entry_record("event", f"Draft {number}", date=time, statements=[statement("No.", source)], status="draft")
        )


@pytest.mark.parametrize("name", [*LISTS])
@pytest.mark.parametrize(("start", "end"), PERIODS)
def test_it_finds_what_the_database_would(dated, name, start, end):
    filters, base = LISTS[name]
    asked = filters(QueryDict(f"from={start}&to={end}"), base(), f"/{name}/")
    assert asked.found().rows == numbers(asked.narrowed())


def test_it_tells_a_day_from_the_next(dated):
    def titles(query: str) -> set[str]:
        rows = EntryFilter(QueryDict(query), facets.public_entries(), "/entries/").found().rows
        return {
            TIMES[int(title.split()[1])] for title in Entry.objects.filter(pk__in=rows).values_list("title", flat=True)
        }

    assert titles("from=2003-06-14&to=2003-06-14") == {"2003", "2003-06", "2003-06-14", "2001/2004-02"}
    assert titles("from=2003-06-15&to=2003-06-15") == {"2003", "2003-06", "2001/2004-02"}
