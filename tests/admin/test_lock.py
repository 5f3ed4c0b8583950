"""A second save over a newer edition is refused, with what was typed kept."""

import pytest

from partnership import actions
from partnership.admin import base
from partnership.models import Edition, Event
from partnership.records import for_record, record
from tests.admin.pages import add_row, errors_in, fill, opened
from tests.admin.test_saving import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(django_user_model):
    return django_user_model.objects.create_superuser("colleague", password="another long password")


def saved_meanwhile(draft, colleague, **columns):
    entry = for_record(type(draft.entry_ptr).objects.filter(pk=draft.pk)).get()
    return actions.apply(record(entry) | columns, by=colleague, reason="Corrected the title")


def test_a_save_over_a_newer_edition_names_who_when_and_why_and_keeps_the_text(desk, draft, colleague):
    form = opened(desk, change(draft))
    saved_meanwhile(draft, colleague, title="The colleague's title")
    fill(form, title="My title", why="Mine")
    fill(form, "statements-0", text="A sentence that I typed.")
    response = desk.post(change(draft), form)
    page = response.content.decode()
    assert response.status_code == 200
    said = errors_in(page)
    assert "colleague saved edition 2" in said
    assert "Corrected the title" in said
    for kept in ('value="My title"', "A sentence that I typed.", "Mine"):
        assert kept in page
    newer = Edition.objects.get(entry=draft, number=2)
    assert f'href="/admin/partnership/edition/{newer.pk}/change/"' in page
    assert Event.objects.get(pk=draft.pk).title == "The colleague's title"
    # Sent again as it stands, it is refused again.
    assert fields_edition(page) == "1"
    assert desk.post(change(draft), form).status_code == 200


def fields_edition(page: str) -> str:
    return page.split('name="edition" value="')[1].split('"')[0]


def test_an_editor_who_has_looked_may_write_over_it(desk, draft, colleague):
    form = opened(desk, change(draft))
    saved_meanwhile(draft, colleague, title="The colleague's title")
    fill(form, title="My title", why="Mine", overwrite=2)
    assert desk.post(change(draft), form).status_code == 302
    assert Event.objects.get(pk=draft.pk).title == "My title"
    assert Edition.objects.filter(entry=draft).count() == 3


def test_rows_that_are_gone_meanwhile_do_not_break_the_page(desk, draft, colleague):
    form = opened(desk, change(draft))
    first = record(for_record(type(draft.entry_ptr).objects.filter(pk=draft.pk)).get())["statements"][0]
    saved_meanwhile(draft, colleague, statements=[first])
    fill(form, why="Mine")
    fill(form, "statements-1", text="Typed into a sentence that is gone.")
    add_row(form, "statements", text="Typed into a new one.")
    page = desk.post(change(draft), form).content.decode()
    assert "Typed into a sentence that is gone." in page
    assert "Typed into a new one." in page
    fill(form, overwrite=2)
    response = desk.post(change(draft), form)
    assert response.status_code == 302, errors_in(response.content.decode())
    assert draft.statements.count() == 3


def test_a_race_that_only_the_action_sees_is_told_in_the_same_way(desk, draft, colleague, monkeypatch):
    form = opened(desk, change(draft))
    fill(form, title="My title", why="Mine")

    def beaten(*args, **kwargs):
        raise actions.Stale(Edition.objects.get(entry=draft))

    monkeypatch.setattr(base.actions, "apply", beaten)
    response = desk.post(change(draft), form)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Nothing was saved" in errors_in(page)
    assert 'value="My title"' in page
    assert Edition.objects.filter(entry=draft).count() == 1


def test_a_term_is_locked_too(desk, source, colleague):
    form = opened(desk, change(source.tier))
    actions.apply(record(source.tier) | {"label": "Think tanks"}, by=colleague, reason="Plural")
    fill(form, label="Tank", why="Singular")
    page = desk.post(change(source.tier), form).content.decode()
    assert "colleague saved edition 2" in errors_in(page)
    assert 'value="Tank"' in page
