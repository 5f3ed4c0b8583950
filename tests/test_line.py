"""Who works in a process: one at a time, in an order, and nobody waits for ever."""

import threading
import time

import pytest

from partnership.turns import Line

pytestmark = pytest.mark.once
LONG = 5.0  # seconds: nobody runs out of patience here


class Worker:
    """A thread that asks for a turn, says so in `events`, and holds it until it may end."""

    def __init__(self, line: Line, events: list[str], name: str, *, gives_way: bool = False) -> None:
        self.line, self.events, self.name, self.gives_way = line, events, name, gives_way
        self.begun, self.end = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._work)
        before = len(line._waiting)
        self.thread.start()
        while not self.begun.is_set() and len(line._waiting) == before:
            time.sleep(0.001)

    def _work(self) -> None:
        with self.line.turn(gives_way=self.gives_way):
            self.events.append(self.name)
            self.begun.set()
            assert self.end.wait(LONG)

    def done(self) -> None:
        assert self.begun.wait(LONG)
        self.end.set()
        self.thread.join()


@pytest.fixture
def events() -> list[str]:
    return []


def test_the_first_to_come_is_the_first_to_work(events):
    line = Line(LONG, LONG)
    workers = [Worker(line, events, name) for name in "abcd"]
    for number, worker in enumerate(workers, 1):
        worker.done()
        assert len(events) in (number, number + 1)
    assert events == [*"abcd"]
    assert line._at_work is None


def test_who_gives_way_comes_after_all_who_wait(events):
    line = Line(LONG, LONG)
    line._given_way = time.monotonic()  # one just has
    at_work, form, page = (
        Worker(line, events, "at work"),
        Worker(line, events, "form", gives_way=True),
        Worker(line, events, "page"),
    )
    for each in (at_work, page, form):
        each.done()
    assert events == ["at work", "page", "form"]


def test_of_those_who_give_way_one_works_every_so_often(events):
    line = Line(LONG, 0.2)
    at_work = Worker(line, events, "at work")
    pages = [Worker(line, events, f"page {number}") for number in range(3)]
    forms = [Worker(line, events, f"form {number}", gives_way=True) for number in range(2)]
    for each in (at_work, forms[0], pages[0]):
        each.done()
    time.sleep(0.2)
    for each in (pages[1], forms[1], pages[2]):
        each.done()
    assert events == ["at work", "form 0", "page 0", "page 1", "form 1", "page 2"]


def test_nobody_waits_for_one_that_hangs_and_later_ones_wait_for_who_went_on(events):
    line = Line(0.1, LONG)
    hangs = Worker(line, events, "hangs")
    second = Worker(line, events, "second")
    assert second.begun.wait(LONG)
    line._patience = LONG
    third = Worker(line, events, "third")
    hangs.done()  # it gives back what it has no more
    assert not third.begun.wait(0.05)
    second.done()
    third.done()
    assert events == ["hangs", "second", "third"]
    assert line._at_work is None


def test_who_waits_for_something_else_lets_others_work_and_comes_back_first(events):
    line = Line(LONG, LONG)
    is_away, comes_back = threading.Event(), threading.Event()

    def work() -> None:
        with line.turn():
            with line.away():
                is_away.set()
                assert comes_back.wait(LONG)
            events.append("back")

    thread = threading.Thread(target=work)
    thread.start()
    assert is_away.wait(LONG)
    others = [Worker(line, events, name) for name in ("meanwhile", "later")]
    comes_back.set()
    while len(line._waiting) < 2:
        time.sleep(0.001)
    others.append(Worker(line, events, "form", gives_way=True))  # whose time it would be
    others[0].done()
    thread.join()
    for each in (others[2], others[1]):
        each.done()
    assert events == ["meanwhile", "back", "form", "later"]


def test_to_be_away_is_nothing_for_who_has_no_turn(events):
    line = Line(LONG, LONG)
    worker = Worker(line, events, "at work")
    started = time.monotonic()
    with line.away():
        events.append("away")
    assert time.monotonic() - started < LONG / 2  # it has not waited for one
    worker.done()
    assert events == ["at work", "away"]


def test_those_who_wait_behind_one_that_hangs_still_work_one_after_the_other(events):
    line = Line(0.2, LONG)
    hangs = Worker(line, events, "hangs")
    working, most = [], []

    def work() -> None:
        with line.turn():
            working.append(1)
            most.append(len(working))
            time.sleep(0.02)
            working.pop()

    threads = [threading.Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 10
    hangs.done()


def test_many_who_take_too_long_leave_nothing_behind():
    line, failed = Line(0.004, 0.002), []

    def work(number: int) -> None:
        for turn in range(20):
            try:
                with line.turn(gives_way=number % 4 == 0):
                    time.sleep(0.002)
                    if turn % 3 == 0:
                        with line.away():
                            time.sleep(0.001)
                    time.sleep(0.004)
            except Exception as error:  # noqa: BLE001 -- whatever it is
                failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert line._at_work is None
    assert not line._waiting
    assert line._of_this_thread is None


def test_others_work_while_one_waits_for_a_lock(events):
    line, lock = Line(LONG, LONG), threading.Lock()
    with line.turn():
        assert line.acquired(lock, LONG)
        assert line._at_work is not None
    other = threading.Thread(target=lambda: line._give_back())  # who has none gives none back
    other.start()
    other.join()

    def wait() -> None:
        with line.turn():
            assert line.acquired(lock, LONG)
            events.append("has it")

    thread = threading.Thread(target=wait)
    thread.start()
    with line.turn():
        events.append("meanwhile")
    lock.release()
    thread.join()
    assert events == ["meanwhile", "has it"]
    assert not line.acquired(lock, 0.01)


def test_who_has_a_turn_needs_no_second_one():
    line = Line(LONG, LONG)
    with line.turn():
        with line.turn():
            pass
        assert line._at_work is not None
    assert line._at_work is None


def test_a_failure_gives_the_turn_back():
    line = Line(LONG, LONG)
    with pytest.raises(ZeroDivisionError), line.turn(), line.away():
        raise ZeroDivisionError
    assert line._at_work is None
    with line.turn():
        pass


def test_of_many_never_two_work_at_once():
    line, at_work, most = Line(LONG, 0.01), [], []

    def work(number: int) -> None:
        for turn in range(20):
            with line.turn(gives_way=(number + turn) % 3 == 0):
                if turn % 5 == 0:
                    with line.away():
                        pass
                at_work.append(number)
                most.append(len(at_work))
                time.sleep(0.0002)
                at_work.pop()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 160
    assert line._at_work is None
    assert not line._waiting
