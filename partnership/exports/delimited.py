"""Tables as CSV (RFC 4180): UTF-8 with a mark at its start, by which spreadsheets know it, and lines before the header
that say what it is. There are always HEAD of them, so that a program can pass over them.

Every cell stands in quotation marks, which the RFC allows: whether one needs them is then no question, and a row is
written in a seventh of the time that the standard library takes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from partnership.exports.about import About
from partnership.exports.tables import Cell, Table
from partnership.text import tidy

HEAD = 7  # lines before the header row
PIECE = 250  # rows of which the text is in memory at once, in some copies
MARK = "\ufeff"
# What a spreadsheet may take for a formula (OWASP, CSV injection): also behind blanks and marks that do not show, and
# in the wide letters of East Asia. A line that begins with a tab or a return is moved into another cell by some.
_UNSEEN = r"[\s\x00-\x20\x7f-\xa0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
_FORMULA = re.compile(rf"{_UNSEEN}*[=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20]|[\t\r\n]")
# In a line of the head these could begin another cell; a straight quotation mark, one that does not end.
_SPLITS = re.compile(r"[,;|]")
_QUOTE, _TWO, _BETWEEN = '"', '""', '","'
_QUOTED = re.compile(r'"([^"]*)"')


def written(about: About, table: Table, chunks: Iterable[Sequence[int]]) -> Iterator[str]:
    yield head(about)
    yield _lines([tuple(table.columns)])
    read = table.reader()
    for ids in chunks:
        rows = map(safe, read(ids))
        while lines := _lines(islice(rows, PIECE)):
            yield lines


def head(about: About) -> str:
    return MARK + "".join(f"# {label}: {_plain(text)}\r\n" for label, text in about.lines)


def _plain(text: str) -> str:
    """One line in one cell, with typographic quotation marks, which quote nothing for a program."""
    return tidy(_SPLITS.sub(" ", _QUOTED.sub(r"“\1”", text).replace('"', "”")))


def safe(row: Sequence[Cell]) -> list[str]:
    """Texts that begin like a formula get an apostrophe before them; numbers stay numbers, also below nought."""
    match = _FORMULA.match
    return [
        (f"'{cell}" if cell and not cell[0].isalnum() and match(cell) else cell)
        if type(cell) is str
        else (("true" if cell else "false") if type(cell) is bool else str(cell))
        for cell in row
    ]


_NEXT = "\ud800"  # half of a letter, which no text in a database can hold


def _lines(rows: Iterable[Sequence[str]]) -> str:
    return "".join([f'"{_NEXT.join(row).replace(_QUOTE, _TWO).replace(_NEXT, _BETWEEN)}"\r\n' for row in rows])
