"""Publishing, reviewing, withdrawing: as buttons, as pages, for many at once; refusals list their reasons."""

import pytest

from partnership.models import Edition, Entry, Event, Term
from tests import factories
from tests.admin.pages import add_row, fields_of, fill, opened
from tests.admin.test_saving import change
from tests.kept import kept

pytestmark = pytest.mark.django_db
LIST = "/admin/partnership/event/"


def status(entry) -> str:
    return Entry.objects.get(pk=entry.pk).status


@kept
def uncited(source) -> Event:
    unsourced = [factories.statement("Nobody says so.", lead=True)]
    return factories.saved(factories.entry_record(title="Hearsay", status="draft", statements=unsourced)).own


def test_a_draft_is_saved_and_published_by_one_button(desk, editor, draft):
    form = opened(desk, change(draft))
    fill(form, title="A better title", why="Ready", _publish="Save and publish")
    assert desk.post(change(draft), form)["Location"] == change(draft)
    assert status(draft) == "published"
    editions = Edition.objects.filter(entry=draft, number__gt=1).order_by("number")
    assert [(each.status, each.by) for each in editions] == [("draft", editor), ("published", editor)]
    assert "A better title" in desk.get("/events/").content.decode()


def test_a_refused_publication_lists_its_reasons_and_keeps_what_was_saved(desk, uncited):
    form = opened(desk, change(uncited))
    add_row(form, "statements", text="Nor this.")
    fill(form, hold_reason="Typed", why="Try", _publish="Save and publish")
    page = desk.post(change(uncited), form, follow=True).content.decode()
    assert "“Nobody says so.” has no citation." in page
    assert "“Nor this.” has no citation." in page
    assert status(uncited) == "draft"
    assert Event.objects.get(pk=uncited.pk).hold_reason == "Typed"


def test_the_page_of_a_step_asks_for_the_reason_and_lists_what_stands_against_it(desk, uncited):
    page = desk.get(f"/admin/partnership/event/{uncited.pk}/publish/").content.decode()
    assert "“Nobody says so.” has no citation." in page
    page = desk.post(f"/admin/partnership/event/{uncited.pk}/publish/", {"reason": "All the same"}).content.decode()
    assert "“Nobody says so.” has no citation." in page
    assert "All the same" in page
    assert status(uncited) == "draft"


def test_withdrawing_wants_a_reason_and_keeps_it(desk, draft):
    address = f"/admin/partnership/event/{draft.pk}/withdraw/"
    assert "This field is required" in desk.post(address, {"reason": ""}).content.decode()
    assert status(draft) == "draft"
    assert desk.post(address, {"reason": "A double"}).status_code == 302
    assert status(draft) == "withdrawn"
    assert Edition.objects.filter(entry=draft).latest("number").why == "A double"


def test_review_and_back(desk, draft):
    desk.post(f"/admin/partnership/event/{draft.pk}/submit/", {"reason": "Please look"})
    assert status(draft) == "in_review"
    desk.post(f"/admin/partnership/event/{draft.pk}/reopen/", {"reason": "Not yet"})
    assert status(draft) == "draft"
    page = desk.post(f"/admin/partnership/event/{draft.pk}/reopen/", {"reason": "Again"}).content.decode()
    assert "from there it cannot become draft" in page


def bulk(desk, action, rows, **more):
    """The action, and then its page of confirmation."""
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], "index": "0", "select_across": "0"}
    asked = desk.post(LIST, chosen)
    assert asked.status_code == 200
    form = fields_of(asked.content.decode())
    fill(form, **more)
    return desk.post(LIST, form, follow=True)


def test_many_are_published_each_with_an_edition_and_one_refusal_stops_no_other(desk, editor, draft, uncited):
    page = bulk(desk, "publish_selected", [draft, uncited], reason="Checked").content.decode()
    assert (status(draft), status(uncited)) == ("published", "draft")
    assert "1 entry was published" in page
    assert "“Nobody says so.” has no citation." in page
    newest = Edition.objects.filter(entry=draft).latest("number")
    assert (newest.by, newest.why) == (editor, "Checked")
    assert Edition.objects.filter(entry=uncited).count() == 1


@pytest.mark.parametrize(("action", "becomes"), [("submit_selected", "in_review"), ("withdraw_selected", "withdrawn")])
def test_many_change_their_status(desk, draft, uncited, action, becomes):
    bulk(desk, action, [draft, uncited], reason="Together")
    assert status(draft) == status(uncited) == becomes
    assert {each.why for each in Edition.objects.filter(number=2)} == {"Together"}


def test_many_get_a_topic_each_with_an_edition(desk, draft, uncited):
    topic = Term.objects.get(scheme="topic", code="trade")
    bulk(desk, "add_topic_selected", [draft, uncited], reason="About trade", topic=topic.pk)
    assert list(draft.topics.all()) == list(uncited.topics.all()) == [topic]
    assert Edition.objects.filter(number=2, why="About trade").count() == 2


def test_nothing_happens_to_many_without_a_reason(desk, draft):
    bulk(desk, "publish_selected", [draft], reason="")
    assert status(draft) == "draft"


def test_a_draft_is_previewed_as_it_will_look_by_editors_only(desk, client, draft):
    address = f"/admin/partnership/event/{draft.pk}/preview/"
    page = desk.get(address).content.decode()
    assert "They met in the capital." in page
    assert "only editors see this page, for it is not published" in page
    assert client.get(address).status_code == 302
    assert client.get(draft.get_absolute_url()).status_code == 404
