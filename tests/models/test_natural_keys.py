"""Every row of content is named by words that stay, never by its number."""

import pytest

from partnership.models import (
    AgreementAction,
    Citation,
    Event,
    Identifier,
    Name,
    Place,
    Redirect,
    Relation,
    Source,
    SourceCopy,
    SourcePart,
    Statement,
    Term,
    Value,
)
from partnership.text import is_key
from tests.models.rows import raw

pytestmark = pytest.mark.django_db


def test_natural_keys_are_the_words_by_which_a_row_is_known():
    entry, source = raw(Event, key="entrykey"), raw(Source, key="sourcekey")
    statement = raw(Statement, entry=entry, key="statementkey")
    assert raw(Term, scheme="topic", code="trade").natural_key() == ("topic", "trade")
    assert raw(Place, code="XA").natural_key() == ("XA",)
    assert source.natural_key() == ("sourcekey",)
    assert raw(SourcePart, source=source, label="P1").natural_key() == ("sourcekey", "P1")
    assert raw(SourceCopy, source=source).natural_key() == ("sourcekey", "https://a.example/")
    assert entry.natural_key() == entry.entry_ptr.natural_key() == ("entrykey",)
    assert raw(Name, entry=entry, language="en").natural_key() == ("entrykey", "alias", "en", "Name")
    assert raw(Identifier, entry=entry, value="10.1/1").natural_key() == ("doi", "10.1/1")
    assert Redirect.objects.create(entry=entry, slug="old").natural_key() == ("old",)
    assert statement.natural_key() == ("statementkey",)
    assert raw(Value, statement=statement, position=3).natural_key() == ("statementkey", 3)
    for model in (Citation, Relation, AgreementAction):
        assert raw(model, key="k").natural_key() == ("k",)


@pytest.mark.parametrize(
    "model", [Term, Place, Source, SourcePart, SourceCopy, Event, Name, Statement, Value, Citation, Relation]
)
def test_a_row_is_found_again_by_its_natural_key(model):
    row = raw(model)
    raw(model)
    assert model.objects.get_by_natural_key(*row.natural_key()) == row


def test_a_natural_key_of_the_wrong_length_is_an_error_and_not_a_guess():
    with pytest.raises(ValueError, match="shorter"):
        Term.objects.get_by_natural_key("topic")


def test_new_rows_get_keys_of_their_own():
    keys = [raw(model).key for model in (Source, Event, Statement, Citation, Relation, AgreementAction)]
    assert all(map(is_key, keys))
    assert len(set(keys)) == len(keys)


def test_an_entry_knows_its_row_of_its_kind_and_its_address():
    event = raw(Event, slug="a-meeting", ordinal=15)
    assert event.entry_ptr.own == event
    assert event.own is event
    assert event.entry_ptr.own.ordinal == 15
    assert event.get_absolute_url() == "/events/a-meeting/"
    assert raw(Source, slug="a-study").get_absolute_url() == "/sources/a-study/"
