"""The repository's own content, whole, in every form that lists have: as many rows as the pages count."""

import re

import pytest

from partnership.documents import document, line
from partnership.exports import OF_A_LIST, delimited
from partnership.models import Citation, Entry, Source, Value
from partnership.queries.entries import for_document, for_lines
from partnership.vocabulary import Kind, Status
from tests.exports.readers import FORMS, READERS
from tests.exports.tables import COUNTS, body, read_atom, read_csv, read_ics, read_ndjson, read_xlsx, text


def safe(text: str) -> str:
    return delimited.safe([text])[0]


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
LISTS = ("/entries", *(f"/{kind.plural}" for kind in Kind), "/agreements/tracker", "/sources", "/figures")


@pytest.mark.parametrize("path", LISTS)
def test_every_list_has_as_many_rows_in_every_form_as_its_page_counts(client, path):
    count = client.get(f"{path}.json").json()["count"]
    assert count > 0
    for form in OF_A_LIST:
        if form in COUNTS:
            assert COUNTS[form](body(client.get(f"{path}.{form}"))) == count, form


def test_the_table_of_entries_says_what_the_documents_say(client):
    rows = {row["id"]: row for row in read_csv(body(client.get("/entries.csv")))[1]}
    lines = {each.key: line(each) for each in for_lines(Entry.objects.published())}
    for entry in for_document(Entry.objects.published()):
        found, row, listed = document(entry), rows[entry.key], lines[entry.key]
        assert row["title"] == safe(found["title"])
        assert row["summary"] == safe(found["summary"])
        assert (row["date"], row["date_in_words"]) == (found["date"]["edtf"], found["date"]["display"])
        assert (row["earliest"], row["latest"]) == (found["date"]["earliest"] or "", found["date"]["latest"] or "")
        assert row["topics"] == " | ".join(each["label"] for each in found["topics"])
        assert row["places"] == " | ".join(each["name"] for each in found["places"])
        assert row["parties"] == " | ".join(listed["parties"])
        assert row["source_urls"] == " | ".join(f"http://127.0.0.1:8000{each['url']}" for each in found["references"])
        assert row["sources"] == safe(" | ".join(each["title"] for each in found["references"]))
        assert (row["grade"], row["in_conflict"]) == (found["grade"], str(found["in_conflict"]).lower())


def test_the_workbook_has_all_evidence_and_the_lines_all_statements(client):
    public = Citation.objects.filter(statement__entry__status=Status.PUBLISHED)
    evidence = read_xlsx(body(client.get("/entries.xlsx")))["Evidence"]
    assert {row["citation"] for row in evidence} == set(public.values_list("key", flat=True))
    found = read_ndjson(body(client.get("/entries.ndjson")))
    assert sum(len(each["citations"]) for row in found["statements"] for each in row) == public.count() == len(evidence)
    taken = read_ndjson(body(client.get("/sources.ndjson")))
    assert len(taken) == Source.objects.public().count()
    assert sum(taken["taken"]) == len(set(public.values_list("source", "statement")))


def test_turkish_and_urdu_letters_are_in_all_of_them(client):
    letters = {
        letter
        for title in Source.objects.public().values_list("title", flat=True)
        for letter in title
        if ord(letter) > 127 and letter.isalpha()
    }
    assert {*"üğپاکستان"} <= letters
    assert letters <= {*str(read_csv(body(client.get("/sources.csv"))))}
    assert letters <= {*str(read_xlsx(body(client.get("/sources.xlsx"))))}
    assert letters <= {*read_ndjson(body(client.get("/sources.ndjson"))).to_json(force_ascii=False)}
    assert letters <= {*str(read_atom(body(client.get("/sources.atom"))))}


def test_a_feed_of_figures_a_calendar_of_sources_and_their_references_are_whole(client):
    measured = Value.objects.filter(measure__isnull=False, statement__entry__status=Status.PUBLISHED)
    sentences = set(measured.values_list("statement__key", flat=True))
    assert measured.count() > len(sentences) > 0
    assert len({each.id for each in read_atom(body(client.get("/figures.atom"))).entries}) == measured.count()
    for form in FORMS:
        assert READERS[form](text(client.get(f"/figures.{form}"))).keys() == sentences
    days = {str(each["URL"]).partition(":8000")[2]: each for each in read_ics(body(client.get("/sources.ics")))}
    for source in Source.objects.public():
        each = days[source.get_absolute_url()]
        assert (each.name == "VEVENT") == bool(source.date)
        if source.date:
            assert source.date_earliest <= each.decoded("DTSTART") <= source.date_latest


def test_no_day_on_the_calendar_is_more_than_the_record_knows(client):
    found = {str(each["URL"]).partition(":8000")[2]: each for each in read_ics(body(client.get("/entries.ics")))}
    for entry in Entry.objects.published():
        each = found[entry.get_absolute_url()]
        if not entry.date:
            assert each.name == "VJOURNAL"
            continue
        assert entry.date_earliest <= each.decoded("DTSTART") <= entry.date_latest
        if not re.fullmatch(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?", entry.date):
            assert re.search("gives only the|approximate|uncertain|is open|not known", str(each["DESCRIPTION"]))
