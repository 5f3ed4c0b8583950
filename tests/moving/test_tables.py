"""Nothing is forgotten: each table is copied or stands in a short list of what is not."""

from django.db import connection

from partnership.moving.tables import LEFT_OUT, copied, unknown
from tests.moving.places import tables

# Of FTS5, beside the table of words itself.
KEPT_BY_SQLITE = {
    f"search_{of}_{what}"
    for of in ("entry", "source")
    for what in ("config", "content", "data", "docsize", "idx")
    if connection.vendor == "sqlite"
}


def test_every_table_is_copied_or_known_to_be_left_out(db):
    names = [table.name for table in copied(connection)]
    assert len(names) == len(set(names))
    assert {*tables(connection)} - {*names} - KEPT_BY_SQLITE == {*LEFT_OUT} == {"django_session", "django_migrations"}


def test_every_column_is_copied(db):
    with connection.cursor() as cursor:
        for table in copied(connection):
            there = {each.name for each in connection.introspection.get_table_description(cursor, table.name)}
            # What FTS5 has by itself; PostgreSQL's form of the texts.
            made = {"rowid", table.name, "rank", "words"} if table.index else set()
            assert {column.name for column in table.columns} - made == there - made


def test_a_table_that_somebody_else_made_is_told_of(db):
    assert unknown(connection) == []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE notes (line text)")
    assert unknown(connection) == ["notes"]
