"""Choosing entries and reading them side by side, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.factories import entry_record, saved, source_record, statement, value, vocabulary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COMMON = {"type": "visit", "country": "XA", "topics": ["trade"]}


@pytest.fixture
def url(live_server) -> str:
    """Four visits of one country, the second with a very long title and a name in Urdu."""
    vocabulary()
    study = saved(source_record("A study", slug="study"))
    for number, title in enumerate(("Visit A", "Visit B" + " of the longest title" * 6, "Visit C", "Visit D")):
        values = [value("date", f"200{number}"), value("country", "XA")]
        said = statement(f"{title} took place.", study, lead=True, values=values)
        names = (
            [{"text": "دورہ", "language": "ur", "kind": "official", "statement": said["key"]}] if number == 1 else []
        )
        saved(
            entry_record(
                title=title, slug=f"visit-{number}", date=f"200{number}", statements=[said], names=names, **COMMON
            )
        )
    return live_server.url


def test_from_an_entry_over_the_form_to_columns_and_to_the_source_of_a_fact(browser: Browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/events/visit-0/")
    page.get_by_role("link", name="another event …").click()
    expect(page.get_by_role("checkbox", name="Visit A")).to_be_checked()
    page.get_by_role("searchbox", name="Words in events").fill("longest")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("checkbox", name="Visit B").check()
    page.get_by_role("button", name="Set side by side").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two events side by side")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(2)
    country = table.get_by_role("row", name="Country")
    expect(country).to_contain_text("the same in every column")
    page.get_by_label("Only what differs").check()
    expect(country).to_be_hidden()
    date = table.get_by_role("row", name="Date")
    expect(date).to_be_visible()
    date.get_by_role("link", name="Source 1").first.click()
    expect(page.locator("#n1")).to_be_in_viewport()
    page.get_by_role("link", name="remove Visit A").press("Enter")  # a click may miss it while the page still scrolls
    expect(page.get_by_role("checkbox", name="Visit B")).to_be_checked()
    context.close()


def test_columns_fit_every_window_and_leave_nothing_to_complain_of(page: Page, url):
    four = "/compare/?" + "&".join(f"entry=visit-{each}" for each in range(4))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for path in (four, "/compare/", "/compare/?entry=visit-1"):
                page.goto(url + path)
                wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
                assert page.evaluate(wide), (path, width)
                assert [each["id"] for each in Axe().run(page).response["violations"]] == [], (path, width, scheme)


def test_on_a_narrow_screen_every_value_says_whose_it_is(page: Page, url):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{url}/compare/?entry=visit-0&entry=visit-2")
    expect(page.locator(".row-date .of")).to_have_text(["Visit A", "Visit C"])
    expect(page.locator(".row-date .of").first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".row-date .of").first).to_be_hidden()
