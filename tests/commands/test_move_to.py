"""`manage.py move_to`: what an administrator sees of it."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from partnership.management.commands.move_to import without_password
from tests.factories import vocabulary
from tests.moving.places import file
from tests.terminal import Terminal


def test_it_shows_every_table_and_says_what_to_set(db, tmp_path):
    vocabulary()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE notes (line text)")
    out, seen = io.StringIO(), Terminal()
    url = file(tmp_path, "there")
    call_command("move_to", url, stdout=out, stderr=seen)
    lines = out.getvalue().splitlines()
    assert any(line.split()[:3] == ["partnership_place", "3", "rows"] for line in lines)
    assert all(len(line.split()[-1]) == 64 for line in lines if "sha256" in line)
    assert "the same on both sides" in lines[-4]
    assert lines[-3] == "Not of this application and left behind: notes."
    assert lines[-1] == f"Now set DATABASE_URL={url} and start the site."
    assert "100 % of" in seen.getvalue()


def test_what_is_refused_is_one_line_that_says_so(db):
    with pytest.raises(CommandError, match=r"^URL must be an address such as .*\. Nothing was moved\.$"):
        call_command("move_to", "nonsense")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:hunter2@db.example.org:5432/dost", "postgresql://me:…@db.example.org:5432/dost"),
        ("postgresql://me@%2Frun%2Fpostgresql/dost", "postgresql://me@%2Frun%2Fpostgresql/dost"),
        ("postgresql:///dost", "postgresql:///dost"),
        ("sqlite:////srv/dost.sqlite3", "sqlite:////srv/dost.sqlite3"),
    ],
)
def test_a_password_is_not_repeated(url, shown):
    assert without_password(url) == shown
