"""Statements with their footnotes, the fact box, rivals."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.documents import document
from partnership.models import Entry
from partnership.queries.entries import for_document
from tests.documents.reading import fact, read
from tests.factories import citation, entry_record, measured, saved, source_record, statement, term_record, value


def test_it_names_every_part_that_readers_rely_on(study):
    found = read(saved(entry_record(source=study)))
    assert {
        *("id", "kind", "slug", "url", "title", "names", "summary", "type", "topics", "places", "status", "edition"),
        *("date", "grade", "facts", "actions", "relations", "statements", "rivals", "voices", "notes"),
        *("earlier", "later", "licence", "links"),
    } <= set(found)
    assert found["date"] == {"edtf": "", "earliest": None, "latest": None, "display": ""}
    assert found["links"]["self"] == f"http://127.0.0.1:8000{found['url']}"


def test_the_lead_comes_first_and_stands_in_no_voice(study):
    lead = statement("It was a success.", study, lead=True, voice="assessment")
    plain = statement("It took place.", study)
    found = read(saved(entry_record(statements=[plain, lead])))
    assert [each["id"] for each in found["statements"]] == [lead["key"], plain["key"]]
    assert [(each["voice"], each["statements"]) for each in found["voices"]] == [("fact", [plain["key"]])]
    assert found["voices"][0]["count"] == 1


def test_one_place_in_one_source_has_one_number(study):
    other = saved(source_record("Another"))
    first = statement("One.", lead=True, citations=[citation(study, part="P2"), citation(other)])
    second = statement("Two.", citations=[citation(study, part="P1"), citation(study, part="P2")])
    found = read(saved(entry_record(statements=[first, second])))
    numbers = [[each["number"] for each in each_statement["citations"]] for each_statement in found["statements"]]
    assert numbers == [[1, 2], [3, 1]]
    assert [(each["number"], each["label"]) for each in found["notes"]] == [(1, "¶ 2"), (2, "¶ 1"), (3, "¶ 1")]
    assert [[note["number"] for note in each["notes"]] for each in found["references"]] == [[1, 3], [2]]


def test_who_judges_stands_above_a_judgement_and_a_fact_needs_nobody(study):
    claimant = saved(entry_record("institution", "The Institute", study))
    said = [
        statement("It happened.", study, lead=True),
        statement("It was good.", study, voice="assessment", claimant=claimant.key),
        statement("It will go on.", study, voice="forecast"),
        statement("It was claimed.", study, claimant=claimant.key),
    ]
    by_text = {each["text"]: each["attribution"] for each in read(saved(entry_record(statements=said)))["statements"]}
    assert by_text["It happened."] is None
    assert by_text["It was good."] == {
        "before": "",
        "name": "The Institute",
        "url": claimant.get_absolute_url(),
        "after": "judged",
    }
    assert (by_text["It will go on."]["name"], by_text["It will go on."]["after"]) == ("Author", "expected")
    assert by_text["It was claimed."]["before"] == "According to"


def test_a_fact_names_its_statement_and_its_number(study):
    dated = statement("It was in June.", study, lead=True, values=[value("date", "2003-06")])
    found = fact(read(saved(entry_record(date="2003-06", statements=[dated]))), "date")
    assert (found["display"], found["sourced"], found["statements"], found["notes"]) == (
        "June 2003",
        True,
        [dated["key"]],
        [1],
    )


def test_what_no_statement_establishes_has_no_source(study):
    found = read(saved(entry_record(source=study, date="2003")))
    assert (fact(found, "date")["display"], fact(found, "date")["sourced"]) == ("2003", False)
    assert (fact(found, "place")["display"], fact(found, "place")["sourced"]) == ("no source", False)


def test_a_sentence_that_nothing_supports_is_no_source_for_a_value(study):
    uncited = statement("It was in 2003.", lead=True, values=[value("date", "2003")])
    found = read(saved(entry_record(date="2003", status="draft", statements=[uncited])), audience="editor")
    assert (fact(found, "date")["statements"], fact(found, "date")["sourced"]) == ([uncited["key"]], False)


def test_several_places_are_no_disagreement_and_each_has_its_own_number(study):
    said = [
        statement("In the north.", study, lead=True, values=[value("place", "XA-CAP")]),
        statement("In the south.", citations=[citation(study, part="P2")], values=[value("place", "XB")]),
    ]
    found = fact(read(saved(entry_record(places=["XA-CAP", "XB"], statements=said))), "place")
    assert not found["conflict"]
    assert [(each["display"], each["notes"]) for each in found["each"]] == [("Northtown", [1]), ("Southland", [2])]


def test_sources_that_differ_are_shown_with_the_choice_and_its_reason(study):
    said = [
        statement(
            "On the 14th.",
            study,
            lead=True,
            rank="preferred",
            rank_reason="Seen in the text.",
            values=[value("date", "2003-06-14")],
        ),
        statement("In 2003.", study, values=[value("date", "2003")]),
        statement("In 2004.", study, values=[value("date", "2004")]),
    ]
    found = read(saved(entry_record(date="2003-06-14", statements=said)))
    assert fact(found, "date")["conflict"]
    (rival,) = found["rivals"]
    assert rival["settled"]
    shown = [(each["display"], each["preferred"], each["agrees"]) for each in rival["options"]]
    assert shown == [("14 June 2003", True, False), ("2003", False, True), ("2004", False, False)]
    assert rival["options"][0]["reason"] == "Seen in the text."
    assert rival["options"][0]["says"] == [{"source": "Author, 2021", "number": 1}]


@pytest.mark.parametrize(
    ("given", "display"),
    [
        (measured("units-ordered", "1500", unit="piece", approximate=True), "c. 1,500 Piece"),
        (measured("units-ordered", "3", unit="rank"), "3rd"),
        (measured("units-ordered", "12", unit="rank"), "12th"),
        (measured("units-ordered", "112", unit="dollars"), "US$ 112 million"),
        (measured("units-ordered", low="10", high="12.5", unit="piece"), "10–12.5 Piece"),
        (measured("units-ordered", low="1000"), "at least 1,000"),
        (measured("units-ordered", high="1000"), "at most 1,000"),
    ],
)
def test_a_measured_value_reads_with_its_unit(study, given, display):
    saved(term_record("unit", "rank", label="rank"), term_record("unit", "dollars", label="US$ million"))
    found = read(saved(entry_record(statements=[statement("So many.", study, lead=True, values=[given])])))
    assert fact(found, "units-ordered")["display"] == display


def test_an_expectation_is_no_fact(study):
    said = [
        statement("It is on record.", study, lead=True),
        statement("There will be ten.", study, voice="forecast", values=[measured("units-ordered", "10")]),
    ]
    found = read(saved(entry_record(statements=said)))
    assert "units-ordered" not in [each["field"] for each in found["facts"]]


def test_a_fact_that_a_source_disputes_says_so_and_the_entry_counts_as_one_where_sources_differ(study):
    other = saved(source_record("Another study"))
    said = statement("It ended in 1955.", study, lead=True, values=[value("date", "1955")])
    said["citations"].append(citation(other, stance="disputes", note="gives five years"))
    entry = saved(entry_record(title="Talks", statements=[said]))
    assert entry.in_conflict
    found = read(entry)
    [date] = [fact for fact in found["facts"] if fact["field"] == "date"]
    assert [each["disputed"] for each in date["each"]] == [True]
    [disputed] = found["disputed"]
    assert (disputed["text"], [each["note"] for each in disputed["by"]]) == ("It ended in 1955.", ["gives five years"])


def test_a_longer_period_does_not_agree_with_the_one_that_stands(study):
    def agreeing(other: str) -> bool:
        rows = [
            statement("It ran in 1948.", study, lead=True, values=[value("date", "1948-02-03")], rank="preferred",
                      rank_reason="Exact."),
            statement("It ran otherwise.", study, values=[value("date", other)]),
        ]  # fmt: skip
        [rival] = read(saved(entry_record(title="Run", statements=rows)))["rivals"]
        return rival["options"][1]["agrees"]

    assert agreeing("1948")
    assert not agreeing("1947/1949")
    assert not agreeing("1947/..")


def test_places_that_were_read_with_the_entry_are_not_looked_up_again(study):
    """Another account of where it was names one that was not."""
    said = [
        statement("In the north.", study, lead=True, values=[value("place", "XA-CAP")]),
        statement("In the south.", study, values=[value("place", "XB")], rank="deprecated", rank_reason="A slip."),
    ]
    held = saved(entry_record(places=["XA-CAP"], statements=said))
    of_places = []
    for statements in (said[:1], said):
        entry = for_document(Entry.objects.all()).get(pk=held.pk)
        kept = [each for each in entry.statements.all() if each.key in {one["key"] for one in statements}]
        entry._prefetched_objects_cache["statements"]._result_cache[:] = kept
        with CaptureQueriesContext(connection) as asked:
            found = document(entry)
        of_places.append(sum('FROM "partnership_place"' in each["sql"] for each in asked))
        shown = [each["display"] for one in found["statements"] for each in one["values"]]
        assert shown == ["Northtown", "Southland"][: len(statements)]
    assert of_places == [0, 1]
