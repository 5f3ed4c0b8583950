"""Sources, figures, home, about, and what machines ask for."""

import pytest
from django.db import DatabaseError

from partnership.models import Source
from tests.factories import citation, entry_record, measured, relation, saved, source_record, statement, vocabulary


def test_a_source_shows_what_was_taken_from_it(client, visit):
    page = client.get("/sources/study/").content.decode()
    lead = visit.statements.get(lead=True)
    assert "The president came." in page
    assert f'href="/events/visit/#s{lead.key}"' in page
    assert '<a class="external" href="https://example.org/study" rel="noopener">example.org ↗' not in page
    assert 'href="https://example.org/study" rel="noopener">example.org</a>' in page
    assert "Nothing was taken from ¶ 2." in page


def test_a_source_says_what_it_relays_only_if_that_is_public(client, study):
    wire, secret = saved(source_record("The wire", slug="wire"), source_record("The secret", slug="secret"))
    first = saved(source_record("First reprint", slug="first", origin=wire.key))
    second = saved(source_record("Second reprint", slug="second", origin=secret.key))
    said = [statement(f"Said by {each.slug}.", each, lead=each is wire) for each in (wire, first, second)]
    saved(entry_record(statements=said))
    assert client.get("/sources/first.json").json()["origin"]["slug"] == "wire"
    assert [each["slug"] for each in client.get("/sources/wire.json").json()["relays"]] == ["first"]
    assert client.get("/sources/second.json").json()["origin"] is None
    assert b"The secret" not in client.get("/sources/second/").content


def test_a_source_that_nothing_cites_is_not_public(client, study):
    assert Source.objects.get(slug="study")
    assert client.get("/sources/study/").status_code == 404
    assert client.get("/sources.json").json()["count"] == 0
    assert client.get("/entries/?source=study").status_code == 400


def test_figures_say_what_they_measure_and_who_says_so(client, study):
    given = measured("units-ordered", "52", unit="piece", as_of="2016")
    said = statement("They ordered 52.", lead=True, values=[given], citations=[citation(study, part="P2")])
    saved(entry_record("agreement", "The Deal", slug="deal", statements=[said]))
    (found,) = client.get("/figures.json").json()["results"]
    assert (found["display"], found["as_of"]["display"], found["grade"]) == ("52 Piece", "2016", "single-source")
    assert found["statement"]["url"] == f"/agreements/deal/#s{said['key']}"
    assert found["sources"][0]["label"] == "¶ 2"
    page = client.get("/figures/").content.decode()
    assert "52 Piece" in page
    assert "Units ordered" in page


def test_home_says_what_this_is_in_figures(client, visit, settings):
    page = client.get("/").content.decode()
    assert settings.SITE["headline"] in page
    for figure, word in (
        ("2", "entries"),
        ("4", "statements"),
        ("1", "source"),
        ("0 %", "well-sourced"),
        ("1", "where sources differ"),
    ):
        assert f"<b>{figure}</b> {word}" in page
    assert 'href="/events/?from=2003&amp;to=2003"' in page


def test_pages_stand_on_an_empty_record(client, db):
    for path in (
        "/",
        "/about/",
        "/evidence/",
        "/evidence.json",
        "/topics/",
        "/topics.json",
        "/sitemap.xml",
        "/sitemap-pages.xml",
    ):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("contact", ["", "editors@example.org"])
def test_about_names_the_editors_address_if_there_is_one(client, db, settings, contact):
    settings.SITE = settings.SITE | {"contact": contact}
    page = client.get("/about/").content.decode()
    assert ("mailto:editors@example.org" in page) is bool(contact)
    assert ("have not published an address" in page) is not bool(contact)


def test_robots_are_told_where_the_map_is_and_what_is_not_for_them(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


def test_alive_without_a_database_ready_only_with_one(client, db, monkeypatch):
    assert client.get("/readyz").json() == {"ready": True, "database": "answers"}

    def broken(_connection):
        raise DatabaseError("no answer")

    monkeypatch.setattr("partnership.views.machines.MigrationExecutor", broken)
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)


def test_not_ready_while_migrations_wait(client, db, monkeypatch):
    from django.db.migrations.executor import MigrationExecutor

    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["one"])
    assert client.get("/readyz").status_code == 503


def test_relations_both_ways_and_long_lists_fold(client, db):
    vocabulary()
    study = saved(source_record())
    firm = saved(entry_record("institution", "The Firm", study, slug="firm"))
    for number in range(12):
        said = statement("Hosted.", study, lead=True)
        saved(entry_record(title=f"Visit {number}", statements=[said], relations=[relation("host", firm, said)]))
    page = client.get("/institutions/firm/").content.decode()
    assert page.count('href="/events/visit-') >= 12
    assert "<summary>2 more</summary>" in page
