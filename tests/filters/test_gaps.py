"""What the evidence lacks: the report, the lists behind its figures, and the rules."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from partnership import listings
from partnership.documents import report_document
from partnership.models import Entry, Source
from partnership.queries import evidence, reports
from tests.factories import citation, entry_record, saved, source_record, statement, value
from tests.filters.asking import refused, titles
from tests.kept import kept

TODAY = dt.date(2024, 2, 29)


def of_sources(query: str) -> list[str]:
    found = listings.of_sources(QueryDict(query), "/sources/", today=TODAY)
    assert len(found["results"]) == found["count"]
    return sorted(each["title"] for each in found["results"])


def reported() -> dict:
    asked = evidence.Asked(TODAY)
    return report_document(reports.public_report(asked))


def said_by(source, text: str = "It is.", **columns) -> list[dict]:
    return [statement(text, source, lead=True, **columns)]


@kept
def lacking(study):
    """One entry for each gap, named after it, and one that lacks nothing."""
    text = saved(source_record("Text", tier="primary"))
    weak = saved(source_record("Weak", weak=True, tier="primary"))
    dated = [value("date", "2003")]
    saved(
        entry_record("institution", "Sound", statements=said_by(text)),
        entry_record("institution", "Unsourced field", statements=said_by(text), country="XA", website="https://a.org"),
        entry_record("institution", "Single source", statements=[*said_by(text), statement("So.", study)]),
        entry_record("institution", "Weak source", statements=[*said_by(text), statement("So.", weak)]),
        entry_record("institution", "No strong source", statements=said_by(weak)),
        entry_record("event", "Undated", statements=said_by(text)),
        entry_record("event", "Dated", date="2003", statements=said_by(text, values=dated)),
        entry_record(
            "institution",
            "Undated claim",
            statements=[
                *said_by(text),
                statement("It is good.", text, voice="assessment"),
                statement("It will be.", text, voice="forecast", date="2003"),
            ],
        ),
        entry_record(
            "event",
            "Conflict",
            date="2003",
            statements=[
                *said_by(text, values=dated, rank="preferred", rank_reason="Seen."),
                statement("In 2004.", text, values=[value("date", "2004")]),
            ],
        ),
        entry_record(
            "institution",
            "Not relied on",
            statements=[
                *said_by(text),
                *(
                    statement(f"No {each}.", source, voice="forecast", rank="deprecated", rank_reason="Wrong.")
                    for each, source in enumerate((study, weak))
                ),
            ],
        ),
        entry_record("event", "Draft", status="draft", statements=said_by(weak), country="XA"),
    )


@pytest.mark.parametrize(
    ("gap", "found"),
    [
        ("gap=unsourced-field", ["Unsourced field"]),
        ("gap=single-source", ["Single source"]),
        ("gap=weak-source", ["No strong source", "Weak source"]),
        ("gap=no-strong-source", ["No strong source"]),
        ("gap=undated", ["Undated"]),
        ("gap=undated-claim", ["Undated claim"]),
        ("conflict=yes", ["Conflict"]),
        ("gap=undated&gap=single-source", ["Single source", "Undated"]),
        ("gap=weak-source&evidence=well-sourced", []),
    ],
)
def test_a_gap_finds_what_lacks_just_this(lacking, gap, found):
    assert sorted(titles(gap)) == found


def test_every_figure_is_the_count_of_the_list_that_it_leads_to(lacking, study):
    found = reported()
    figures = {(each["of"], each["gap"]): each for each in found["gaps"]}
    assert len(figures) == len(evidence.OF_ENTRIES) + len(evidence.OF_SOURCES)
    for (of, gap), each in figures.items():
        path, query = urlsplit(each["url"]).path, QueryDict(urlsplit(each["url"]).query)
        if of == "entries":
            listed = listings.of_entries(Entry.objects.published(), query, path)
        else:
            listed = listings.of_sources(query, path, today=TODAY)
        assert (listed["count"], listed["total"]) == (each["count"], each["total"]), gap
    for each in found["grades"]:
        query = QueryDict(urlsplit(each["url"]).query)
        assert listings.of_entries(Entry.objects.published(), query, "/entries/")["count"] == each["entries"]
    assert {gap: each["inside"] and each["inside"]["count"] for (_, gap), each in figures.items()} == {
        **dict.fromkeys(("no-strong-source", "conflict", "undated", "no-address", "no-copy", "stale")),
        "unsourced-field": 2,
        "single-source": 1,
        "weak-source": 2,
        "undated-claim": 1,
        "untaken-part": 3,
    }
    assert [(each["title"], each["values"]) for each in found["unsourced"]] == [("Unsourced field", 2)]
    assert (found["entries"], found["statements"], found["sources"]) == (10, 15, 3)


def test_what_the_facet_of_gaps_counts_is_what_its_links_find(lacking):
    found = listings.of_entries(Entry.objects.published(), QueryDict("gap=undated"), "/entries/")
    values = found["facets"]["gap"]
    assert {each["value"] for each in values} == set(evidence.OF_ENTRIES) - {"conflict"}
    for each in values:
        assert len(titles(f"gap={each['value']}")) == each["count"], each["value"]
    assert "gap" not in listings.of_entries(Entry.objects.published(), QueryDict(""), "/entries/")["facets"]
    for each in listings.of_sources(QueryDict(""), "/sources/", today=TODAY)["facets"]["gap"]:
        assert len(of_sources(f"gap={each['value']}")) == each["count"], each["value"]


def test_sources_without_address_copy_reading_or_use(study):
    archived = [{"address": "https://example.net/a", "kind": "archive", "archived_at": "2021"}]
    sources = {
        "Kept": {
            "address": "https://example.org/a",
            "copies": archived,
            "accessed": "2023",
            "parts": [{"label": "P1"}],
        },
        "Lost": {"copies": [{"address": "https://example.net/b", "kind": "mirror"}], "accessed": "2023"},
    }
    rows = [saved(source_record(title, **columns)) for title, columns in sources.items()]
    saved(entry_record(statements=[statement("It is.", *rows, lead=True)]))
    assert of_sources("gap=no-address") == ["Lost"]
    assert of_sources("gap=no-copy") == ["Lost"]
    assert of_sources("gap=untaken-part") == ["Lost"]
    saved(entry_record("event", status="draft", statements=[statement("S.", citations=[citation(rows[1], part="P2")])]))
    assert of_sources("gap=untaken-part") == ["Lost"]


@pytest.mark.parametrize(
    ("accessed", "checked", "stale"),
    [
        ("", [], True),
        ("2022-02-27", [], True),
        ("2022-02-28", [], False),
        ("2022", [], True),
        ("2023-01~", [], False),
        ("2010", ["2024-01"], False),
        ("2010", ["", "2011-05-06"], True),
        ("", ["2023-05-06"], False),
    ],
)
def test_a_source_is_stale_two_years_after_it_or_a_copy_was_looked_at(study, accessed, checked, stale):
    copies = [
        {"address": f"https://example.net/{number}", "kind": "archive", "checked_at": day}
        for number, day in enumerate(checked)
    ]
    source = saved(source_record("Read", accessed=accessed, copies=copies))
    saved(entry_record(source=source))
    assert of_sources("gap=stale") == (["Read"] if stale else [])


def test_what_is_no_gap_is_refused_with_those_that_are(study):
    for query in ("gap=unknown", "gap=stale", "gap=conflict", "conflict=no", "conflict=1"):
        error = refused(query)
        assert error.parameter == query.partition("=")[0]
    assert "single-source" in refused("gap=unknown").expected
    assert "yes" in refused("conflict=no").expected


def test_the_report_is_what_the_database_would_count(lacking):
    asked = evidence.Asked(TODAY)
    counted = reports.report(Entry.objects.published(), Source.objects.public(), asked)
    assert reported() == report_document(counted)


def test_the_report_goes_with_what_was_written(client, study):
    saved(entry_record("event", "One", source=study))
    first = client.get("/evidence.json").json()
    assert client.get("/evidence.json").json() == first
    saved(entry_record("event", "Two", source=study))
    assert client.get("/evidence.json").json()["entries"] == first["entries"] + 1


def test_the_report_names_those_with_the_most_values_without_a_source(study):
    shown = {"country": "XA", "website": "https://a.org"}
    one = [saved(entry_record("institution", f"One {each}", source=study, country="XA")) for each in range(12)]
    two = saved(entry_record("institution", "Two", source=study, **shown))
    named = reports.public_report(evidence.Asked(TODAY)).unsourced
    assert named == [two, *sorted(one, key=lambda each: each.title)[:9]]
