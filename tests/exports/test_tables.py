"""Tables as CSV and XLSX: cell by cell what the documents say, and safe in a spreadsheet."""

import re
from io import BytesIO

import openpyxl
import pandas
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnership.actions import withdraw
from partnership.documents import document, figure, line, source_line
from partnership.exports import About, delimited, spreadsheet, tables
from partnership.exports.tables import Table
from partnership.models import Citation, Entry, Revision, Source
from partnership.queries import entries, figures, sources
from partnership.vocabulary import Status
from tests.exports.shelf import FORMULAS, TURKISH, URDU
from tests.exports.tables import body, read_csv, read_xlsx
from tests.factories import entry_record, relation, saved, statement
from tests.strategies import MANY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
SITE = "http://127.0.0.1:8000"
ABOUT = About("x", "X", "/x/", revision=Revision(number=1))


def csv_rows(client, path: str) -> list[dict[str, str]]:
    return read_csv(body(client.get(path)))[1]


def xlsx(client, path: str):
    return read_xlsx(body(client.get(path)))


def bare(cell: str) -> str:
    """Without the apostrophe that a text which looks like a formula gets."""
    return cell[1:] if cell.startswith("'") and delimited.safe([cell[1:]]) == [cell] else cell


def joined(values) -> str:
    return " | ".join(dict.fromkeys(values))


def entry_cells(entry: Entry) -> dict[str, str]:
    """What the entry's own document, and its line in a list, say of it."""
    found, listed = document(entry), line(entries.for_lines(Entry.objects.all()).get(pk=entry.pk))
    date = found["date"]
    assert {name: found[name] for name in ("id", "title", "topics", "places", "grade", "changed")} == {
        name: listed[name] for name in ("id", "title", "topics", "places", "grade", "changed")
    }
    return {
        "id": found["id"], "kind": found["kind"], "type": (found["type"] or {"label": ""})["label"],
        "title": found["title"], "summary": found["summary"], "date": date["edtf"], "earliest": date["earliest"] or "",
        "latest": date["latest"] or "", "date_in_words": date["display"],
        "country": (found["country"] or {"name": ""})["name"],
        "category": (found["category"] or {"label": ""})["label"],
        "topics": joined(each["label"] for each in found["topics"]),
        "places": joined(each["name"] for each in found["places"]), "parties": joined(listed["parties"]),
        "grade": found["grade"], "in_conflict": str(found["in_conflict"]).lower(), "changed": found["changed"],
        "url": f"{SITE}{found['url']}", "sources": joined(each["title"] for each in found["references"]),
        "source_urls": joined(f"{SITE}{each['url']}" for each in found["references"]),
    }  # fmt: skip


def test_every_cell_of_an_entry_is_what_its_document_says(client):
    rows = csv_rows(client, "/entries.csv?sort=title")
    listed = list(entries.for_document(Entry.objects.published()).order_by(*entries.ORDERS["title"]))
    assert [{name: bare(cell) for name, cell in row.items()} for row in rows] == [*map(entry_cells, listed)]
    assert {row["type"] for row in rows} == {"", "Treaty"}
    assert {row["parties"] for row in rows} == {"", TURKISH}


def test_every_cell_of_a_source_and_of_a_figure_is_what_the_page_says(client):
    rows = {row["id"]: row for row in csv_rows(client, "/sources.csv")}
    for each in map(source_line, sources.public()):
        row = rows.pop(each["id"])
        assert bare(row["title"]) == each["title"]
        assert (row["sentences"], row["weak"]) == (str(each["taken"]), str(each["weak"]).lower())
        assert (row["date"], row["date_in_words"]) == (each["date"]["edtf"], each["date"]["display"])
        assert (row["address"], row["url"]) == (each["address"], f"{SITE}{each['url']}")
        assert row["authors"] == "Author, Ada"
    assert rows == {}
    values = figures.for_rows(figures.public()).order_by(*figures.SORTS["title"][1])
    found = [*map(figure, values)]
    rows = csv_rows(client, "/figures.csv?sort=title")
    assert [(row["statement"], bare(row["in_words"]), row["value"], row["low"], row["high"]) for row in rows] == [
        (each["statement"]["id"], each["display"], each["value"], each["low"] or "", each["high"] or "")
        for each in found
    ]
    assert [(row["unit"], row["approximate"], bare(row["entry"])) for row in rows] == [
        (each["unit"]["label"], str(each["approximate"]).lower(), each["entry"]["title"]) for each in found
    ]


def test_the_workbook_has_the_same_cells_and_real_numbers_and_truths(client):
    rows, sheet = csv_rows(client, "/entries.csv"), xlsx(client, "/entries.xlsx")["Entries"]
    assert [{name: bare(cell) for name, cell in row.items() if name != "in_conflict"} for row in rows] == [
        {name: cell for name, cell in row.items() if name != "in_conflict"} for row in sheet
    ]
    assert {row["in_conflict"] for row in sheet} == {True, False}
    numbers = {row["value"] for row in xlsx(client, "/figures.xlsx")["Figures"]}
    assert numbers == {"", 0, 5, *(-number for number in range(1, 8))}
    assert {2.5, 1} <= {row[name] for row in xlsx(client, "/figures.xlsx")["Figures"] for name in ("low", "high")}


def test_a_row_of_evidence_for_each_public_citation(client):
    sheet = xlsx(client, "/entries.xlsx")["Evidence"]
    public = Citation.objects.filter(statement__entry__status=Status.PUBLISHED)
    assert {row["citation"] for row in sheet} == set(public.values_list("key", flat=True))
    assert len(sheet) == public.count()
    of = {each.key: each for each in public.select_related("statement__entry", "source", "part")}
    for row in sheet:
        each = of[row["citation"]]
        where = ", ".join(filter(None, ["¶ 1" if each.part else "", each.locator]))
        assert (row["entry"], row["statement"], row["sentence"]) == (
            each.statement.entry.key, each.statement.key, each.statement.text,
        )  # fmt: skip
        assert (row["voice"], row["grade"], row["stance"]) == (each.statement.voice, each.statement.grade, each.stance)
        assert (row["source"], row["source_address"]) == (each.source.title, each.source.address)
        assert (row["locator"], row["quotation"], row["note"]) == (where, each.quote, each.note)


def test_evidence_follows_the_filter(client):
    book = xlsx(client, "/events.xlsx?topic=trade")
    assert {row["entry"] for row in book["Evidence"]} == {row["id"] for row in book["Entries"]} != set()


@pytest.mark.parametrize("path", ["/entries", "/figures", "/agreements"])
def test_no_text_is_a_formula_for_a_spreadsheet_and_numbers_below_nought_stay_numbers(client, path):
    for row in csv_rows(client, f"{path}.csv"):
        for name, cell in row.items():
            if name not in ("value", "low", "high"):
                assert not re.match(r"[\s\u00a0\u200b\u2060]*[=+\-@＝]", cell), (name, cell)
    book = openpyxl.load_workbook(BytesIO(body(client.get(f"{path}.xlsx"))))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "inlineStr"}
    assert not [cell for cell in cells if cell.hyperlink]
    titles = {cell.value for cell in cells}
    assert {*FORMULAS} <= titles


@given(cell=st.text(st.sampled_from([*"=+-@a1 \t\r\n'\"", "\ufeff", "\u00a0", "\u200f", "＝"]), max_size=5))
@example(cell="\ufeff=1")
@example(cell="\t1")
@example(cell="'=1")
@MANY
def test_whatever_looks_like_a_formula_is_marked_and_nothing_else_is_changed(cell):
    [found] = delimited.safe([cell])
    plain = re.sub(r"[\s\ufeff\u200f]", "", cell)
    suspect = plain[:1] in {*"=+-@＝"} - {""} or cell[:1] in {*"\t\r\n"} - {""}
    assert found == (f"'{cell}" if suspect and cell else cell)


def test_pandas_reads_it_as_the_page_says_it_should(client):
    found = pandas.read_csv(BytesIO(body(client.get("/entries.csv"))), skiprows=delimited.HEAD)
    assert len(found) == client.get("/entries.json").json()["count"]
    assert list(found.columns) == list(tables.ENTRIES.columns)
    assert found["in_conflict"].dtype == bool
    assert TURKISH in set(found["title"])
    assert URDU in " ".join(found["sources"])
    values = pandas.read_csv(BytesIO(body(client.get("/figures.csv"))), skiprows=delimited.HEAD)
    assert (values["value"].min(), values["high"].max()) == (-7, 2.5)


def test_the_head_says_what_it_is_in_as_many_lines_as_ever(client, settings):
    head, rows = read_csv(body(client.get("/events.csv?topic=trade&q=days&from=2003")))
    assert [row["title"] for row in rows] == ["Days"]
    assert head[0] == "# What: Dost: Events"
    assert head[1] == f"# Address: {SITE}/events/?from=2003&q=days&topic=trade"
    assert head[2] == "# Filters: Words: “days” · Topic: Trade · From 2003"
    assert head[3] == "# Order: Newest first (its page shows the best first)"
    assert re.fullmatch(r"# Taken: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00 from revision \d+ of \d+ \w+ \d{4}", head[4])
    assert settings.SITE["content_licence"]["url"] in head[5]
    assert f"{SITE}/events/?from=2003&q=days&topic=trade" in head[6]


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("/entries.csv", "Newest first"),
        ("/entries.csv?sort=title&q=days", "By title"),
        ("/entries.csv?sort=relevance&q=days", "Newest first (its page shows the best first)"),
        ("/agreements/tracker.csv?sort=date", "Oldest first"),
        ("/sources.csv?q=paper", "By title (its page shows the best first)"),
        ("/figures.csv", "By measure"),
        ("/figures.csv?q=day&sort=-date", "Newest first"),
    ],
)
def test_the_head_and_the_workbook_say_in_which_order_the_rows_are(client, query, order):
    assert read_csv(body(client.get(query)))[0][3] == f"# Order: {order}"
    book = xlsx(client, query.replace(".csv", ".xlsx"))
    assert {"label": "Order", "text": order} in book["About"]


def test_quotation_marks_in_the_head_are_typographic(client):
    head, _ = read_csv(body(client.get("/events.csv", {"q": 'a "b c" -"d'})))
    assert "“b c”" in head[2]
    assert "”d" in head[2]
    assert '"' not in "".join(head)


@pytest.mark.parametrize("words", ['"', "a,=1+1", "a;=1", "\t=1", "a\u2028b", "'", '"""', "a|b", "\ufeff"])
def test_nothing_that_is_asked_for_breaks_the_head_or_begins_a_cell(client, words):
    answer = client.get("/entries.csv", {"q": words})
    head, _ = read_csv(body(answer))
    assert not re.search(r'[",;|\t]', "".join(head))
    found = pandas.read_csv(BytesIO(body(answer)), skiprows=delimited.HEAD)
    assert list(found.columns) == list(tables.ENTRIES.columns)
    assert [row["text"] for row in xlsx(client, "/entries.xlsx?topic=trade")["About"]][1].endswith("?topic=trade")


def test_the_workbook_explains_itself_and_every_column(client):
    for path, shown in {
        "/entries.xlsx?topic=trade": (tables.ENTRIES, tables.EVIDENCE),
        "/sources.xlsx": (tables.SOURCES,),
        "/figures.xlsx": (tables.FIGURES,),
    }.items():
        book = xlsx(client, path)
        assert [*book] == [*(table.name for table in shown), "About"]
        said = {row["label"]: row["text"] for row in book["About"]}
        assert said["Filters"] == ("Topic: Trade" if "topic" in path else "none")
        assert {"What", "Address", "Taken", "Licence", "Cite as"} <= set(said)
        for table in shown:
            assert all(table.columns.values())
            assert set(table.columns) <= set(said)


def table_of(*cells) -> Table:
    return Table("T", {f"c{number}": "m" for number, _ in enumerate(cells)}, lambda: lambda ids: [cells for _ in ids])


def test_a_full_sheet_is_followed_by_another(monkeypatch):
    monkeypatch.setattr(spreadsheet, "LAST_ROW", 4)
    found = read_xlsx(b"".join(spreadsheet.written(ABOUT, table_of("a"), [[1, 2], [3, 4, 5, 6, 7]])))
    assert {name: len(rows) for name, rows in found.items() if name != "About"} == {"T": 3, "T 2": 3, "T 3": 1}


@pytest.mark.parametrize("letter", ["a", "🦉", "ی"])
def test_what_is_too_long_for_a_cell_ends_in_an_ellipsis(letter):
    book = b"".join(spreadsheet.written(ABOUT, table_of(letter * 40_000, "b"), [[1]]))
    [row] = read_xlsx(book)["T"]
    assert row["c0"].lstrip(letter) == "…"
    assert 32_765 <= len(row["c0"].encode("utf-16-le")) // 2 <= 32_767
    assert row["c1"] == "b"


@given(cells=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12), min_size=1))
@MANY
def test_any_text_comes_back_from_a_workbook_and_from_csv(cells):
    """Control characters never come so far; a workbook writes them by their number."""
    table = table_of(*cells)
    written = "".join(delimited.written(ABOUT, table, [[1]])).encode()
    assert [bare(cell) for cell in read_csv(written)[1][0].values()] == cells
    plain = [re.sub(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_", "", cell) for cell in cells]
    table = table_of(*plain)
    sheet = openpyxl.load_workbook(BytesIO(b"".join(spreadsheet.written(ABOUT, table, [[1]]))))["T"]
    assert [sheet.cell(2, place).value or "" for place in range(1, len(plain) + 1)] == plain


def test_a_number_that_a_spreadsheet_would_round_stays_text():
    exact = ("1234567890123456.5", "123456789012345", "-0.5")
    book = spreadsheet.written(ABOUT, table_of(*map(tables.number, exact)), [[1]])
    [row] = read_xlsx(b"".join(book))["T"]
    assert [*row.values()] == ["1234567890123456.5", 123456789012345, -0.5]
    assert [tables.number(each) for each in ("NaN", "Infinity", "three", "")] == ["NaN", "Infinity", "three", ""]
    assert Source.objects.exists()


def test_a_party_that_is_withdrawn_while_a_table_is_written_is_not_named_any_more():
    source = Source.objects.get(slug="study")
    host = saved(entry_record("institution", "Host", source, slug="host"))
    said = statement("They met at its house.", source, lead=True)
    meeting = saved(entry_record("event", "Meeting", statements=[said], relations=[relation("host", host, said)]))
    read = tables.ENTRIES.reader()
    named = [*tables.ENTRIES.columns].index("parties")
    assert [row[named] for row in read([meeting.pk])] == ["Host"]
    withdraw(host, by=None, reason="Wrong")
    assert [row[named] for row in read([meeting.pk])] == [""]
