"""Editors do not crowd out readers: a process makes one form at a time."""

import threading
import time

import pytest
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse

from partnership.admin import base, site
from partnership.models import Event


class Slow(SimpleTemplateResponse):
    """What takes long is writing the form, which Django leaves for later."""

    def __init__(self, at_work: list[int], most: list[int]) -> None:
        super().__init__("")
        self._at_work, self._most = at_work, most

    @property
    def rendered_content(self) -> str:
        self._at_work.append(1)
        self._most.append(len(self._at_work))
        time.sleep(0.02)
        self._at_work.pop()
        return "form"


@pytest.fixture
def form(monkeypatch, rf):
    """Asks for a form as a thread of the server does; `answer` is what Django's own view gives."""

    def ask(answer) -> HttpResponse:
        monkeypatch.setattr(base.NestedModelAdmin, "changeform_view", lambda *_, **__: answer())
        return site._registry[Event].changeform_view(rf.get("/"))

    return ask


def at_once(work, many: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_one_form_is_made_and_written_after_the_other(form):
    at_work: list[int] = []
    most: list[int] = []
    at_once(lambda: form(lambda: Slow(at_work, most)), 5)
    assert most == [1] * 5


def test_a_form_that_fails_gives_its_turn_back(form):
    def fails():
        raise ValueError("No form today.")

    with pytest.raises(ValueError, match="No form today"):
        form(fails)
    assert not base._turn.locked()


def test_one_that_hangs_holds_the_others_up_for_a_while_only(form, monkeypatch):
    monkeypatch.setattr(base, "PATIENCE", 0.05)
    with base._turn:
        assert form(lambda: HttpResponse("form")).content == b"form"
    assert not base._turn.locked()
