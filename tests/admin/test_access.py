"""Who may do what; what may only be read; and that no address of the admin writes past the actions."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from partnership.admin import site
from partnership.models import Edition, Entry, Event, User
from partnership.vocabulary import Kind
from tests.admin.pages import fill, opened
from tests.admin.test_saving import change

pytestmark = pytest.mark.django_db
READ_ONLY = "entry statement citation value name identifier relation agreementaction redirect edition load".split()
RECORDS = [*Kind.values, "source", "term", "place"]


def member(*permissions: str) -> Client:
    user = User.objects.create_user("member", password="a long enough password", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def first(name: str):
    model = {each._meta.model_name: each for each in site._registry}[name]
    return model._default_manager.first()


def test_every_model_is_here():
    from django.apps import apps

    named = {model._meta.model_name for model in apps.get_app_config("partnership").get_models()}
    registered = {model._meta.model_name for model in site._registry}
    # Parts and copies of a source are edited in its form; the rest is kept by the writes alone.
    kept = {"gram", "holding", "posting", "revision", "spelling", "word"}
    assert named - registered == {"sourcepart", "sourcecopy"} | kept


@pytest.mark.parametrize("name", [model._meta.model_name for model in site._registry])
def test_lists_and_forms_open_and_search_survives_what_is_typed(desk, everything, name):
    app = "auth" if name == "group" else "partnership"
    assert desk.get(f"/admin/{app}/{name}/").status_code == 200
    for words in ("'\"<script>", "\u202e", "a" * 10_000, "%_\\", "Işık"):
        assert desk.get(f"/admin/{app}/{name}/", {"q": words}).status_code == 200
    if row := first(name):
        response = desk.get(f"/admin/{app}/{name}/{row.pk}/change/", follow=True)
        assert response.status_code == 200


def test_an_address_with_nul_is_refused_not_crashed_on(desk):
    assert desk.get("/admin/partnership/event/?q=%00").status_code == 400
    assert desk.get("/admin/partnership/event/?status__exact=%00").status_code == 400


@pytest.mark.parametrize("name", READ_ONLY)
def test_what_is_only_read_cannot_be_added_changed_or_deleted(desk, everything, name):
    row = first(name)
    assert row is not None
    before = Edition.objects.count()
    base = f"/admin/partnership/{name}"
    assert desk.get(f"{base}/add/").status_code == 403
    assert desk.post(f"{base}/add/", {}).status_code == 403
    if name != "entry":  # leads on to the form of its kind
        assert desk.post(f"{base}/{row.pk}/change/", {"text": "x"}).status_code == 403
    assert desk.post(f"{base}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    page = desk.get(f"{base}/").content.decode()
    assert 'value="delete_selected"' not in page
    assert Edition.objects.count() == before
    assert type(row)._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_of_the_record_is_deleted_here(desk, everything, name):
    row = first(name)
    base = f"/admin/partnership/{name}/"
    assert desk.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    desk.post(base, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    assert type(row)._default_manager.filter(pk=row.pk).exists()
    assert "deletelink" not in re.sub(r"inline-deletelink", "", desk.get(f"{base}{row.pk}/change/").content.decode())


def test_no_address_of_the_admin_writes_content_but_through_the_actions(desk, everything, monkeypatch):
    """With the action taken away every save fails, whichever model's form it comes from."""

    def closed(*args, **kwargs):
        raise AssertionError("the one door")

    monkeypatch.setattr("partnership.actions.apply", closed)
    for name in RECORDS:
        row = first(name)
        form = opened(desk, change(row))
        fill(form, why="Through which door?")
        with pytest.raises(AssertionError, match="the one door"):
            desk.post(change(row), form)


def test_rows_say_where_they_are_edited(desk, everything):
    statement = first("statement")
    page = desk.get(f"/admin/partnership/statement/{statement.pk}/change/").content.decode()
    assert "This is a part of another record and is edited there:" in page
    assert f'href="/admin/partnership/{statement.entry.kind}/{statement.entry_id}/change/"' in page


def test_readers_with_an_account_do_not_get_in(client, draft):
    user = User.objects.create_user("reader", password="a long enough password")
    client.force_login(user)
    preview = f"/admin/partnership/event/{draft.pk}/preview/"
    for address in ("/admin/", change(draft), preview, "/admin/like/?title=meeting"):
        assert client.get(address).status_code == 302, address
    assert client.post(change(draft), {"title": "x"}).status_code == 403
    assert Edition.objects.filter(entry=draft).count() == 1


def test_one_who_may_only_look_sees_the_form_and_the_preview_but_saves_nothing(draft):
    client = member("view_event")
    page = client.get(change(draft)).content.decode()
    assert "They met in the capital." in page
    assert 'name="_save"' not in page
    assert client.get(f"/admin/partnership/event/{draft.pk}/preview/").status_code == 200
    assert client.post(change(draft), {"title": "x"}).status_code == 403
    assert client.post(f"/admin/partnership/event/{draft.pk}/publish/", {"reason": "x"}).status_code == 403
    assert Entry.objects.get(pk=draft.pk).status == "draft"


def test_one_who_may_change_events_edits_all_their_rows(draft):
    client = member("view_event", "change_event")
    form = opened(client, change(draft))
    assert form["statements-0-citations-0-part"] == ["P1"]
    fill(form, title="Changed by a member", why="May do")
    assert client.post(change(draft), form).status_code == 302
    assert Event.objects.get(pk=draft.pk).statements.first().citations.count() == 1


def test_accounts_and_groups_are_managed_as_django_does(desk):
    form = opened(desk, "/admin/partnership/user/add/")
    secret = "a-long-enough-secret"
    fill(form, username="newcomer", password1=secret, password2=secret, usable_password="true")
    assert desk.post("/admin/partnership/user/add/", form).status_code == 302
    assert User.objects.filter(username="newcomer").exists()
    form = opened(desk, "/admin/auth/group/add/")
    fill(form, name="Editors")
    assert desk.post("/admin/auth/group/add/", form).status_code == 302
