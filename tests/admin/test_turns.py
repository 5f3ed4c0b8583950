"""Editors do not crowd out readers: a process makes one form at a time, when nobody waits for a page."""

import threading
import time

import pytest
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse

from partnership.admin import base, site
from partnership.models import Event
from partnership.turns import at_work


class Slow(SimpleTemplateResponse):
    """What takes long is writing the form, which Django leaves for later."""

    def __init__(self, writing: list[int], most: list[int]) -> None:
        super().__init__("")
        self._writing, self._most = writing, most

    @property
    def rendered_content(self) -> str:
        self._writing.append(1)
        self._most.append(len(self._writing))
        time.sleep(0.02)
        self._writing.pop()
        return "form"


@pytest.fixture
def form(monkeypatch, rf):
    """Asks for a form as a thread of the server does; `answer` is what Django's own view gives."""

    def ask(answer) -> HttpResponse:
        monkeypatch.setattr(base.NestedModelAdmin, "changeform_view", lambda *_, **__: answer())
        return site._registry[Event].changeform_view(rf.get("/"))

    return ask


def test_one_form_is_made_and_written_after_the_other(form):
    writing: list[int] = []
    most: list[int] = []
    threads = [threading.Thread(target=form, args=(lambda: Slow(writing, most),)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 5


def test_a_form_gives_way_to_whoever_waits_for_a_page(form, monkeypatch):
    order: list[str] = []

    def page() -> None:
        with at_work.turn():
            order.append("page")

    waiting = [
        threading.Thread(target=form, args=(lambda: (order.append("form"), HttpResponse("form"))[1],)),
        threading.Thread(target=page),
    ]
    monkeypatch.setattr(at_work, "_given_way", time.monotonic() + 60)
    with at_work.turn():
        for number, thread in enumerate(waiting, 1):
            thread.start()
            while len(at_work._waiting) < number:
                time.sleep(0.001)
    for thread in waiting:
        thread.join()
    assert order == ["page", "form"]


def test_a_form_that_fails_gives_its_turn_back(form):
    def fails():
        raise ValueError("No form today.")

    with pytest.raises(ValueError, match="No form today"):
        form(fails)
    assert at_work._at_work is None
