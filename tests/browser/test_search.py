"""Finding something and taking it away, in a real browser, with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import entry_record, relation, saved, source_record, statement, term_record, vocabulary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def url(live_server) -> str:
    """Corvettes in an agreement, in the story of a shipyard and in two visits."""
    vocabulary()
    source = saved(source_record("The shipyard gazette", slug="gazette"))
    yard = saved(
        entry_record(
            "institution", "İstanbul Shipyard", source, slug="yard",
            names=[{"text": "İST", "language": "tr", "kind": "abbreviation"}],
        )
    )  # fmt: skip
    said = [statement("It was signed.", source, lead=True), statement("Four corvettes were ordered.", source)]
    saved(
        entry_record(
            "agreement", "The corvette contract", slug="contract", date="2018", type="contract", topics=["trade"],
            statements=said, relations=[relation("signatory", yard, said[0])],
        ),
        entry_record("event", "A visit to the corvettes", source, slug="visit", date="2019", type="visit"),
        entry_record("event", "Işık's meeting", source, slug="meeting", date="2020-06", type="meeting"),
        entry_record("event", "A secret corvette", source, slug="secret", status="draft"),
        term_record("alias", "corvette", label="corvette"),
        term_record("alias", "korvet", label="korvet", broader="corvette"),
    )  # fmt: skip
    return live_server.url


@pytest.fixture
def complaints(page: Page) -> list[str]:
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_typing_suggests_and_a_suggestion_leads_there(page: Page, url, complaints):
    page.goto(url)
    box = page.get_by_role("searchbox", name="Search the record")
    box.press_sequentially("ista")
    suggested = page.get_by_role("list", name="Suggestions")
    expect(suggested.get_by_role("link", name="İstanbul Shipyard")).to_be_visible()
    box.fill("corvette")
    expect(suggested.get_by_role("link", name="The corvette contract")).to_be_visible()
    expect(suggested).not_to_contain_text("secret")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/(agreements/contract|events/visit)/$"))
    page.go_back()
    page.get_by_role("searchbox", name="Search the record").press_sequentially("ist")
    page.get_by_role("link", name="All that holds “ist”").click()
    expect(page).to_have_url(f"{url}/search/?q=ist")
    expect(page.get_by_role("main").get_by_role("link", name="İstanbul Shipyard").first).to_be_visible()
    assert [each for each in complaints if "Permissions-Policy" not in each] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_words_over_a_facet_to_a_file(browser, url, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{url}/events/")
    page.get_by_role("searchbox", name="Search the record").fill("KORVET")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{url}/search/?q=KORVET")
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=3)).to_have_text(["The corvette contract", "A visit to the corvettes"])
    expect(main.get_by_role("link", name="Sentence 2")).to_have_count(0)  # its title has told already
    filters = page.get_by_role("complementary", name="Filters")
    filters.get_by_role("link", name=re.compile("^Agreement")).click()
    expect(page).to_have_url(f"{url}/search/?kind=agreement&q=KORVET")
    expect(main.get_by_role("heading", level=3)).to_have_text(["The corvette contract"])
    page.get_by_text("Use this view").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^CSV")).click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "The corvette contract" in text
    assert "A visit" not in text
    context.close()


def test_what_is_mistyped_leads_to_what_was_meant(page: Page, url):
    page.goto(f"{url}/search/?q=shipyrd")
    expect(page.get_by_text("Nothing in the record holds")).to_be_visible()
    page.get_by_role("link", name=re.compile("^shipyard$", re.IGNORECASE)).click()
    expect(page.get_by_role("main").get_by_role("link", name="İstanbul Shipyard").first).to_be_visible()
