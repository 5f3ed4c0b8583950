"""Tables as a workbook for spreadsheets (XLSX): the rows, what stands beside them, and a sheet that explains both.

The format is an archive that is put together at the end, so the workbook is written to a file and sent from there;
memory holds one row of each sheet. xlsxwriter is imported by what first needs it: two megabytes that most server
processes never use.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

from partnership.exports.about import About
from partnership.exports.tables import Cell, Table

LAST_ROW = 1_048_576  # of a sheet
LONGEST = 32_767  # UTF-16 units that a cell holds
DIGITS = 15  # of a number that a spreadsheet keeps
_SENT = 256 * 1024  # bytes read from the file at once
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
_WIDTHS = {"title": 40, "summary": 60, "sentence": 60, "sources": 40, "source": 40, "quotation": 40, "reference": 60}


def written(about: About, table: Table, chunks: Iterable[Sequence[int]]) -> Iterator[bytes]:
    import xlsxwriter

    with TemporaryFile() as file:
        with xlsxwriter.Workbook(file, _OPTIONS) as book:
            book.set_properties({"title": about.heading, "comments": about.citation, "author": about.citation})
            book.set_custom_property("Licence", about.licence)
            _write(book, about, table, chunks)
        file.seek(0)
        while block := file.read(_SENT):
            yield block


def _write(book: Any, about: About, table: Table, chunks: Iterable[Sequence[int]]) -> None:
    shown = [each for each in (table, table.beside) if each]
    sheets = [(_Sheets(book, each.name, each.columns), each.reader()) for each in shown]
    for ids in chunks:
        for sheet, read in sheets:
            for row in read(ids):
                sheet.add(row)
    _explain(book, about, shown)


class _Sheets:
    """Rows under their header; when a sheet is full, another of the same columns."""

    def __init__(self, book: Any, name: str, columns: Mapping[str, str]) -> None:
        self._book, self._name, self._columns = book, name, tuple(columns)
        self._bold = book.add_format({"bold": True})
        self._count = 0
        self._begin()

    def _begin(self) -> None:
        self._count += 1
        name = self._name if self._count == 1 else f"{self._name} {self._count}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, _WIDTHS.get(column, 14))
            self._sheet.write_string(0, place, column, self._bold)
        self._next = 1

    def add(self, row: Iterable[Cell]) -> None:
        if self._next == LAST_ROW:
            self._begin()
        for place, cell in enumerate(row):
            put(self._sheet, self._next, place, cell)
        self._next += 1


def put(sheet: Any, row: int, place: int, cell: Cell) -> None:
    """Text is never a formula or a link, whatever it begins with; a number that would be rounded is written as text."""
    if isinstance(cell, bool):
        sheet.write_boolean(row, place, cell)
    elif isinstance(cell, int | Decimal) and len(Decimal(cell).as_tuple().digits) <= DIGITS:
        sheet.write_number(row, place, cell)
    elif cell != "":
        sheet.write_string(row, place, clipped(str(cell)))


def clipped(text: str) -> str:
    """What is too long for a cell ends in an ellipsis, and is whole in every other form."""
    if len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    return text.encode("utf-16-le")[: (LONGEST - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _explain(book: Any, about: About, tables: Iterable[Table]) -> None:
    sheet = book.add_worksheet("About")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100, wrapped)
    rows: list[tuple[str, str]] = [*about.lines]
    for table in tables:
        rows += [("", ""), (table.name, "What each column means"), *table.columns.items()]
    names = {each.name for each in tables}
    for row, (label, text) in enumerate(rows):
        sheet.write_string(row, 0, clipped(label), bold if label in names else None)
        sheet.write_string(row, 1, clipped(text), wrapped)
