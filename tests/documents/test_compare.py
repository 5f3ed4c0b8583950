"""Entries side by side: what stands in a row, what is the same, and where it is from."""

from partnership.documents import comparison
from partnership.documents.compare import beside
from partnership.models import Entry
from partnership.queries.compare import named
from partnership.queries.entries import for_document
from tests.documents.reading import read
from tests.factories import (
    action,
    citation,
    entry_record,
    measured,
    relation,
    saved,
    source_record,
    statement,
    term_record,
    value,
)
from tests.kept import kept


def compared(*entries: Entry) -> dict:
    return comparison([for_document(Entry.objects.all()).get(pk=each.pk) for each in entries])


def row(found: dict, section: str, name: str, as_of: str = "") -> dict:
    rows = next(each["rows"] for each in found["sections"] if each["name"] == section)
    return next(each for each in rows if each["name"] == name and each["as_of"]["edtf"] == as_of)


def shown(of_row: dict) -> list[list[str]]:
    return [[each["display"] for each in cell["items"]] for cell in of_row["cells"]]


@kept
def paper(study):
    return saved(source_record("A paper", slug="paper", tier="primary"))


@kept
def firms(study):
    return [saved(entry_record("institution", f"Firm {each}", study, slug=f"firm-{each}")) for each in range(3)]


def deal(title: str, said: list[dict], **columns) -> Entry:
    return saved(entry_record("agreement", title, statements=said, **columns))


@kept
def deals(study, paper, firms):
    """Two agreements: one from a study at two places and a paper, the other from the study alone."""
    first = [
        statement("The first deal.", paper, lead=True, values=[value("date", "2001-02-03"), value("country", "XA")]),
        statement("It was in 2002.", study, values=[value("date", "2002")]),
        statement("Five were ordered.", study, values=[measured("units-ordered", "5", unit="piece", as_of="2001")]),
    ]
    first[0]["rank"], first[0]["rank_reason"] = "preferred", "Seen."
    second = [
        statement("The second deal.", study, lead=True, values=[value("date", "2004"), value("country", "XA")]),
        statement("Six were ordered.", values=[measured("units-ordered", "6", unit="piece", as_of="2001")]),
        statement("Then seven.", values=[measured("units-ordered", "7", unit="piece", as_of="2003")]),
    ]
    second[1]["citations"] = [citation(study, part="P2")]
    second[2]["citations"] = [citation(study, part="P2"), citation(paper, stance="disputes")]
    common = {"type": "treaty", "country": "XA"}
    return (
        deal(
            "First", first, slug="first", date="2001-02-03", topics=["trade", "defence"],
            relations=[relation("signatory", firms[0], first[0]), relation("signatory", firms[1], first[0])],
            actions=[action("signature", first[0], party=firms[0].key, date="2001-02-03")], **common,
        ),
        deal(
            "Second", second, slug="second", date="2004", topics=["defence"],
            names=[{"text": "معاہدہ", "language": "ur", "kind": "official", "statement": second[0]["key"]}],
            relations=[relation("signatory", firms[2], second[0]), relation("signatory", firms[1], second[0])],
            actions=[action("signature", second[0]), action("termination", second[0], date="2010")], **common,
        ),
    )  # fmt: skip


def test_a_row_stands_for_one_fact_of_every_column(deals):
    found = compared(*deals)
    assert [each["slug"] for each in found["entries"]] == ["first", "second"]
    assert shown(row(found, "short", "lead")) == [["The first deal."], ["The second deal."]]
    assert shown(row(found, "short", "date")) == [["3 February 2001"], ["2004"]]
    assert shown(row(found, "short", "names")) == [[], ["معاہدہ"]]
    assert shown(row(found, "measures", "units-ordered", "2001")) == [["5 Piece"], ["6 Piece"]]
    assert shown(row(found, "measures", "units-ordered", "2003")) == [[], ["7 Piece"]]
    assert shown(row(found, "steps", "signature")) == [["3 February 2001"], ["no date"]]
    assert shown(row(found, "steps", "termination")) == [[], ["2010"]]
    assert shown(row(found, "steps", "stage")) == [["Signed"], ["Terminated"]]
    assert shown(row(found, "evidence", "statements")) == [["3"], ["3"]]
    assert shown(row(found, "evidence", "sources")) == [["2"], ["2"]]


def test_what_the_columns_share_is_told_from_what_differs_and_stands_first(deals):
    found = compared(*deals)
    assert row(found, "short", "country")["same"]
    assert row(found, "short", "type")["same"]
    assert not row(found, "short", "date")["same"]
    assert not row(found, "short", "names")["same"]
    signed = row(found, "parties", "signatory")
    assert not signed["same"]
    assert shown(signed) == [["Firm 1", "Firm 0"], ["Firm 1", "Firm 2"]]
    assert [[each["shared"] for each in cell["items"]] for cell in signed["cells"]] == [[True, False]] * 2
    assert shown(row(found, "short", "topics")) == [["Defence", "Trade"], ["Defence"]]


def test_the_same_values_in_another_order_are_the_same(study, firms):
    rows = []
    for title, order in (("One", (0, 1)), ("Two", (1, 0))):
        said = statement("It was signed.", study, lead=True)
        rows.append(deal(title, [said], relations=[relation("signatory", firms[each], said) for each in order]))
    signed = row(compared(*rows), "parties", "signatory")
    assert signed["same"]
    assert shown(signed) == [["Firm 0", "Firm 1"]] * 2


def test_one_place_in_one_source_has_one_number_in_every_column(deals):
    found = compared(*deals)
    lead = row(found, "short", "lead")
    assert [each["items"][0]["notes"] for each in lead["cells"]] == [[1], [2]]
    assert row(found, "short", "country")["cells"][1]["items"][0]["notes"] == [2]
    ordered = row(found, "measures", "units-ordered", "2001")
    assert [each["items"][0]["notes"] for each in ordered["cells"]] == [[2], [3]]
    assert [(each["slug"], [note["number"] for note in each["notes"]]) for each in found["references"]] == [
        ("paper", [1]),
        ("study", [2, 3]),
    ]


def numbers(found) -> set[int]:
    """Every number that is shown anywhere in the columns."""
    cells = [cell for part in found["sections"] for each in part["rows"] for cell in each["cells"]]
    shown = {number for cell in cells for item in cell["items"] for number in item["notes"]}
    options = [option for cell in cells if cell["rival"] for option in cell["rival"]["options"]]
    return shown | {number for option in options for number in option["notes"]}


def test_every_number_leads_to_a_reference_and_every_reference_is_led_to(deals):
    found = compared(*deals)
    assert numbers(found) == {note["number"] for each in found["references"] for note in each["notes"]}
    assert len(numbers(found)) == 3


def test_rival_values_stand_by_the_fact_as_on_the_page(deals):
    found = compared(*deals)
    cells = row(found, "short", "date")["cells"]
    own = read(deals[0])["rivals"][0]
    assert [each["display"] for each in cells[0]["rival"]["options"]] == [each["display"] for each in own["options"]]
    assert [(each["preferred"], each["notes"]) for each in cells[0]["rival"]["options"]] == [(True, [1]), (False, [2])]
    assert cells[1]["rival"] is None
    assert shown(row(found, "evidence", "differing")) == [["Signed"], []]


def test_a_grade_is_that_of_the_best_sentence_and_a_cell_has_that_of_its_weakest_item(study, paper, firms):
    strong, alone = statement("It was signed.", paper, lead=True), statement("Another signed.", study)
    relations = [relation("signatory", firms[0], strong, alone), relation("signatory", firms[1], alone)]
    one = deal("One", [strong, alone], relations=relations)
    said = statement("It was.", study, lead=True)
    other = deal("Other", [said], relations=[relation("signatory", firms[0], said)])
    cell = row(compared(one, other), "parties", "signatory")["cells"][0]
    assert [each["grade"] for each in cell["items"]] == ["well-sourced", "single-source"]
    assert cell["grade"] == "single-source"


def test_what_another_page_says_has_no_number_but_an_address_and_a_grade(study, firms):
    there = firms[0].statements.get()
    lead = statement("It was signed.", study, lead=True)
    one = deal("One", [lead], relations=[relation("signatory", firms[0], there.key)])
    other = deal("Two", [statement("So was this.", study, lead=True)])
    item = row(compared(one, other), "parties", "signatory")["cells"][0]["items"][0]
    assert (item["notes"], item["elsewhere"]) == ([], [f"/statements/{there.key}/"])
    assert item["grade"] == "single-source"


def test_a_disputed_sentence_is_marked(deals):
    found = compared(*deals)
    assert row(found, "measures", "units-ordered", "2003")["cells"][1]["items"][0]["disputed"]
    assert shown(row(found, "evidence", "disputed")) == [[], ["Then seven."]]


def test_what_is_not_sourced_says_so(study):
    one = saved(entry_record("event", "One", study, date="2001"))
    found = row(compared(one, saved(entry_record("event", "Two", study))), "short", "date")["cells"]
    assert (found[0]["items"][0]["grade"], found[0]["grade"], found[1]["items"]) == ("unsourced", "unsourced", [])


def test_a_measure_may_have_the_name_of_a_column(study):
    saved(term_record("measure", "duration", label="Days in force"))
    said = statement("It held for nine days.", study, lead=True, values=[measured("duration", "9")])
    found = compared(deal("One", [said]), deal("Two", [statement("It was.", study, lead=True)]))
    assert shown(row(found, "measures", "duration")) == [["9"], []]


def test_a_relation_to_a_draft_stands_in_no_column(study, firms):
    draft = saved(entry_record("institution", "Hidden", study, status="draft"))
    said = statement("It was signed.", study, lead=True)
    one = deal("One", [said], relations=[relation("signatory", draft, said)], actions=[action("signature", said)])
    found = compared(one, deal("Two", [statement("It was.", study, lead=True)]))
    assert "Hidden" not in str(found)
    assert [each["name"] for each in found["sections"]] == ["short", "steps", "evidence"]


def test_a_word_names_an_entry_by_slug_key_or_an_older_slug(study):
    one = saved(entry_record("event", "One", study, slug="one", redirects=[{"slug": "uno"}]))
    two = saved(entry_record("event", "Two", study, slug=one.key))
    assert named(["one", "uno", one.key, "nothing"]) == [one, one, two, None]


def test_entries_of_the_same_type_near_in_time_come_first_among_those_to_compare_with(study):
    events = [
        saved(entry_record("event", str(year), study, slug=f"y{year}", date=str(year), type=kind))
        for year, kind in ((2000, "visit"), (2004, "visit"), (2005, "visit"), (2006, "meeting"), (2009, "visit"))
    ]
    saved(entry_record("event", "2005 too", study, date="2005", type="visit", status="draft"))
    assert [each["title"] for each in beside(events[2], read(events[2]))["with"]] == ["2004", "2009", "2000"]
