"""Facets, all values of one, and the years, in a real browser: by keyboard, without scripts, for everybody."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.factories import entry_record, relation, saved, source_record, statement, vocabulary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Undersecretariat for the Coordination of Everything That Was Ever to Be Coordinated"


@pytest.fixture
def site(live_server) -> str:
    """Thirty institutions, one with a long name and one with an Urdu one, all at one meeting; visits in many years."""
    vocabulary()
    study = saved(source_record("A study", slug="study"))
    names = [*(f"Institution {number:02}" for number in range(28)), LONG, "قومی اسمبلی"]
    bodies = saved(*(entry_record("institution", name, study) for name in names))
    said = statement("They met.", study, lead=True)
    relations = [relation("host", each, said) for each in bodies]
    saved(entry_record("event", "The meeting", date="2003", statements=[said], relations=relations))
    years = (2001, 2003, 2009)
    saved(*(entry_record(title=f"Visit of {year}", source=study, date=str(year), type="visit") for year in years))
    return live_server.url


def complaints(page: Page) -> list[str]:
    return [each["id"] for each in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_long_facet_to_all_its_values_and_back_into_the_list(browser, site, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site}/events/")
    facet = page.get_by_role("region", name="Institution")
    expect(facet.get_by_role("link", name=re.compile("^Institution"))).to_have_count(12)
    facet.get_by_text("12 more").click()
    expect(facet.get_by_role("link", name=re.compile("^Institution"))).to_have_count(24)
    facet.get_by_role("link", name="All 30 institutions").click()
    expect(page).to_have_url(f"{site}/events/by/institution/")
    page.get_by_role("link", name="A–Z").click()
    expect(page).to_have_url(f"{site}/events/by/institution/?sort=label")
    page.get_by_role("link", name=re.compile("^قومی")).click()
    expect(page.get_by_text("1 of 4 entries")).to_be_visible()
    chosen = page.get_by_role("region", name="Institution").get_by_role(
        "link", name=re.compile("^قومی.*chosen; take away")
    )
    expect(chosen).to_have_attribute("aria-current", "true")
    chosen.click()
    expect(page).to_have_url(f"{site}/events/")
    context.close()


def test_the_years_are_chosen_and_cleared_by_keyboard(page: Page, site):
    page.goto(f"{site}/events/")
    bar = page.get_by_role("link", name="2003: 2", exact=True)
    bar.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/events/?from=2003&to=2003")
    expect(page.get_by_role("link", name="2003: 2", exact=True)).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("link", name="2001: 1", exact=True)).not_to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="All years").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/events/")
    expect(page.get_by_role("link", name="All years")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_anybodys_way(browser, site, scheme):
    """Wide and narrow, light and dark; the policy of the pages would not let the examiner in."""
    for width in (360, 1280):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
        )  # fmt: skip
        page = context.new_page()
        for path in ("/events/?from=2003&to=2003", "/events/by/institution/", "/sources/", "/entries/?decade=2000"):
            page.goto(site + path)
            if width == 360 and page.locator("details.facets").count():
                page.locator("details.facets > summary").click()
            assert complaints(page) == [], (path, width)
            wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            assert page.evaluate(wide), (path, width)
        context.close()
