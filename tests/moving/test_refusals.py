"""A move that cannot go well says why in one sentence, and leaves nothing behind."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from partnership.models import Term, User
from partnership.moving import NotMoved, move
from partnership.moving.rows import read
from partnership.moving.tables import Table
from tests.factories import vocabulary
from tests.moving.places import file, standing_on, tables


def refused(url: str) -> str:
    with pytest.raises(NotMoved) as error:
        move(url)
    text = str(error.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert "hunter2" not in text
    return text


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://me:hunter2@127.0.0.1/name", "URL must be an address such as postgresql://"),
        ("nonsense", "URL must be an address such as postgresql://"),
        ("postgresql://me:hunter2@127.0.0.1:1/name", "The database to move to cannot be reached (connection failed"),
        ("sqlite:////nowhere/at/all.sqlite3", "/nowhere/at/all.sqlite3 cannot be written to (no such file"),
        ("sqlite:////etc/hostname", "/etc/hostname exists already and is not empty"),
    ],
)
def test_a_target_that_cannot_be_used_is_refused(db, url, said):
    assert refused(url).startswith(said)
    assert connection.vendor == connection.settings_dict["ENGINE"].rpartition(".")[2].removesuffix("3")


def test_a_database_is_not_moved_to_itself(db):
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{settings['NAME']}"
    else:
        host, port = settings["HOST"].replace("/", "%2F"), f":{settings['PORT']}" if settings["PORT"] else ""
        url = f"postgresql://{settings['USER']}@{host}{port}/{settings['NAME']}"
    assert refused(url) == "This is the database that the site runs on already."


def test_a_database_in_which_there_is_anything_is_left_as_it_is(empty):
    with standing_on(empty) as there, there.cursor() as cursor:
        cursor.execute("CREATE TABLE notes (line text)")
        cursor.execute("INSERT INTO notes VALUES ('kept')")
    assert "not empty" in refused(empty)
    with standing_on(empty) as there, there.cursor() as cursor:
        assert tables(there) == ["notes"]
        cursor.execute("SELECT line FROM notes")
        assert cursor.fetchall() == [("kept",)]


def test_a_second_move_to_the_same_file_waits_for_the_first(db, tmp_path):
    (tmp_path / "empty.sqlite3.partial").write_text("of another move")
    assert "another move" in refused(file(tmp_path, "empty"))
    assert [path.name for path in tmp_path.iterdir()] == ["empty.sqlite3.partial"]


def test_a_database_that_is_not_up_to_date_is_not_read(empty):
    [last] = MigrationLoader(connection).graph.leaf_nodes("partnership")
    MigrationRecorder(connection).record_unapplied(*last)
    assert refused(empty) == "This database is not up to date: run `manage.py migrate` first."


def remains(url: str, folder: Path) -> list[str]:
    if connection.vendor == "sqlite":
        return [path.name for path in folder.iterdir()]
    with standing_on(url) as there:
        return tables(there)


def test_a_copy_that_differs_is_thrown_away(empty, tmp_path, monkeypatch):
    vocabulary()
    here = connections["default"]

    def without_the_last(table: Table, database: BaseDatabaseWrapper) -> Iterable:
        rows = list(read(table, database))
        return rows if database is here or table.name != "partnership_place" else rows[:-1]

    monkeypatch.setattr("partnership.moving.transfer.read", without_the_last)
    assert refused(empty).startswith("partnership_place is not the same on both sides: 3 rows (")
    assert remains(empty, tmp_path) == []


def test_a_row_that_refers_to_nothing_is_refused(empty, tmp_path):
    editor = User.objects.create_user("ada")
    through = User.groups.through.objects
    dangling = through.create(user=editor, group_id=999)  # PostgreSQL and SQLite look only at the end
    assert "partnership_user_groups" in refused(empty)
    assert remains(empty, tmp_path) == []
    dangling.delete()


def test_whatever_stops_it_midway_nothing_remains(empty, tmp_path, monkeypatch):
    def stopped(table: Table, *_: object) -> None:
        if table.name == "partnership_word":
            raise KeyboardInterrupt

    monkeypatch.setattr("partnership.moving.transfer.write", stopped)
    with pytest.raises(KeyboardInterrupt):
        move(empty)
    assert remains(empty, tmp_path) == []
    assert User.objects.count() == 0  # and the site's own database is asked again


@pytest.mark.skipif(connection.vendor == "sqlite", reason="two engines are there where the tests run on PostgreSQL")
def test_a_text_that_only_sqlite_takes_is_refused(empty, tmp_path):
    vocabulary()
    move(file(tmp_path, "lax"))
    with standing_on(file(tmp_path, "lax")):
        Term.objects.filter(code="visit").update(label="x" * 121)
        assert refused(empty) == (
            "The table partnership_term cannot be copied (value too long for type character varying(120))."
        )
    assert remains(empty, tmp_path) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_read_is_of_one_moment_and_nobody_waits_for_it(empty):
    def begin(_: int) -> Callable[[int], None]:
        def elsewhere() -> None:
            User.objects.create_user("late")
            connection.close()

        editor = Thread(target=elsewhere)
        editor.start()
        editor.join(timeout=15)
        assert not editor.is_alive()
        return lambda _: None

    User.objects.create_user("early")
    move(empty, begin=begin)
    assert User.objects.count() == 2
    with standing_on(empty):
        assert [user.username for user in User.objects.all()] == ["early"]
