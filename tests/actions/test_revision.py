"""The number of the public content: it counts what readers may notice, and nothing else."""

import pytest

from partnership.actions import Refused, apply, publish, withdraw
from partnership.models import Entry, Source
from partnership.queries.revision import current
from partnership.records import record
from tests.factories import entry_record, saved, source_record, statement, term_record
from tests.kept import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


@kept
def source(words):
    return saved(source_record())


def steps(write) -> int:
    """By how much a write moves the number."""
    before = current().number
    write()
    return current().number - before


def test_a_draft_and_what_only_drafts_cite_leave_it_alone(source):
    draft = entry_record(source=source, status="draft")
    assert steps(lambda: saved(draft)) == 0
    assert steps(lambda: saved(draft | {"title": "Another title"})) == 0
    assert steps(lambda: apply(record(source) | {"weak": True}, by=None, reason="")) == 0


def test_each_write_of_what_is_public_counts_once(source):
    public = entry_record(source=source)
    assert steps(lambda: saved(public, entry_record(source=source))) == 1
    assert steps(lambda: saved(public)) == 0  # nothing is new
    assert steps(lambda: saved(public | {"title": "Another title"})) == 1
    assert steps(lambda: apply(record(Source.objects.get()) | {"weak": True}, by=None, reason="")) == 1
    assert steps(lambda: saved(term_record("topic", "another"))) == 1


def test_a_grade_that_hangs_on_sources_which_nobody_cites_counts(source):
    wires = [saved(source_record(publisher=f"Wire {each}")) for each in range(2)]
    reprints = [saved(source_record(publisher=f"Daily {each}", origin=wires[each].key)) for each in range(2)]
    row = saved(entry_record(statements=[statement("It is.", *reprints, lead=True)]))
    assert row.grade == "well-sourced"
    one = record(Source.objects.get(pk=wires[0].pk))
    assert steps(lambda: apply(one | {"note": "Seen"}, by=None, reason="")) == 0
    assert steps(lambda: apply(one | {"origin": wires[1].key}, by=None, reason="")) == 1
    assert Entry.objects.get(pk=row.pk).grade == "single-source"


def test_coming_and_going_counts(source):
    row = saved(entry_record(source=source, status="draft"))
    assert steps(lambda: publish(row, by=None, reason="Ready")) == 1
    assert current().changed_at is not None
    assert steps(lambda: withdraw(row, by=None, reason="Wrong")) == 1
    assert steps(lambda: saved(record(row) | {"status": "withdrawn", "title": "Elsewhere"})) == 0


def test_a_refused_write_does_not_count(source):
    bad = entry_record(source=source)
    bad["statements"][0]["citations"] = []

    def refused():
        with pytest.raises(Refused):
            saved(bad)

    assert steps(refused) == 0
