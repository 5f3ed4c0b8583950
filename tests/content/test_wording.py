"""The record says in its own words what the founding article says.

The article's text is not here; `article_windows.json` keeps the first twelve digits of the SHA-256 of each of its runs
of eight words (case folded, punctuation dropped), which is enough to know one again and too little to read it.
"""

import hashlib
import json
import re
from pathlib import Path

from partnership.fixtures import read
from tests.content.conftest import texts

WINDOWS = frozenset(json.loads((Path(__file__).parent / "article_windows.json").read_text()))
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


def windows(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    runs = (" ".join(words[start : start + 8]) for start in range(len(words) - 7))
    return {hashlib.sha256(run.encode()).hexdigest()[:12] for run in runs}


def records():
    """Of both layers that hold prose."""
    return [record for name in ("article", "extended") for record in read(texts()[name]).records]


def prose():
    """Every sentence that the record writes itself, with where it stands; quotations and names left out."""
    for record in records():
        if record["form"] == "source":
            yield f"note of source {record['slug']}", record.get("note", "")
        for statement in record.get("statements", []):
            yield statement["key"], statement["text"]
            yield f"reason of {statement['key']}", statement.get("rank_reason", "")
            for citation in statement.get("citations", []):
                yield f"note of {citation['key']}", citation.get("note", "")


def test_no_eight_words_in_a_row_are_the_articles():
    copied = [f"{where}: {text}" for where, text in prose() if windows(QUOTED.sub(" ", text)) & WINDOWS]
    assert copied == []


def test_the_check_knows_the_article_again():
    """Its title and byline are names; a run of its words joined by them would be found by these hashes."""
    assert len(WINDOWS) > 800
    assert all(re.fullmatch(r"[0-9a-f]{12}", window) for window in WINDOWS)


def test_quotations_are_short():
    long = [
        citation["key"]
        for record in records()
        for statement in record.get("statements", [])
        for citation in statement.get("citations", [])
        if len(citation.get("quote", "").split()) > 25
    ]
    assert long == []
