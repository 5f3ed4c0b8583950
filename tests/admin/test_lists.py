"""Lists, lookups and the start page; and what they cost."""

import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.models import Entry, Source, Statement, Term
from tests import factories
from tests.admin.test_saving import change
from tests.kept import kept

pytestmark = pytest.mark.django_db


def titles(client, **query) -> str:
    return client.get("/admin/partnership/entry/", query).content.decode()


@kept
def uncited(source):
    return factories.saved(
        factories.entry_record(title="Işık visits", status="draft", statements=[factories.statement("Nobody says so.")])
    )


def test_entries_are_found_by_title_name_and_statement_without_accents(desk, draft, uncited):
    named = factories.entry_record(title="Third", status="draft", names=[{"text": "Troisième", "kind": "alias"}])
    factories.saved(named)
    assert "Işık visits" in titles(desk, q="isik")
    assert "Third" in titles(desk, q="Troisième")
    assert "A first meeting" in titles(desk, q="capital")
    assert "A first meeting" not in titles(desk, q="isik")


def test_filters_find_what_an_editor_looks_for(desk, draft, uncited):
    factories.saved(factories.entry_record(title="Held one", status="draft", hold_reason="Wait"))
    page = titles(desk, citations="missing")
    assert "Işık visits" in page
    assert "A first meeting" not in page
    assert "Held one" in titles(desk, held="yes")
    assert "Held one" not in titles(desk, held="no")
    assert "Held one" in titles(desk, citations="none")
    assert "Işık visits" in titles(desk, status__exact="draft", grade__exact="unsourced", kind__exact="event")


def lookup(client, model, field, **more) -> list[str]:
    query = {"app_label": "partnership", "model_name": model, "field_name": field, "term": ""} | more
    answer = client.get("/admin/autocomplete/", query)
    assert answer.status_code == 200, answer
    return [each["text"] for each in json.loads(answer.content)["results"]]


def test_lookups_offer_only_what_fits(desk, draft, uncited):
    assert lookup(desk, "value", "measure") == ["Trade volume", "Units ordered"]
    assert "Host" not in " ".join(lookup(desk, "entry", "topics"))
    assert lookup(desk, "entry", "type", scheme="event-type") == ["Visit", "Meeting"]
    assert lookup(desk, "entry", "country") == ["Northland · XA", "Southland · XB"]
    sentences = lookup(desk, "relation", "evidence", of=str(uncited.pk))
    assert sentences == ["Işık visits: Nobody says so."]
    assert lookup(desk, "relation", "evidence", of="") == []
    assert lookup(desk, "relation", "evidence", of="x,'") == []
    assert lookup(desk, "statement", "claimant", term="isik") == ["Işık visits · event"]


def test_the_type_lookup_of_a_form_asks_for_the_scheme_of_its_kind(desk, draft):
    page = desk.get(change(draft)).content.decode()
    assert "/admin/autocomplete/?scheme=event-type" in page
    assert f"/admin/autocomplete/?of={draft.pk}" in page


def test_a_type_of_another_kind_is_refused(desk, draft):
    from tests.admin.pages import errors_in, fill, opened

    form = opened(desk, change(draft))
    fill(form, type=Term.objects.get(scheme="instrument-type", code="treaty").pk, why="Type")
    assert "Select a valid choice" in errors_in(desk.post(change(draft), form).content.decode())


def test_like_names_are_told_while_typing_and_after_saving(desk, draft, uncited):
    from tests.admin.pages import fill, opened

    def like(title, **more):
        return [each["title"] for each in desk.get("/admin/like/", {"title": title} | more).json()["like"]]

    assert like("ISIK VISITS") == ["Işık visits · event"]
    assert like("A first meting") == ["A first meeting · event"]
    assert like("A first meeting", but=draft.pk) == []
    assert like("Something else entirely") == []
    form = opened(desk, "/admin/partnership/event/add/")
    fill(form, title="Isik visits")
    page = desk.post("/admin/partnership/event/add/", form, follow=True).content.decode()
    assert "Entries of a like name exist already" in page
    assert Entry.objects.filter(title="Isik visits").exists()


def test_a_date_says_how_it_reads_or_what_is_wrong(desk):
    assert desk.get("/admin/date/", {"text": "2010/.."}).json() == {"reads": "since 2010"}
    assert "is not a date" in desk.get("/admin/date/", {"text": "2020-13-45"}).json()["wrong"]


def test_parts_of_a_source_are_offered(desk, source):
    assert desk.get(f"/admin/partnership/source/{source.pk}/parts/").json() == {"parts": ["P1", "P2"]}


def test_the_start_page_shows_what_waits(desk, draft, uncited):
    factories.saved(factories.entry_record(title="Held one", status="draft", hold_reason="Wait for the treaty"))
    page = desk.get("/admin/").content.decode()
    assert "Wait for the treaty" in page
    assert "A first meeting" in page
    assert "edition 1" in page


def queries(client, address) -> int:
    cache.clear()  # the start page keeps its figures while nothing is written
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


LISTS = [f"/admin/partnership/{name}/" for name in "event entry source statement citation relation edition".split()]


@pytest.mark.parametrize("address", [*LISTS, "/admin/"])
def test_lists_cost_the_same_with_one_row_and_with_many(desk, source, address):
    host = factories.saved(factories.entry_record("institution", "The ministry", source))

    def meeting(number):
        item = factories.entry_record(title=f"Meeting number {number}", source=source, type="meeting", topics=["trade"])
        item["relations"] = [factories.relation("host", host, item["statements"][0])]
        factories.saved(item, factories.source_record(title=f"Study {number}"))

    meeting(1)
    queries(desk, address)
    with_one = queries(desk, address)
    for number in range(2, 6):
        meeting(number)
    first = queries(desk, address)  # which reads what is held of a new revision
    assert queries(desk, address) == with_one <= first


def test_the_form_costs_the_same_with_one_sentence_and_with_many(desk, source):
    host = factories.saved(factories.entry_record("institution", "The ministry", source))

    def meeting(size):
        item = factories.entry_record(title=f"Meeting of {size}", type="meeting", topics=["trade"], country="XA")
        item["statements"] = [
            factories.statement(
                f"Sentence {size} {number}.", source, lead=number == 0,
                values=[factories.measured("trade-volume", "1", unit="usd", as_of=str(2000 + number))],
            )
            for number in range(size)
        ]  # fmt: skip
        item["relations"] = [
            factories.relation("host", host, item["statements"][0], detail=str(number)) for number in range(size)
        ]
        return change(factories.saved(item).own)

    one, many = meeting(1), meeting(7)
    queries(desk, one)
    assert queries(desk, many) == queries(desk, one)
    assert Source.objects.count() == 1
    assert Statement.objects.count() == 9
