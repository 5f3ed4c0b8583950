"""Taking a view away, in a real browser: with a script that copies, and without any."""

import csv

import pytest
from playwright.sync_api import Page, expect

from partnership.exports.delimited import HEAD
from tests.factories import entry_record, saved, source_record, vocabulary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def events(live_server) -> str:
    vocabulary()
    study = saved(source_record("A study"))
    saved(entry_record("event", "Ziyaret: İğdır", study, topics=["trade"]), entry_record("event", "دورہ", study))
    return f"{live_server.url}/events/?topic=trade"


def test_a_line_of_code_is_copied_as_it_is_shown(page: Page, events):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(events)
    expect(page.locator("#use-python")).to_be_hidden()
    page.get_by_text("Use this view").click()
    page.locator("#use-python + button").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#use-python").inner_text()
    assert copied.startswith("import pandas; ")
    assert "/events.csv?topic=trade" in copied
    assert problems == []


def test_without_script_the_panel_opens_and_a_form_is_saved(browser, events):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(events)
    page.get_by_text("Use this view").click()
    with page.expect_download() as saving:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert saving.value.suggested_filename == "events.csv"
    lines = saving.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert [row["title"] for row in csv.DictReader(lines[HEAD:])] == ["Ziyaret: İğdır"]
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    context.close()
