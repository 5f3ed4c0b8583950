"""What readers that others wrote make of a table, a feed or a calendar."""

import csv
import zipfile
from io import BytesIO, StringIO
from typing import Any

import feedparser
import openpyxl
import pandas
from icalendar import Calendar

from partnership.exports.delimited import HEAD


def body(answer: Any) -> bytes:
    """Of an answer that was sent whole or in blocks."""
    assert answer.status_code == 200, answer.status_code
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def text(answer: Any) -> str:
    """All text of an answer, also where it is packed."""
    found = body(answer)
    if not found.startswith(b"PK"):
        return found.decode()
    with zipfile.ZipFile(BytesIO(found)) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist())


def read_csv(found: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """The lines of the head, and the rows by their columns."""
    assert found.startswith(b"\xef\xbb\xbf")
    lines = found.decode("utf-8-sig").split("\r\n", HEAD)
    assert all(line.startswith("# ") for line in lines[:HEAD])
    return lines[:HEAD], list(csv.DictReader(StringIO(lines[HEAD], newline=""), strict=True))


def read_xlsx(found: bytes) -> dict[str, list[dict[str, Any]]]:
    """Each sheet's rows by the columns of its first row; `About` has two columns and no header."""
    book = openpyxl.load_workbook(BytesIO(found))
    sheets = {}
    for sheet in book.worksheets:
        rows = [tuple("" if cell is None else cell for cell in row) for row in sheet.iter_rows(values_only=True)]
        if sheet.title == "About":
            sheets[sheet.title] = [{"label": row[0], "text": row[1]} for row in rows]
        else:
            sheets[sheet.title] = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return sheets


def read_ndjson(found: bytes) -> pandas.DataFrame:
    return pandas.read_json(BytesIO(found), lines=True) if found else pandas.DataFrame()


def read_atom(found: bytes) -> Any:
    feed = feedparser.parse(found)
    assert not feed.bozo, feed.bozo_exception
    return feed


def read_ics(found: bytes) -> list[Any]:
    """The components, events and journal entries together."""
    calendar = Calendar.from_ical(found.decode())
    assert not calendar.errors
    return list(calendar.subcomponents)


COUNTS = {
    "csv": lambda found: len(read_csv(found)[1]),
    "xlsx": lambda found: len(next(iter(read_xlsx(found).values()))),
    "ndjson": lambda found: len(read_ndjson(found)),
    "atom": lambda found: len(read_atom(found).entries),
    "ics": lambda found: len(read_ics(found)),
}
