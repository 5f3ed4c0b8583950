"""Writers who meet: one waits for the other, and nobody's work is lost unseen."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from partnership.actions import Invalid, Stale, apply
from partnership.actions.reindex import reindex
from partnership.holdings import BitMap
from partnership.models import Edition, Entry
from partnership.records import record
from partnership.search import understood
from partnership.search.engine import ENTRIES
from tests.factories import entry_record, saved, source_record, vocabulary

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 15


@pytest.fixture
def source():
    vocabulary()
    return saved(source_record())


@pytest.fixture
def writers():
    """Starts a function in a thread with a database connection of its own."""
    with ThreadPoolExecutor(4) as pool:

        def start(function: Callable, *arguments: object) -> Future:
            def run() -> object:
                try:
                    return function(*arguments)
                finally:
                    connection.close()

            return pool.submit(run)

        yield start


class Holding:
    """A write whose transaction stays open until it is let go."""

    def __init__(self, start: Callable, plain: dict):
        self._written, self._go = threading.Event(), threading.Event()
        self._done = start(self._run, plain)
        assert self._written.wait(SECONDS)

    def _run(self, plain: dict) -> None:
        with transaction.atomic():
            apply(plain, by=None, reason="First")
            self._written.set()
            assert self._go.wait(SECONDS)

    def let_go(self) -> None:
        self._go.set()
        self._done.result(SECONDS)


def test_who_saves_over_an_edition_that_is_just_being_written_is_told(source, writers):
    row = saved(entry_record(source=source))
    first = Holding(writers, record(row) | {"title": "First"})
    second = writers(lambda: apply(record(row) | {"title": "Second"}, by=None, reason="", expected=1))
    with pytest.raises(TimeoutError):
        second.result(0.3)
    first.let_go()
    with pytest.raises(Stale) as refused:
        second.result(SECONDS)
    assert refused.value.current.number == 2
    assert Entry.objects.get().title == "First"
    assert Edition.objects.filter(entry=row).count() == 2


def test_of_two_who_saw_the_same_edition_one_saves(source, writers):
    row = saved(entry_record(source=source))
    together = threading.Barrier(2, timeout=SECONDS)

    def save(title: str) -> str:
        together.wait()
        try:
            return apply(record(row) | {"title": title}, by=None, reason="", expected=1).title
        except Stale:
            return "stale"

    plain = record(row)
    assert plain["title"] == "A meeting"
    outcomes = sorted(each.result(SECONDS) for each in [writers(save, "one"), writers(save, "two")])
    assert outcomes[1] == "stale" if outcomes[0] == "one" else outcomes == ["stale", "two"]
    assert Entry.objects.get().title in outcomes


def test_writers_who_do_not_ask_still_leave_one_unbroken_chain(source, writers):
    row = saved(entry_record(source=source))
    plain = record(row)
    for each in [writers(lambda title=f"T{n}": apply(plain | {"title": title}, by=None, reason="")) for n in range(4)]:
        each.result(SECONDS)
    chain = list(Edition.objects.filter(entry=row).order_by("number"))
    assert [each.number for each in chain] == [1, 2, 3, 4, 5]
    assert [each.previous for each in chain[1:]] == [each.sha256 for each in chain[:-1]]
    assert Entry.objects.get().title == chain[-1].record["title"]


def test_a_change_of_a_source_takes_back_nothing_from_an_entry_edited_meanwhile(source, writers):
    row = saved(entry_record(source=source))
    editing = Holding(writers, record(row) | {"title": "Edited"})
    regrading = writers(lambda: apply(record(source) | {"weak": True}, by=None, reason=""))
    with pytest.raises(TimeoutError):
        regrading.result(0.3)
    editing.let_go()
    regrading.result(SECONDS)
    kept = Entry.objects.get()
    assert (kept.title, kept.grade, kept.edition) == ("Edited", "weak", 2)
    assert record(kept) == Edition.objects.get(entry=row, number=2).record


def test_of_two_who_write_a_new_word_both_are_found_by_it(source, writers):
    """Of what holds a word one bitmap is written: by the second with what the first has written in it."""
    rows = [saved(entry_record(title=title, source=source)) for title in ("One", "Two")]
    plain = [record(row) | {"title": f"{row.title} zebrafish"} for row in rows]
    first = Holding(writers, plain[0])
    second = writers(lambda: apply(plain[1], by=None, reason=""))
    with pytest.raises(TimeoutError):
        second.result(0.3)
    first.let_go()
    second.result(SECONDS)
    assert {*ENTRIES.rows(understood("zebrafish"), BitMap())} == {row.pk for row in rows}


def test_who_edits_while_search_is_built_anew_waits_or_is_waited_for(source, writers):
    row = saved(entry_record(source=source))
    editing = Holding(writers, record(row) | {"title": "Edited"})
    building = writers(reindex)
    with pytest.raises(TimeoutError):
        building.result(0.3)
    editing.let_go()
    building.result(SECONDS)
    assert {*ENTRIES.rows(understood("edited"), BitMap())} == {row.pk}


def test_two_new_entries_of_one_title_get_two_addresses_or_one_is_refused(source, writers):
    first = Holding(writers, entry_record(title="Twin", source=source))
    second = writers(lambda: apply(entry_record(title="Twin", source=source), by=None, reason=""))
    with pytest.raises(TimeoutError):
        second.result(0.3)
    first.let_go()
    try:
        assert second.result(SECONDS).slug == "twin-2"
    except Invalid:
        assert Entry.objects.get().slug == "twin"
    assert Entry.objects.count() == Edition.objects.filter(entry__isnull=False).count()
