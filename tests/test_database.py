"""SQLite is told how its rows are spread, and again when there are many more; queries are kept as it takes them."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models.expressions import RawSQL
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from partnership.bulk import put
from partnership.database import let_plan
from partnership.models import Term
from partnership.prepared import Query
from tests.factories import entry_record, saved, source_record, vocabulary

pytestmark = pytest.mark.django_db


def analysed() -> bool:
    with CaptureQueriesContext(connection) as asked:
        let_plan(connection)
    return any("ANALYZE" in each["sql"] for each in asked)


def test_it_is_told_of_an_index_that_is_new():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL learns by itself")
    vocabulary()
    saved(entry_record("event", "An event", saved(source_record())))
    assert analysed()
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX new ON partnership_entry (summary)")
        cursor.execute("CREATE INDEX part ON partnership_entry (summary) WHERE kind = 'person'")
    with CaptureQueriesContext(connection) as asked:
        let_plan(connection)
    assert [each["sql"] for each in asked if "ANALYZE" in each["sql"]] == ['ANALYZE "new"']
    assert not analysed()


def test_it_is_told_at_first_and_when_there_are_twice_as_many():
    vocabulary()
    source = saved(source_record())
    saved(*(entry_record("event", f"Event {each}", source) for each in range(3)))
    sqlite = connection.vendor == "sqlite"
    assert analysed() == sqlite
    assert not analysed()
    saved(entry_record("event", "One more", source))
    assert not analysed()
    saved(*(entry_record("event", f"Another {each}", source) for each in range(3)))
    assert analysed() == sqlite


def test_a_query_takes_its_values_by_place_or_by_name_and_others_the_next_time():
    with connection.cursor() as cursor:
        for value in (1, 2):
            cursor.execute("SELECT '5 %%', %s, '%%s'", [value])
            assert cursor.fetchone() == ("5 %", value, "%s")
            cursor.execute("SELECT %(one)s, %(two)s, '%%'", {"two": value, "one": 0})
            assert cursor.fetchone() == (0, value, "%")


def test_a_prepared_query_is_seen_by_whoever_looks_at_queries():
    vocabulary()
    query = Query(lambda code: Term.objects.filter(code=code).values_list("code"), code=str)
    code = Term.objects.values_list("code", flat=True).first()
    met = []

    def look(execute, sql, params, many, context):
        met.append(params)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        assert query(code=code) == [(code,)]
    assert [[*each] for each in met] == [[code]]
    with CaptureQueriesContext(connection) as asked:
        assert query(code=code) == [(code,)]
    assert len(asked) == 1
    assert query(code=code) == [(code,)]


def test_rows_in_bulk_fail_in_djangos_words_and_not_at_all_where_a_transaction_has_failed():
    columns, row = ("scheme", "code", "label", "order"), ("topic", "sport", "Sport", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        put(connection, Term._meta.db_table, columns, [row])
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            put(connection, Term._meta.db_table, columns, [row])


def test_what_a_prepared_query_fails_at_is_told_in_djangos_words():
    vocabulary()
    wrong = Query(lambda code: Term.objects.filter(code=code).annotate(no=RawSQL("no_such_column", [])), code=str)
    with pytest.raises(DatabaseError, match="no_such_column"), transaction.atomic():
        wrong(code="x")
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            Query(lambda code: Term.objects.filter(code=code), code=str)(code="x")
