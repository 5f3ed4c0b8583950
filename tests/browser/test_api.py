"""Trying a call of the API, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import entry_record, saved, source_record, vocabulary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server) -> str:
    vocabulary()
    saved(entry_record("event", "Ziyaret: İzmir’de bir gün", saved(source_record("A study")), slug="visit"))
    return live_server.url


def test_a_call_shows_its_address_status_headers_and_answer(page: Page, site):
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text))
    page.goto(f"{site}/api/v1/docs/entries_at/")
    page.get_by_role("textbox", name="fields").fill("title")
    page.get_by_role("button", name="Ask").click()
    answer = page.get_by_role("region", name="The answer")
    expect(answer).to_contain_text("200 OK")
    expect(answer.get_by_role("link")).to_have_attribute("href", f"{site}/api/v1/events/visit/?fields=title")
    expect(answer).to_contain_text("etag")
    expect(answer).to_contain_text('"title": "Ziyaret: İzmir’de bir gün"')
    assert page.url == f"{site}/api/v1/docs/entries_at/"
    assert wrong == []


def test_a_call_that_is_refused_shows_what_is_wrong(page: Page, site):
    page.goto(f"{site}/api/v1/docs/entries_list/")
    page.get_by_role("textbox", name="from").fill("yesterday")
    page.get_by_role("button", name="Ask").click()
    answer = page.get_by_role("region", name="The answer")
    expect(answer).to_contain_text("400 Bad Request")
    expect(answer).to_contain_text('"parameter": "from"')


def test_markup_in_an_answer_is_text(page: Page, site):
    saved(entry_record("event", "<img src=x onerror=alert(1)>", saved(source_record()), slug="markup"))
    page.goto(f"{site}/api/v1/docs/entries_at/")
    page.get_by_role("textbox", name="slug").fill("markup")
    page.get_by_role("button", name="Ask").click()
    answer = page.get_by_role("region", name="The answer")
    expect(answer).to_contain_text("<img src=x onerror=alert(1)>")
    expect(answer.locator("img")).to_have_count(0)


def test_without_script_the_form_opens_the_answer(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/api/v1/docs/entries_at/")
    page.get_by_role("textbox", name="fields").fill("title")
    page.get_by_role("button", name="Ask").click()
    expect(page).to_have_url(f"{site}/api/v1/events/visit/?fields=title")
    expect(page.locator("body")).to_contain_text("Ziyaret")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_narrow_screen(browser, site, scheme):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for path in ("", "entries_list/", *(["forms/"] if scheme == "light" else [])):
        page.goto(f"{site}/api/v1/docs/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    context.close()
