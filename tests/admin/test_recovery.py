"""Nothing typed is lost: not with the log-in, not with the form's token."""

import pytest
from django.test import Client, override_settings

from partnership.models import Edition, Event, User
from tests.admin.pages import fields_of, fill, opened
from tests.admin.test_saving import change

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("editor"),
]
PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def recovery(settings):
    settings.CSRF_FAILURE_VIEW = "partnership.admin.recovery.csrf_failure"


@pytest.fixture
def typed(desk, draft) -> dict:
    form = opened(desk, change(draft))
    fill(form, hold_reason='An hour\'s "work" <b>', why="Held")
    desk.logout()
    return form


def test_after_the_log_in_ran_out_one_step_logs_in_and_saves(desk, draft, typed):
    response = desk.post(change(draft), typed)
    page = response.content.decode()
    assert response.status_code == 403
    carried = fields_of(page)
    assert carried["hold_reason"] == ['An hour\'s "work" <b>'.replace('"', "&quot;")] or "An hour" in page
    fill(carried, "_login", username="editor", password=PASSWORD)
    response = desk.post(change(draft), carried)
    assert response.status_code == 302
    assert response["Location"].endswith("/admin/partnership/event/")
    assert Event.objects.get(pk=draft.pk).hold_reason == 'An hour\'s "work" <b>'
    assert Edition.objects.filter(entry=draft).latest("number").why == "Held"


def test_a_wrong_password_keeps_everything_and_is_not_echoed(desk, draft, typed):
    carried = fields_of(desk.post(change(draft), typed).content.decode())
    fill(carried, "_login", username="editor", password="wrong-secret")
    response = desk.post(change(draft), carried)
    page = response.content.decode()
    assert response.status_code == 403
    assert "Please enter the correct username and password" in page
    assert "wrong-secret" not in page
    assert "An hour" in page
    fill(carried, "_login", password=PASSWORD)
    assert desk.post(change(draft), carried).status_code == 302
    assert Event.objects.get(pk=draft.pk).hold_reason


def test_one_who_may_not_enter_gets_no_further(draft, typed):
    User.objects.create_user("reader", password=PASSWORD)
    client = Client()
    carried = typed | {"_login-username": ["reader"], "_login-password": [PASSWORD]}
    assert client.post(change(draft), carried).status_code == 403
    assert Edition.objects.filter(entry=draft).count() == 1


def test_passwords_that_were_typed_are_never_written_into_a_page(desk):
    desk.logout()
    form = {"username": "new", "password1": "top-secret-1", "password2": "top-secret-1"}
    page = desk.post("/admin/partnership/user/add/", form).content.decode()
    assert "top-secret-1" not in page
    assert 'value="new"' in page
    assert "Passwords are not kept" in page


def test_reading_without_a_log_in_leads_to_the_log_in_page(client, draft):
    response = client.get(change(draft))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/?next=")


def strict(user: User) -> Client:
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    client.force_login(user)
    return client


def test_a_refused_token_shows_what_was_typed_and_sends_it_again(editor, draft):
    client = strict(editor)
    form = opened(client, change(draft))
    fill(form, hold_reason="Typed for an hour", why="Held", csrfmiddlewaretoken="x" * 64)
    response = client.post(change(draft), form)
    page = response.content.decode()
    assert response.status_code == 403
    assert "Typed for an hour" in page.split("<dl>")[1]
    again = fields_of(page)
    assert client.post(change(draft), again).status_code == 302
    assert Event.objects.get(pk=draft.pk).hold_reason == "Typed for an hour"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"origin": "", "referer": "https://evil.example/page"},
        {"origin": "", "referer": ""},
    ],
)
def test_what_another_site_sent_is_not_offered_again(editor, draft, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    response = client.post(change(draft), {"title": "Forged"}, headers={k: v for k, v in headers.items() if v})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Forged" not in page
    assert "did not come from a page of this site" in page


def test_token_and_log_in_both_gone_lose_nothing_either(editor, draft):
    form = opened(strict(editor), change(draft))
    fill(form, hold_reason="Typed for an hour", why="Held")
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    again = fields_of(client.post(change(draft), form).content.decode())
    page = client.post(change(draft), again).content.decode()
    again = fields_of(page)
    fill(again, "_login", username="editor", password=PASSWORD)
    assert client.post(change(draft), again).status_code == 302
    assert Event.objects.get(pk=draft.pk).hold_reason == "Typed for an hour"


def test_a_log_in_with_an_old_token_goes_back_to_the_log_in(editor):
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    response = client.post("/admin/login/", {"username": "editor", "password": PASSWORD, "next": "/admin/x/"})
    assert response.status_code == 302
    assert response["Location"] == "/admin/login/?next=%2Fadmin%2Fx%2F"


@override_settings(ROOT_URLCONF="partnership.urls")
def test_outside_the_admin_the_sites_own_page_answers(rf):
    from partnership.admin.recovery import csrf_failure

    response = csrf_failure(rf.post("/events/"), "CSRF cookie not set.")
    assert response.status_code == 403
    assert b"Send again" not in response.content
