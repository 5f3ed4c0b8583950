"""Copying a reference, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import entry_record, saved, source_record, vocabulary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(live_server) -> str:
    vocabulary()
    saved(entry_record("event", "The Visit", saved(source_record("A study")), slug="visit"))
    return f"{live_server.url}/events/visit/"


def test_a_button_copies_the_reference_with_its_italics(page: Page, visit):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(visit)
    page.get_by_text("Cite this entry").click()
    text = page.locator("#cited-apa").inner_text()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            return Promise.all(["text/plain", "text/html"].map(async (type) => (await item.getType(type)).text()));
        }"""
    )
    assert copied[0] == text
    assert text.startswith("The Visit. (")
    assert "<i>The Visit</i>" in copied[1]


def test_without_script_the_reference_is_there_to_be_selected(browser, visit):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(visit)
    expect(page.locator("#cited-apa")).to_be_hidden()
    page.get_by_text("Cite this entry").click()
    expect(page.locator("#cited-apa")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    context.close()
