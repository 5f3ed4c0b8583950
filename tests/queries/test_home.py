"""What the first page says of the record is what a count of its rows gives, whatever was written before."""

import pytest
from django.db.models import Count

from partnership import dates
from partnership.actions import withdraw
from partnership.models import Entry, Source, Statement
from partnership.queries import home
from tests.factories import entry_record, saved, source_record, statement, vocabulary

pytestmark = pytest.mark.django_db


def check() -> None:
    public = Entry.objects.filter(status="published")
    assert home.state() == home.State(
        entries=public.count(),
        statements=Statement.objects.filter(entry__status="published").count(),
        sources=Source.objects.filter(citations__statement__entry__status="published").distinct().count(),
        well_sourced=public.filter(grade="well-sourced").count(),
        in_conflict=public.filter(in_conflict=True).count(),
    )
    dated = public.filter(date_earliest__gt=dates.FIRST).order_by().values_list("kind", "date_earliest__year")
    assert sorted(home.beginnings()) == sorted(dated.annotate(n=Count("pk")))
    years = [year for _, year, _ in home.beginnings()]
    assert years == sorted(years)


def test_it_follows_what_is_written():
    check()
    assert home.state().well_sourced_share == 0
    vocabulary()
    press, primary = saved(source_record("Paper", tier="press")), saved(source_record("Gazette", tier="primary"))
    saved(entry_record("event", "A draft", press, date="1999", status="draft"))
    check()
    for each, date in enumerate(("", "2003", "2003-05/2004", "../1980", "1947-08-14", "2021/..")):
        paper = primary if each % 2 else press
        said = [statement("It was so.", paper, lead=True), statement("And so.", paper)]
        row = saved(entry_record(("event", "person")[each % 2], f"Entry {each}", date=date, statements=said))
    check()
    state = home.state()
    assert (state.entries, state.statements, state.sources) == (6, 12, 2)
    assert 0 < state.well_sourced < 6
    withdraw(row, by=None, reason="Wrong")
    check()
    assert home.state().statements == 10
