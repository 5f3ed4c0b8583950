"""What a page offers to whoever cites it: references to copy, downloads, and tags that reference managers detect."""

from html.parser import HTMLParser
from urllib.parse import parse_qsl

import pytest

from partnership.documents import cited
from partnership.models import Entry, Source, Statement
from tests.factories import entry_record, saved, source_record, statement, vocabulary
from tests.kept import kept

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []
        self.coins: list[list[tuple[str, str]]] = []
        self.scripts: list[str] = []
        self.links: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "meta" and found.get("name", "").startswith(("citation_", "DC.")):
            self.tags.append((found["name"], found["content"]))
        if tag == "span" and found.get("class") == "Z3988":
            self.coins.append(parse_qsl(found["title"], strict_parsing=True))
        if tag == "script":
            self.scripts.append(found.get("src", ""))
        if tag == "a":
            self.links.add(found["href"])


@pytest.fixture
def tags_of(client):
    def get(path: str) -> Page:
        answer = client.get(path)
        assert answer.status_code == 200
        return Page(answer.content.decode())

    return get


@kept
def record():
    vocabulary()
    paper = saved(
        source_record(
            "ایک & <مضمون>", slug="paper", csl_type="article-newspaper", publisher="Daily & Co", date="2021-05-04",
            address="https://a.example/p?a=1&b=2", language="ur",
            authors=[{"family": "Öztürk", "given": "Işık"}, {"literal": "News Desk"}],
        )
    )  # fmt: skip
    said = statement("They met.", paper, lead=True)
    return saved(entry_record("event", "The <visit>", slug="visit", statements=[said]))


def test_an_entry_carries_the_tags_that_zotero_and_scholar_read(tags_of, record, settings):
    day = f"{record.changed_at:%Y/%m/%d}"
    assert tags_of("/events/visit/").tags == [
        ("citation_title", "The <visit>"),
        ("citation_publication_date", day),
        ("citation_online_date", day),
        ("citation_language", "en"),
        ("citation_public_url", f"{settings.SITE['url']}/events/visit/"),
        ("DC.type", "webpage"),
        ("DC.source", settings.SITE["name"]),
    ]


def test_the_page_of_a_source_carries_the_tags_of_the_source_itself(tags_of, record):
    assert tags_of("/sources/paper/").tags == [
        ("citation_title", "ایک & <مضمون>"),
        ("citation_author", "Öztürk, Işık"),
        ("citation_author", "News Desk"),
        ("citation_publication_date", "2021/05/04"),
        ("citation_language", "ur"),
        ("citation_public_url", "https://a.example/p?a=1&b=2"),
        ("DC.type", "newspaperArticle"),
        ("DC.source", "Daily & Co"),
    ]


@pytest.mark.parametrize(
    ("kind", "columns", "tags"),
    [
        ("article-journal", {"publisher": "J"}, {"citation_journal_title": "J", "DC.source": "J"}),
        ("report", {"publisher": "I"}, {"citation_technical_report_institution": "I", "DC.type": "report"}),
        ("thesis", {"publisher": "U"}, {"citation_dissertation_institution": "U"}),
        ("book", {"publisher": "P"}, {"citation_publisher": "P", "DC.type": "book"}),
        ("book", {"date": "2016/2019"}, {"citation_publication_date": None}),
        ("book", {"date": "2016~"}, {"citation_publication_date": None}),
        ("book", {"date": "2016"}, {"citation_publication_date": "2016"}),
        ("book", {"identifiers": [{"scheme": "doi", "value": "10.1/x"}]}, {"citation_doi": "10.1/x"}),
        ("book", {"address": ""}, {"citation_public_url": None}),
    ],
)
def test_each_type_of_source_has_the_tags_that_befit_it(db, kind, columns, tags):
    vocabulary()
    found = dict(cited.of_source(saved(source_record(csl_type=kind, **columns)))["tags"])
    assert {name: found.get(name) for name in tags} == tags


def test_lists_carry_coins_for_each_line_and_pages_of_one_thing_do_not(tags_of, record, settings):
    """A translator for COinS comes before the one for embedded metadata, and would hide what the page is about."""
    saved(entry_record("event", "Second", saved(source_record("Second paper"))))
    assert tags_of("/events/visit/").coins == tags_of("/sources/paper/").coins == []
    listed = tags_of("/entries/?sort=title").coins
    assert [dict(each)["rft.title"] for each in listed] == ["Second", "The <visit>"]
    assert listed[1] == [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "webpage"),
        ("rft.title", "The <visit>"),
        ("rft.source", settings.SITE["name"]),
        ("rft.identifier", f"{settings.SITE['url']}/events/visit/"),
        ("rft.date", f"{record.changed_at:%Y-%m-%d}"),
    ]
    [paper] = [each for each in tags_of("/sources/").coins if ("rft.language", "ur") in each]
    assert paper[2:] == [
        ("rft.type", "newspaperArticle"),
        ("rft.title", "ایک & <مضمون>"),
        ("rft.au", "Öztürk, Işık"),
        ("rft.aucorp", "News Desk"),
        ("rft.source", "Daily & Co"),
        ("rft.identifier", "https://a.example/p?a=1&b=2"),
        ("rft.language", "ur"),
        ("rft.date", "2021-05-04"),
    ]


@pytest.mark.parametrize("path", ["/events/visit/", "/statements/{}/", "/sources/paper/", "/entries/", "/sources/"])
def test_pages_lead_to_all_three_downloads_of_themselves(client, tags_of, record, path):
    path = path.format(Statement.objects.get().key)
    for form in ("bib", "ris", "csl.json"):
        address = f"{path[:-1]}.{form}"
        assert address in tags_of(path).links
        assert client.get(address).status_code == 200


def test_a_filtered_list_leads_to_the_downloads_of_what_is_filtered(tags_of, record):
    assert "/sources.bib?language=ur" in tags_of("/sources/?language=ur").links


def shown(client, path: str) -> list[str]:
    text = client.get(path).content.decode()
    return [each.partition(">")[2].partition("</p>")[0] for each in text.split('<p class="cited"')[1:]]


def test_three_references_stand_on_the_page_to_be_copied(client, tags_of, record, settings):
    day = f"{record.changed_at:%B} {record.changed_at.day}"
    year, url = record.changed_at.year, f"{settings.SITE['url']}/events/visit/"
    apa, chicago, mla = shown(client, "/events/visit/")
    assert apa == f"<i>The &lt;visit&gt;</i>. ({year}, {day}). {settings.SITE['name']}. {url}"
    assert chicago == f"{settings.SITE['name']}. {year}. “The &lt;visit&gt;.” {day}. {url}."
    assert mla.startswith(f"“The &lt;visit&gt;.” <i>{settings.SITE['name']}</i>, ")
    assert tags_of("/events/visit/").scripts[-1] == "/static/js/cite.js"


def test_words_from_right_to_left_stand_apart_from_what_is_beside_them(client, record):
    assert "<bdi>ایک &amp; &lt;مضمون</bdi>&gt;" in shown(client, "/sources/paper/")[0]


def test_a_sentence_is_cited_with_its_own_address_and_key(client, tags_of, record, settings):
    key = Statement.objects.get().key
    texts = shown(client, f"/statements/{key}/")
    assert len(texts) == 3
    for text in texts:
        assert f"The &lt;visit&gt;, sentence {key}" in text
        assert f"{settings.SITE['url']}/statements/{key}/" in text
        assert "x-" not in text
    assert dict(tags_of(f"/statements/{key}/").tags)["citation_title"] == f"The <visit>, sentence {key}"


def test_the_address_and_the_name_of_the_site_are_those_of_today(client, record, settings):
    settings.SITE = settings.SITE | {"url": "https://new.example", "name": "A & B"}
    for text in shown(client, "/events/visit/"):
        assert "https://new.example/events/visit/" in text
        assert "A &amp; B" in text


def test_references_are_made_when_something_is_saved_and_not_when_it_is_read(client, record, monkeypatch):
    monkeypatch.setattr(cited, "references", lambda row: pytest.fail("made on reading"))
    assert len(shown(client, "/events/visit/")) == len(shown(client, "/sources/paper/")) == 3


def test_what_was_saved_before_there_were_references_has_them_too(client, record):
    before = shown(client, "/events/visit/"), shown(client, "/sources/paper/")
    Entry.objects.update(cited_as={})
    Source.objects.update(cited_as={})
    assert (shown(client, "/events/visit/"), shown(client, "/sources/paper/")) == before
