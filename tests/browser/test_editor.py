"""An editor's way, in a real browser: log in, write, be refused, correct, publish."""

import re

import pytest
from playwright.sync_api import expect

from partnership.models import Edition, Entry, User
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough password"


@pytest.fixture
def said(page) -> list[str]:
    """What the browser complains of: breaches of the content security policy, errors in scripts."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def desk(page, live_server, said):
    factories.vocabulary()
    factories.saved(factories.source_record(title="A careful study"))
    User.objects.create_superuser("editor", "editor@example.org", PASSWORD)
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Workplace").wait_for()
    return page


def choose(page, field: str, text: str) -> None:
    """Picks what a lookup offers for the text."""
    page.locator(f"#id_{field} + .select2-container").click()
    page.locator(".select2-container--open .select2-search__field").fill(text)
    page.locator(".select2-results__option", has_text=text).first.click()


def test_from_the_log_in_to_the_public_list(desk, live_server, said):
    page = desk
    page.locator("#content-main").get_by_role("link", name="Events").click()
    page.get_by_role("link", name="Add event").click()
    page.get_by_label("Title:").fill("A summit by the sea")
    choose(page, "type", "Meeting")
    date = page.locator("#id_date")
    date.fill("2020-13-45")
    page.get_by_text("is not a date as this record writes them").wait_for()

    page.locator("#id_statements-0-text").fill("The summit took place by the sea.")
    choose(page, "statements-0-citations-0-source", "A careful study")
    page.locator("#id_statements-0-citations-0-part").fill("P1")
    page.locator("#statements-0-citations-group").get_by_role("link", name="Add another Citation").click()
    choose(page, "statements-0-citations-1-source", "A careful study")
    page.locator("#id_statements-0-citations-1-part").fill("P2")
    page.locator("#statements-group").get_by_role("link", name="Add another Statement").click()
    page.locator("#id_statements-1-text").fill("It lasted two days.")
    choose(page, "statements-1-citations-0-source", "A careful study")

    page.get_by_label("What changed, and why").fill("Found in the archive")
    page.get_by_role("button", name="Save and continue editing").click()
    beside = page.locator(".field-date .errorlist").first
    assert "“2020-13-45” is not a date" in beside.inner_text()
    assert page.locator("#id_title").input_value() == "A summit by the sea"
    assert page.locator("#id_statements-1-text").input_value() == "It lasted two days."
    assert page.locator("#id_statements-0-citations-1-part").input_value() == "P2"
    assert page.locator("#id_why").input_value() == "Found in the archive"
    assert not Entry.objects.exists()

    page.locator("#id_date").fill("2020-06")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was added successfully").wait_for()
    entry = Entry.objects.get()
    assert [each.citations.count() for each in entry.statements.all()] == [2, 1]
    assert Edition.objects.get(entry=entry).why == "Found in the archive"

    page.get_by_label("What changed, and why").fill("Both sentences checked")
    page.get_by_role("button", name="Save and publish").click()
    page.get_by_text("was published").wait_for()
    page.goto(f"{live_server.url}/events/")
    page.get_by_role("link", name="A summit by the sea").first.wait_for()
    assert said == []


def test_a_relation_finds_its_evidence_at_either_end_and_a_name_is_warned_of(desk, live_server, said):
    page = desk
    source = factories.source_record(title="Another study")
    host = factories.entry_record("institution", "The ministry", source)
    event = factories.entry_record(title="A first meeting", source=source, status="draft")
    factories.saved(source, host, event)
    entry = Entry.objects.get(title="A first meeting")
    page.goto(f"{live_server.url}/admin/partnership/event/{entry.pk}/change/")
    page.get_by_role("link", name="Add another Relation", exact=True).click()
    choose(page, "relations-0-role", "Hosted by")
    choose(page, "relations-0-object", "The ministry")
    page.locator("#id_relations-0-evidence + .select2-container").click()
    offered = page.locator(".select2-results__option")
    offered.filter(has_text="A first meeting is on record.").wait_for()
    offered.filter(has_text="The ministry is on record.").click()
    page.locator("#id_title").fill("The Ministry ")
    page.get_by_role("link", name=re.compile("The ministry · institution")).wait_for()
    page.get_by_label("What changed, and why").fill("Host")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()
    page.get_by_text("Entries of a like name exist already").wait_for()
    assert entry.relations.get().evidence.get().entry.title == "The ministry"
    assert said == []


def test_a_new_source_is_added_in_a_window_of_its_own(desk, live_server, said):
    page = desk
    page.goto(f"{live_server.url}/admin/partnership/event/add/")
    with page.expect_popup() as opened:
        page.locator("#add_id_statements-0-citations-0-source").click()
    popup = opened.value
    popup.locator("#id_title").fill("A report that was missing")
    popup.locator("#id_csl_type").select_option("report")
    choose(popup, "tier", "Press")
    popup.get_by_role("button", name="Save", exact=True).click()
    chosen = page.locator("#id_statements-0-citations-0-source option:checked")
    expect(chosen).to_have_text("A report that was missing")
    assert Edition.objects.filter(source__title="A report that was missing").count() == 1
    assert said == []


def test_rows_are_put_in_order_with_the_mouse(desk, live_server, said):
    page = desk
    source = factories.source_record(title="Another study")
    event = factories.entry_record(title="A first meeting", status="draft")
    event["statements"] = [factories.statement("One.", source, lead=True), factories.statement("Two.", source)]
    factories.saved(source, event)
    entry = Entry.objects.get()
    page.goto(f"{live_server.url}/admin/partnership/event/{entry.pk}/change/")
    page.locator("#statements-1 > h3 b").hover()
    target = page.locator("#statements-0 > h3").bounding_box()
    page.mouse.down()
    for below in (60, 30, 2):
        page.mouse.move(target["x"] + 60, target["y"] + below, steps=20)
    page.mouse.up()
    page.get_by_label("What changed, and why").fill("Order")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()
    assert [each.text for each in entry.statements.all()] == ["Two.", "One."]
    assert said == []


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_window(desk, live_server, width):
    page = desk
    source = factories.source_record(title="Another study")
    item = factories.entry_record("agreement", "The treaty", source, names=[{"text": "Pact", "kind": "alias"}])
    sentence = item["statements"][0]
    sentence["values"] = [factories.value("date", "1954"), factories.measured("trade-volume", "2", unit="usd")]
    item["actions"] = [factories.action("signature", sentence)]
    factories.saved(source, item)
    entry = Entry.objects.get()
    page.set_viewport_size({"width": width, "height": 800})
    for address in (
        "",
        f"partnership/agreement/{entry.pk}/change/",
        "partnership/agreement/add/",
        "partnership/term/add/",
    ):
        page.goto(f"{live_server.url}/admin/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
