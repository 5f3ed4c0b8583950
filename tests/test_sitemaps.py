"""Which addresses search engines are told of, and since when each is as it is."""

from datetime import datetime

from lxml import etree

from partnership import sitemaps
from partnership.actions import apply, withdraw
from partnership.models import Entry, Source
from partnership.records import record
from tests.factories import entry_record, relation, saved, source_record, statement, term_record, vocabulary
from tests.kept import kept

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
BASE = "http://127.0.0.1:8000"


def read(client, path: str) -> etree._Element:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(answer.content)


def files(client) -> list[str]:
    return [
        each.removeprefix(BASE)
        for each in read(client, "/sitemap.xml").xpath("//s:sitemap/s:loc/text()", namespaces=NAMESPACE)
    ]


def addresses(client) -> dict[str, datetime | None]:
    """Every address with its moment, from all files."""
    found = {}
    for path in files(client):
        for url in read(client, path).findall("s:url", NAMESPACE):
            changed = url.findtext("s:lastmod", None, NAMESPACE)
            found[url.findtext("s:loc", "", NAMESPACE).removeprefix(BASE)] = changed and datetime.fromisoformat(changed)
    return found


@kept
def site():
    vocabulary()
    study, paper = saved(source_record("Study", slug="study"), source_record("Paper", slug="paper"))
    firm = saved(entry_record("institution", "Firm", paper, slug="firm"))
    said = statement("They met.", study, lead=True)
    saved(
        entry_record(
            "event",
            "Visit",
            slug="visit",
            topics=["trade"],
            statements=[said],
            relations=[relation("host", firm, said)],
        ),
        entry_record("agreement", "Deal", paper, slug="deal"),
        entry_record("event", "Secret", study, slug="secret", status="draft", topics=["education"]),
        source_record("Uncited", slug="uncited"),
    )
    past = datetime.fromisoformat("2020-01-01T00:00:00+00:00")
    Entry.objects.update(changed_at=past)
    Source.objects.update(changed_at=past)


def moved(client, write) -> set[str]:
    """The addresses whose moment a write moves."""
    before = addresses(client)
    write()
    after = addresses(client)
    return {path for path in before if after.get(path) != before[path]}


def test_all_that_is_public_is_named_and_nothing_else(client, site):
    found = addresses(client)
    assert {"/", "/events/visit/", "/institutions/firm/", "/sources/study/", "/topics/trade/", "/events/"} <= set(found)
    assert not [path for path in found if "secret" in path or "uncited" in path or "education" in path]
    for path in found:
        assert client.get(path).status_code == 200
    assert found["/about/"] is None


EVERYWHERE = {"/", "/entries/", "/sources/", "/figures/", "/topics/", "/evidence/", "/about/data/"}


def change(slug: str, **columns):
    row = Entry.objects.get(slug=slug)
    return lambda: apply(record(row) | columns, by=None, reason="")


def test_a_change_moves_what_shows_it_and_no_more(client, site):
    assert moved(client, change("visit", title="Visit of state")) == EVERYWHERE | {
        *("/events/visit/", "/events/", "/topics/trade/"),
        "/institutions/firm/",  # names it as hosted there
        "/sources/study/",  # lists its sentence
    }
    assert moved(client, change("deal", title="The deal")) == EVERYWHERE | {
        *("/agreements/deal/", "/agreements/", "/agreements/tracker/"),
        "/sources/paper/",
    }


def test_a_source_moves_what_cites_it(client, site):
    row = Source.objects.get(slug="study")
    write = lambda: apply(record(row) | {"title": "The study"}, by=None, reason="")  # noqa: E731
    assert moved(client, write) == EVERYWHERE | {"/sources/study/", "/events/visit/"}


def test_a_draft_moves_nothing(client, site):
    assert moved(client, change("secret", title="Still secret")) == set()


def test_a_term_moves_its_own_page_and_the_codebook(client, site):
    write = lambda: saved(term_record("topic", "trade", order=1, label="Commerce"))  # noqa: E731
    assert moved(client, write) == EVERYWHERE | {"/topics/trade/", "/about/codebook/"}


def test_what_is_withdrawn_leaves_and_moves_what_showed_it(client, site):
    row = Entry.objects.get(slug="visit")
    changed = moved(client, lambda: withdraw(row, by=None, reason="Wrong"))
    assert {"/events/visit/", "/events/", "/institutions/firm/", "/sources/study/"} <= changed
    assert not {"/events/visit/", "/sources/study/", "/topics/trade/"} & set(addresses(client))


def test_what_is_done_to_a_withdrawn_entry_moves_nothing(client, site):
    withdraw(Entry.objects.get(slug="visit"), by=None, reason="Wrong")
    assert moved(client, change("visit", hold_reason="To be seen to")) == set()


def test_no_file_is_empty(client, site, monkeypatch):
    monkeypatch.setattr(sitemaps, "SPAN", 1)
    for path in files(client):
        assert read(client, path).findall("s:url", NAMESPACE), path


def test_many_are_spread_over_files_of_a_span_each(client, site, monkeypatch):
    whole = addresses(client)
    monkeypatch.setattr(sitemaps, "SPAN", 2)
    assert len(files(client)) > 3
    assert addresses(client) == whole


def test_a_file_that_is_not_in_the_index_is_not_there(client, site):
    for part in ("9", "999999999999999999999999999999"):
        assert client.get(f"/sitemap-entries-{part}.xml").status_code == 404
