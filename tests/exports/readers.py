"""Readers that others wrote, as independent of what is tested here as can be had."""

import json
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema
import pybtex.database
import rispy
from bibtexparser.model import ImplicitComment
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

SCHEMA = json.loads((Path(__file__).parent.parent / "data" / "csl-data.schema.json").read_text())
FORMS = ("bib", "ris", "csl.json")
_KNOWN = get_default_latex_context_db()
_KNOWN.add_context_category(
    "plain",
    prepend=True,
    macros=[
        MacroTextSpec(name, letter)
        for name, letter in (("textbraceleft", "{"), ("textbraceright", "}"), ("textasciicircum", "^"))
    ],
)
plain = LatexNodes2Text(_KNOWN, math_mode="verbatim", keep_comments=True, strict_latex_spaces=True).latex_to_text


def read_bib(text: str) -> dict[str, dict[str, str]]:
    """The entries; before them nothing stands but the lines that say what the file is."""
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    others = [each for each in library.blocks if each not in library.entries]
    assert all(isinstance(each, ImplicitComment) and each.comment.startswith("% What: ") for each in others)
    assert library.blocks[: len(others)] == others[:1]
    assert [*pybtex.database.parse_string(text, "bibtex").entries] == [each.key for each in library.entries]
    return {
        each.key: {field.key: field.value for field in each.fields} | {"@": each.entry_type} for each in library.entries
    }


def read_ris(text: str) -> dict[str, dict[str, Any]]:
    found = rispy.loads(text)
    return {each["id"]: each for each in found}


def read_csl(text: str) -> dict[str, dict[str, Any]]:
    found = json.loads(text)
    jsonschema.validate(found, SCHEMA, format_checker=jsonschema.FormatChecker())
    return {each["id"]: each for each in found}


READERS = {"bib": read_bib, "ris": read_ris, "csl.json": read_csl}
