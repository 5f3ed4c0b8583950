"""A reader's way through the site, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import entry_record, relation, saved, source_record, statement, vocabulary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server):
    """Thirty visits and a deal, cited from two sources."""
    vocabulary()
    study = saved(source_record("A study", slug="study"))
    paper = saved(source_record("A paper", slug="paper", tier="primary"))
    firm = saved(entry_record("institution", "The Firm", study, slug="firm"))
    saved(
        *(
            entry_record(
                title=f"Visit {number}", source=study, date=str(1990 + number), topics=["education"], type="visit"
            )
            for number in range(30)
        )
    )
    said = statement("The firm sold fifty-two of them.", paper, lead=True)
    deal = entry_record(
        "agreement",
        "The Deal",
        slug="deal",
        date="2016",
        topics=["trade"],
        type="contract",
        statements=[said],
        relations=[relation("signatory", firm, said)],
    )
    saved(deal, entry_record("agreement", "The Treaty", study, date="1954", topics=["trade"], type="treaty"))
    return live_server.url, said["key"]


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of; a feature name that it does not know in a header is its own affair."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def serious(complaints: list[str]) -> list[str]:
    return [each for each in complaints if "Permissions-Policy" not in each]


def test_from_the_first_page_over_two_filters_to_the_source_of_a_sentence(page: Page, site, complaints):
    url, key = site
    page.goto(url)
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Agreements").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Agreements")
    page.get_by_role("complementary", name="Filters").get_by_role("link", name=re.compile("^Contract")).click()
    page.get_by_label("From", exact=True).fill("2010")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(f"{url}/agreements/?from=2010&type=contract")
    expect(page.get_by_text("1 of 2 entries")).to_be_visible()
    chips = page.get_by_role("list", name="Filters that are set")
    expect(chips.get_by_role("link", name="Type: Contract")).to_be_visible()
    expect(chips.get_by_role("link", name="From 2010")).to_be_visible()
    page.get_by_role("link", name="The Deal").click()
    sentence = page.locator(f"#s{key}")
    expect(sentence).to_contain_text("The firm sold fifty-two of them.")
    sentence.get_by_role("link", name="Source 1").first.click()
    expect(page).to_have_url(re.compile(r"#n1$"))
    expect(page.locator("#n1")).to_be_in_viewport()
    sentence.get_by_role("link", name="Author, 2021").click()
    expect(page).to_have_url(f"{url}/sources/paper/#s{key}")
    expect(page.get_by_role("heading", level=1)).to_have_text("A paper")
    expect(page.locator(f"#s{key}")).to_be_in_viewport()
    assert serious(complaints) == []


def test_an_empty_answer_leads_back(page: Page, site):
    url, _ = site
    page.goto(f"{url}/agreements/?type=contract&to=1960")
    expect(page.get_by_text("Nothing in the record matches")).to_be_visible()
    page.get_by_role("link", name="Remove “To 1960”").click()
    expect(page).to_have_url(f"{url}/agreements/?type=contract")
    expect(page.get_by_role("link", name="The Deal")).to_be_visible()


def test_a_year_of_the_chart_sets_the_period_and_pages_lead_on(page: Page, site):
    url, _ = site
    page.goto(f"{url}/events/")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(f"{url}/events/?page=2")
    page.get_by_role("link", name="2003: 1", exact=True).click()
    expect(page).to_have_url(f"{url}/events/?from=2003&to=2003")
    expect(page.get_by_text("1 of 30 entries")).to_be_visible()


def test_no_page_is_wider_than_its_window(page: Page, site):
    paths = ("/", "/events/", "/agreements/deal/", "/sources/", "/sources/paper/", "/figures/", "/topics/", "/about/")
    for width in (360, 768, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        for path in (*paths, "/nothing/"):
            page.goto(site[0] + path)
            wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            assert page.evaluate(wide), (path, width)


def test_on_a_narrow_screen_menu_and_filters_are_folded_below_the_title(page: Page, site):
    url, _ = site
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{url}/events/")
    sections = page.get_by_role("navigation", name="Sections")
    expect(sections.get_by_role("link", name="People")).to_be_hidden()
    sections.get_by_text("Menu").click()
    expect(sections.get_by_role("link", name="People")).to_be_visible()
    filters = page.get_by_role("complementary", name="Filters")
    expect(filters.get_by_label("From", exact=True)).to_be_hidden()
    title = page.get_by_role("heading", level=1).bounding_box()
    fold = filters.bounding_box()
    assert title["y"] + title["height"] <= fold["y"]
    filters.get_by_text("Filters", exact=True).click()
    expect(filters.get_by_label("From", exact=True)).to_be_visible()


def test_everything_works_without_scripts(browser, site):
    url, key = site
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/entries/?q=deal")
    page.get_by_role("link", name="The Deal").click()
    expect(page.locator(f"#s{key}")).to_be_visible()
    context.close()


def test_the_keyboard_reaches_the_text_first(page: Page, site):
    page.goto(f"{site[0]}/events/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
