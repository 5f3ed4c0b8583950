"""`manage.py reindex`."""

import io

from django.core.management import call_command

from partnership.actions import withdraw
from partnership.models import Entry
from partnership.search import upkeep
from partnership.search.engine import INDEXES
from tests.factories import entry_record, saved, source_record, vocabulary
from tests.kept import kept
from tests.search.asking import slugs
from tests.terminal import Terminal


@kept
def record():
    vocabulary()
    saved(entry_record("event", "A visit", saved(source_record()), slug="visit"))
    for index in INDEXES:
        index.clear()


def test_what_search_had_lost_is_found_again(record):
    assert slugs("visit") == []
    out = io.StringIO()
    call_command("reindex", stdout=out)
    assert slugs("visit") == ["visit"]
    assert out.getvalue() == "Search and filters know 2 published entries and sources.\n"


def test_a_database_from_before_there_was_search_is_told_from_one_that_is_in_step(record, db):
    assert upkeep.missing()
    upkeep.rebuild()
    assert not upkeep.missing()
    withdraw(Entry.objects.get(), by=None, reason="Wrong")
    assert not upkeep.missing()


def test_a_terminal_sees_how_far_it_is_and_a_file_does_not(record):
    shown = Terminal()
    call_command("reindex", stdout=io.StringIO(), stderr=shown)
    assert "50 % of 4" in shown.getvalue()
    assert "100 % of 4" in shown.getvalue()
    kept = io.StringIO()
    call_command("reindex", stdout=io.StringIO(), stderr=kept)
    assert kept.getvalue() == ""
