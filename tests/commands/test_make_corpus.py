"""make_corpus, as it is run: in a folder of its own, in processes of its own."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
BASE_DIR = Path(__file__).resolve().parent.parent.parent


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    settings = {"DATA_DIR": str(folder), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "partnership.settings"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=os.environ | settings, capture_output=True, text=True)


def rows(folder: Path, file: str, sql: str) -> list[tuple]:
    with sqlite3.connect(folder / file) as connection:
        return connection.execute(sql).fetchall()


EDITIONS = "SELECT entry_id, source_id, sha256 FROM partnership_edition WHERE load_id = 2 ORDER BY id"

# What is made of all chunks together.
LEARNT = (
    "SELECT word, shown FROM partnership_word ORDER BY word",
    "SELECT gram, word_id FROM partnership_gram ORDER BY gram, word_id",
    "SELECT entry_id, kind, text, folded FROM partnership_spelling ORDER BY entry_id, kind, text",
    "SELECT of, word, part, a, b, c, d FROM partnership_posting ORDER BY of, word, part",
    "SELECT rowid, * FROM search_entry ORDER BY rowid",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    done = run(folder, "make_corpus", "1100", "--processes", "2")
    assert done.returncode == 0, done.stderr
    return folder


def test_it_writes_so_many_entries_some_of_them_drafts(made):
    counts = dict(rows(made, "dost.sqlite3", "SELECT status, count(*) FROM partnership_entry GROUP BY status"))
    assert sum(counts.values()) == 1100
    assert counts["published"] > 1000
    assert set(counts) == {"published", "draft", "in_review"}


def test_the_plain_file_has_what_is_public_and_nothing_else(made):
    public = "FROM partnership_entry WHERE status = 'published'"
    listed = rows(made, "dost.sqlite3", f"SELECT id, title {public} ORDER BY id")
    assert rows(made, "plain.sqlite3", "SELECT id, title FROM entries ORDER BY id") == listed
    said = f"SELECT id, text FROM partnership_statement WHERE entry_id IN (SELECT id {public}) ORDER BY id"  # noqa: S608
    assert rows(made, "plain.sqlite3", "SELECT id, text FROM statements ORDER BY id") == rows(
        made, "dost.sqlite3", said
    )
    [(number, summary)] = rows(made, "plain.sqlite3", "SELECT id, summary FROM entries ORDER BY id DESC LIMIT 1")
    found = f"SELECT rowid FROM entries_fts WHERE entries_fts MATCH '{summary.split()[0]}'"  # noqa: S608
    assert (number,) in rows(made, "plain.sqlite3", found)


def test_seeding_lays_nothing_over_it(made):
    before = rows(made, "dost.sqlite3", "SELECT count(*) FROM partnership_edition")
    assert "made-up corpus" in run(made, "seed").stdout
    assert rows(made, "dost.sqlite3", "SELECT count(*) FROM partnership_edition") == before


def test_a_folder_with_content_is_refused_and_left_as_it_is(made):
    before = {path.name: path.stat().st_mtime for path in made.iterdir()}
    done = run(made, "make_corpus", "100")
    assert done.returncode == 1
    assert done.stderr == f"CommandError: {made} holds content already: a made-up corpus wants an empty one.\n"
    assert {path.name: path.stat().st_mtime for path in made.iterdir()} == before


def test_one_process_makes_the_same_and_another_seed_another(made, tmp_path):
    alone, other = tmp_path / "alone", tmp_path / "other"
    run(alone, "make_corpus", "1100", "--processes", "1", "--no-plain")
    run(other, "make_corpus", "1100", "--seed", "2", "--no-plain")
    assert not (alone / "plain.sqlite3").exists()
    for asked in (EDITIONS, *LEARNT):
        assert rows(alone, "dost.sqlite3", asked) == rows(made, "dost.sqlite3", asked) != []
    assert rows(other, "dost.sqlite3", EDITIONS) != rows(made, "dost.sqlite3", EDITIONS)


@pytest.mark.parametrize("entries", ["5", "100000000"])
def test_a_size_that_makes_no_sense_is_refused(tmp_path, entries):
    done = run(tmp_path, "make_corpus", entries)
    said = f"CommandError: A corpus has from 20 to 10000000 entries, not {entries}.\n"
    assert (done.returncode, done.stderr) == (1, said)
