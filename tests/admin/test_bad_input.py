"""Whatever is sent, a page answers."""

import pytest

from partnership.models import Edition
from tests.admin.pages import opened
from tests.admin.test_saving import change

pytestmark = pytest.mark.django_db
HUGE = "9" * 30
HOSTILE = ("", "abc", "-1", HUGE, "\0", "'\"<script>", "\u202e", "1e5", "x" * 10_000)


@pytest.mark.parametrize(
    "posted", [{}, {"title": "x"}, {"statements-TOTAL_FORMS": HUGE, "statements-INITIAL_FORMS": "x"}]
)
def test_a_post_without_its_parts_is_refused_with_the_form(desk, draft, posted):
    for address in (change(draft), "/admin/partnership/event/add/", "/admin/partnership/source/add/"):
        assert desk.post(address, posted).status_code == 200
    assert Edition.objects.filter(entry=draft).count() == 1


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("counting", [False, True], ids=["fields", "counts"])
def test_the_form_survives_what_is_typed_into_every_field(desk, draft, text, counting):
    form = opened(desk, change(draft))
    for name in form:
        if name.endswith("_FORMS") == counting and name != "csrfmiddlewaretoken":
            form[name] = [text]
    assert desk.post(change(draft), form).status_code == 200
    assert Edition.objects.filter(entry=draft).count() == 1


@pytest.mark.parametrize(
    "name", ["type", "country", "topics", "statements-0-claimant", "statements-0-citations-0-source"]
)
def test_a_choice_beyond_all_numbers_is_no_choice(desk, draft, name):
    form = opened(desk, change(draft))
    form |= {name: [HUGE], "why": ["Hostile"]}
    assert desk.post(change(draft), form).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        f"p={HUGE}",
        "o=99.x",
        f"type__id__exact={HUGE}",
        "type__id__exact=abc",
        "entry__password=x",
        "e=1",
        "status__exact=nothing",
        "held=maybe",
        f"q={'%27' * 200}",
    ],
)
def test_lists_survive_any_query(desk, draft, query):
    assert desk.get(f"/admin/partnership/event/?{query}", follow=True).status_code in (200, 400)


@pytest.mark.parametrize("pk", ["abc", "0", HUGE, "1_2F"])
@pytest.mark.parametrize("view", ["change", "publish", "withdraw", "preview", "history"])
def test_unknown_rows_lead_home(desk, source, pk, view):
    response = desk.get(f"/admin/partnership/event/{pk}/{view}/", follow=True)
    assert response.status_code in (200, 404)


def test_lookups_refuse_what_they_do_not_know(desk, source):
    known = {"app_label": "partnership", "model_name": "value", "field_name": "measure", "term": "x"}
    for name, text in (("model_name", "secret"), ("field_name", "pk"), ("app_label", "auth"), ("field_name", "value")):
        assert desk.get("/admin/autocomplete/", known | {name: text}).status_code == 403
    assert desk.get("/admin/autocomplete/", known | {"page": HUGE}).status_code in (200, 404)
    assert desk.get("/admin/like/", {"title": "x" * 10_000, "but": HUGE}).status_code == 200
    assert desk.get("/admin/date/", {"text": "x" * 10_000}).status_code == 200


@pytest.mark.parametrize("ticked", ["abc", HUGE, "\0", "-1"])
def test_ticked_rows_that_are_none_are_refused(desk, draft, ticked):
    posted = {"action": "publish_selected", "_selected_action": [str(draft.pk), ticked]}
    assert desk.post("/admin/partnership/event/", posted).status_code == 400
    assert Edition.objects.filter(entry=draft).count() == 1
