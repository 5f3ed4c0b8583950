"""Lists as Atom feeds, read by feedparser."""

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.exports import About, feed
from partnership.exports.about import lasting
from partnership.models import Entry, Revision, Source
from tests.exports.shelf import TURKISH
from tests.exports.tables import body, read_atom
from tests.strategies import MANY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
SITE = "http://127.0.0.1:8000"
SPACE = "{http://www.w3.org/2005/Atom}"
ABOUT = About("x", "X", "/x/", revision=Revision(number=1))
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)


def feed_of(client, path: str):
    return read_atom(body(client.get(path)))


def test_what_changed_last_comes_first_with_its_true_moment(client):
    first = Entry.objects.get(slug="firm")
    Entry.objects.filter(pk=first.pk).update(changed_at=dt.datetime(2100, 1, 2, 3, 4, 5, tzinfo=dt.UTC))
    found = feed_of(client, "/entries.atom?sort=title")
    assert found.entries[0].title == TURKISH
    assert found.entries[0].updated == found.feed.updated == "2100-01-02T03:04:05+00:00"
    known = {f"urn:uuid:{lasting(each.key)}": each for each in Entry.objects.published()}
    assert len(found.entries) == len(known)
    for each in found.entries:
        assert each.updated == known[each.id].changed_at.isoformat()
        assert each.published == known[each.id].published_at.isoformat()
    moments = [each.updated_parsed for each in found.entries]
    assert moments == sorted(moments, reverse=True)


def test_the_feed_names_itself_its_page_its_filters_and_its_licence(client, settings):
    found = feed_of(client, "/entries.atom?topic=trade&from=1990").feed
    links = {each.rel: each.href for each in found.links}
    assert links["self"] == f"{SITE}/entries.atom?from=1990&topic=trade"
    assert links["alternate"] == f"{SITE}/entries/?from=1990&topic=trade"
    assert links["license"] == settings.SITE["content_licence"]["url"]
    assert settings.SITE["content_licence"]["name"] in found.rights
    assert "Filters: Topic: Trade · From 1990. Order: what changed last first. Taken: 20" in found.subtitle
    assert re.search(r"\d\+00:00 from revision \d+ of ", found.subtitle)
    assert found.author == settings.SITE["name"]


def test_feeds_of_two_views_of_a_list_are_told_apart_by_their_titles(client, settings):
    name = settings.SITE["name"]
    assert feed_of(client, "/entries.atom").feed.title == f"{name}: All entries"
    found = feed_of(client, "/entries.atom?topic=trade&from=1990").feed
    assert found.title == f"{name}: All entries (Topic: Trade · From 1990)"
    assert feed_of(client, "/search.atom?q=days").feed.title == f"{name}: Search (Words: “days”)"


def test_a_figure_changes_with_its_entry_and_leads_to_its_sentence(client):
    ranged = Entry.objects.get(title="Ranged")
    Entry.objects.filter(pk=ranged.pk).update(changed_at=dt.datetime(2100, 1, 2, 3, 4, 5, tzinfo=dt.UTC))
    found = feed_of(client, "/figures.atom?sort=title")
    first, second = found.entries[:2]
    assert {first.title, second.title} == {
        "Trade volume: 1–2.5 Usd · Ranged", "Units ordered, 2003–2004: 5 Piece · Ranged",
    }  # fmt: skip
    said = ranged.statements.get()
    assert (first.link, first.summary) == (f"{SITE}/statements/{said.key}/", said.text)
    assert first.updated == second.updated == found.feed.updated == "2100-01-02T03:04:05+00:00"
    assert first.published == ranged.published_at.isoformat()
    assert {each.term for each in first.tags} >= {"agreement"}
    assert len({each.id for each in found.entries}) == client.get("/figures.json").json()["count"] == len(found.entries)


def test_each_entry_has_its_words_categories_and_licence(client, settings):
    [found] = [each for each in feed_of(client, "/agreements.atom").entries if each.title == "=1+1"]
    assert (found.link, found.summary) == (f"{SITE}/agreements/deal-0/", "=1+1 is said.")
    book = f"{SITE}/about/codebook/#scheme-"
    assert {(each.term, each.scheme, each.label) for each in found.tags} == {
        ("agreement", f"{book}kind", "Agreement"),
        ("treaty", f"{book}instrument-type", "Treaty"),
        ("trade", f"{book}topic", "Trade"),
    }
    assert settings.SITE["content_licence"]["url"] in [each.href for each in found.links if each.rel == "license"]
    page = client.get("/about/codebook/").content.decode()
    assert all(f'id="{each.scheme.partition("#")[2]}"' in page for each in found.tags)


def test_sources_are_followed_too(client):
    found = feed_of(client, "/sources.atom")
    assert {each.title for each in found.entries} == set(Source.objects.public().values_list("title", flat=True))
    assert {tag.term for each in found.entries for tag in each.tags} >= {"report", "think_tank"}


def test_an_identifier_outlives_the_slug_the_title_and_the_address_of_the_site(client, settings):
    before = {each.title: each.id for each in feed_of(client, "/institutions.atom").entries}
    Entry.objects.filter(slug="firm").update(slug="other", title="Other")
    settings.SITE = settings.SITE | {"url": "https://new.example"}
    [after] = feed_of(client, "/institutions.atom").entries
    assert after.link == "https://new.example/institutions/other/"
    assert [after.id] == [*before.values()]
    ids = [each.id for each in feed_of(client, "/entries.atom").entries]
    assert len({*ids}) == len(ids)


@given(title=LETTERS, summary=LETTERS)
@MANY
def test_any_text_is_well_formed_and_comes_back(title, summary):
    item = feed.Item("k3y", title, "/events/x/", None, summary=summary)
    text = "".join(feed.written(ABOUT, [[item]]))
    entry = ET.fromstring(text).find(f"{SPACE}entry")  # noqa: S314 -- our own
    for name, words in (("title", title), ("summary", summary)):
        kept = "".join(each for each in words if each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff"))
        found = entry.find(f"{SPACE}{name}").text or ""
        assert found.replace("\r", "\n") == kept.replace("\r\n", "\n").replace("\r", "\n")


def test_an_empty_list_is_a_feed_without_entries(client):
    found = feed_of(client, "/people.atom")
    assert found.entries == []
    assert found.feed.updated
