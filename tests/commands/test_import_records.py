"""The command that brings in records: says what it does line by line, and fails loudly where it refuses."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from partnership.models import Edition, Source, User
from tests.factories import vocabulary
from tests.kept import kept
from tests.snapshot import snapshot

pytestmark = pytest.mark.django_db

SOURCE = {"form": "source", "slug": "gazette", "csl_type": "book", "title": "Gazette", "tier": "press"}
GOOD = json.dumps(SOURCE)
BAD = json.dumps(SOURCE | {"slug": "herald", "csl_type": "scroll"})


def run(path: str, **options) -> str:
    out = StringIO()
    call_command("import_records", path, stdout=out, **options)
    return out.getvalue()


@kept(autouse=True)
def words():
    vocabulary()


def test_it_says_what_each_line_did(write):
    assert run(write(GOOD, "books.ndjson")) == (
        "    1  create  source “Gazette”\ncreate 1, match 0, change 0, refuse 0.\n"
    )
    assert Edition.objects.get(source__slug="gazette").why == "Imported from books.ndjson"


def test_a_dry_run_names_the_matches_too_and_writes_nothing(write):
    run(write(GOOD))
    before = snapshot()
    changed = json.dumps(SOURCE | {"title": "Gazette of the day"})
    more = json.dumps(SOURCE | {"slug": "other"})
    assert run(write(f"{changed}\n{more}"), dry_run=True) == (
        "    1  change  source “Gazette of the day”\n               title: “Gazette” → “Gazette of the day”\n"
        "    2  create  source “Gazette”\nWould be: create 1, match 0, change 1, refuse 0.\n"
    )
    assert "    1  match   source “Gazette”" in run(write(GOOD), dry_run=True)
    assert snapshot() == before


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_bad_line_is_named_and_nothing_is_written(write, dry_run):
    before = snapshot()
    out = StringIO()
    with pytest.raises(CommandError, match=r"refuse 1\. Nothing was imported\."):
        call_command("import_records", write(f"{GOOD}\n{BAD}"), dry_run=dry_run, stdout=out)
    assert "    2  refuse  source “Gazette”\n               csl_type: " in out.getvalue()
    assert snapshot() == before


def test_half_a_letter_is_named_by_its_number(write):
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_records", write(json.dumps(SOURCE | {"title": "\ud800"})), stdout=out)
    assert "\\ud800" in out.getvalue()


def test_who_answers_and_why_are_kept(write):
    User.objects.create_user("editor", password="a long pass phrase")
    run(write(GOOD), by="editor", reason="The library's list")
    edition = Edition.objects.get(source=Source.objects.get())
    assert (edition.by.username, edition.why) == ("editor", "The library's list")


def test_an_unknown_account_a_missing_file_and_bytes_that_are_no_text_are_refused(write, tmp_path):
    with pytest.raises(CommandError, match="no account “nobody”"):
        run(write(GOOD), by="nobody")
    with pytest.raises(CommandError, match="cannot be read"):
        run(str(tmp_path / "none.ndjson"))
    with pytest.raises(CommandError, match="not UTF-8"):
        run(write(b"\xff"))
