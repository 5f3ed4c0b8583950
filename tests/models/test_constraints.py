"""What code forgets, the database still refuses, each rule by its own name."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from partnership.models import (
    AgreementAction,
    Citation,
    Edition,
    Event,
    Gram,
    Holding,
    Identifier,
    Name,
    Place,
    Posting,
    Redirect,
    Relation,
    Revision,
    Source,
    SourceCopy,
    SourcePart,
    Spelling,
    Statement,
    Term,
    Value,
    Word,
)
from tests.models.rows import changed, raw

pytestmark = pytest.mark.django_db
LATE, EARLY = dt.date(2020, 1, 1), dt.date(2019, 1, 1)


def twice(model: type[models.Model], **same: object) -> None:
    raw(model, **same)
    raw(model, **same)


def two_holdings(**same: object) -> None:
    Holding.objects.bulk_create([Holding(**same), Holding(**same)])


def own(model: type[models.Model], column: str) -> None:
    row = raw(model)
    changed(row, **{column: row.pk})


def two_grams(word: Word) -> None:
    for _ in range(2):
        Gram.objects.create(gram="shi", word=word)


BROKEN: dict[str, Callable[[], object]] = {
    "entry_key_unique": lambda: twice(Event, key="k"),
    "entry_slug_unique": lambda: twice(Event, slug="same"),
    "entry_kind_known": lambda: changed(raw(Event), kind="planet"),
    "entry_status_known": lambda: changed(raw(Event), status="hidden"),
    "entry_grade_known": lambda: changed(raw(Event), grade="superb"),
    "entry_has_title": lambda: changed(raw(Event), title=""),
    "entry_has_slug": lambda: changed(raw(Event), slug=""),
    "entry_dates_in_order": lambda: changed(raw(Event), date_earliest=LATE, date_latest=EARLY),
    "entry_published_has_moment": lambda: changed(raw(Event), status="published"),
    "name_unique_in_entry": lambda: twice(Name, entry=raw(Event)),
    "name_kind_known": lambda: changed(raw(Name), kind="nickname"),
    "name_has_text": lambda: changed(raw(Name), text=""),
    "identifier_unique": lambda: twice(Identifier, entry=raw(Event), value="10.1/1"),
    "identifier_of_entry_or_source": lambda: changed(raw(Identifier, entry=raw(Event)), source=raw(Source)),
    "redirect_slug_unique": lambda: twice(Redirect, slug="old", entry=raw(Event)),
    "relation_key_unique": lambda: twice(Relation, key="k"),
    "relation_said_once": lambda: twice(Relation, subject=raw(Event), object=raw(Event), role=raw(Term, scheme="role")),
    "relation_joins_two": lambda: (row := raw(Relation), changed(row, object=row.subject_id)),
    "action_key_unique": lambda: twice(AgreementAction, key="k"),
    "action_action_known": lambda: changed(raw(AgreementAction), action="handshake"),
    "action_dates_in_order": lambda: changed(raw(AgreementAction), date_earliest=LATE, date_latest=EARLY),
    "source_key_unique": lambda: twice(Source, key="k"),
    "source_slug_unique": lambda: twice(Source, slug="same"),
    "source_has_slug": lambda: changed(raw(Source), slug=""),
    "source_type_known": lambda: changed(raw(Source), csl_type="rumour"),
    "source_not_its_own_origin": lambda: own(Source, "origin"),
    "source_dates_in_order": lambda: changed(raw(Source), date_earliest=LATE, date_latest=EARLY),
    "part_label_unique_in_source": lambda: twice(SourcePart, source=raw(Source)),
    "copy_address_unique_in_source": lambda: twice(SourceCopy, source=raw(Source)),
    "copy_kind_known": lambda: changed(raw(SourceCopy), kind="photo"),
    "copy_state_known": lambda: changed(raw(SourceCopy), state="lost"),
    "statement_key_unique": lambda: twice(Statement, key="k"),
    "statement_one_lead_per_entry": lambda: twice(Statement, entry=raw(Event), lead=True),
    "statement_voice_known": lambda: changed(raw(Statement), voice="song"),
    "statement_rank_known": lambda: changed(raw(Statement), rank="best", rank_reason="So."),
    "statement_grade_known": lambda: changed(raw(Statement), grade="superb"),
    "statement_has_text": lambda: changed(raw(Statement), text=""),
    "statement_rank_has_reason": lambda: changed(raw(Statement), rank="preferred"),
    "statement_dates_in_order": lambda: changed(raw(Statement), date_earliest=LATE, date_latest=EARLY),
    "value_position_unique_in_statement": lambda: twice(Value, statement=raw(Statement)),
    "value_of_field_or_measure": lambda: changed(raw(Value), measure=raw(Term, scheme="measure")),
    "value_single_or_range": lambda: changed(raw(Value), low=1),
    "value_range_in_order": lambda: raw(Value, field="", measure=raw(Term, scheme="measure"), value="", low=2, high=1),
    "citation_key_unique": lambda: twice(Citation, key="k"),
    "citation_stance_known": lambda: changed(raw(Citation), stance="shrugs"),
    "term_code_unique": lambda: twice(Term, code="same"),
    "term_scheme_known": lambda: changed(raw(Term), scheme="weather"),
    "term_not_its_own_broader": lambda: own(Term, "broader"),
    "place_code_unique": lambda: twice(Place, code="same"),
    "place_precision_known": lambda: changed(raw(Place), precision="vague"),
    "place_on_earth": lambda: changed(raw(Place), latitude=10),
    "edition_of_exactly_one": lambda: raw(Edition, entry=raw(Event), source=raw(Source)),
    "edition_number_unique_of_entry": lambda: twice(Edition, entry=raw(Event)),
    "edition_number_unique_of_source": lambda: twice(Edition, source=raw(Source)),
    "edition_number_unique_of_term": lambda: twice(Edition, term=raw(Term)),
    "edition_number_unique_of_place": lambda: twice(Edition, place=raw(Place)),
    "revision_only_one": lambda: Revision.objects.create(pk=2),
    "spelling_of_entry_or_term": lambda: Spelling.objects.create(text="A", folded="a"),
    "spelling_has_words": lambda: Spelling.objects.create(text="A", entry=raw(Event)),
    "posting_unique": lambda: Posting.objects.bulk_create(Posting(of="entries", word="ship", part=0) for _ in range(2)),
    "posting_of_known": lambda: Posting.objects.create(of="words", word="ship", part=0),
    "holding_unique": lambda: two_holdings(of="entries", facet="kind", value="event", count=1, revision=1),
    "holding_of_known": lambda: Holding.objects.create(of="words", facet="kind", value="x", count=1, revision=1),
    "gram_unique_in_word": lambda: two_grams(Word.objects.create(word="ship", shown="Ship")),
}


CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_app_config("partnership").get_models()
    for constraint in model._meta.constraints
}


def test_every_named_constraint_is_tried_here():
    assert set(BROKEN) == set(CONSTRAINTS)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_the_constraint_forbids(name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name]()
    model, constraint = CONSTRAINTS[name]
    if connection.vendor == "sqlite" and isinstance(constraint, models.UniqueConstraint):
        # SQLite names the columns of a unique index, not the index.
        table, columns = model._meta.db_table, [model._meta.get_field(each).column for each in constraint.fields]
        assert str(refused.value) == f"UNIQUE constraint failed: {', '.join(f'{table}.{each}' for each in columns)}"
    else:
        assert name in str(refused.value)


@pytest.mark.parametrize(
    ("columns", "taken"),
    [
        ({"latitude": 90, "longitude": 180}, True),
        ({"latitude": -90, "longitude": -180}, True),
        ({"latitude": "90.1", "longitude": 0}, False),
        ({"latitude": 0, "longitude": "180.1"}, False),
        ({"longitude": 10}, False),
    ],
)
def test_a_place_is_on_earth_or_nowhere(columns, taken):
    if taken:
        assert raw(Place, **columns).pk
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        raw(Place, **columns)


@pytest.mark.parametrize(
    ("columns", "taken"),
    [
        ({"value": "52"}, True),
        ({"value": "", "low": 1}, True),
        ({"value": "", "high": 1}, True),
        ({"value": "", "low": 1, "high": 1}, True),
        ({"value": ""}, False),
        ({"value": "52", "high": 60}, False),
    ],
)
def test_a_measure_has_a_number_or_a_range_open_at_one_end_at_most(columns, taken):
    columns |= {"field": "", "measure": raw(Term, scheme="measure")}
    if taken:
        assert raw(Value, **columns).pk
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        raw(Value, **columns)


def test_a_value_of_neither_field_nor_measure_is_refused():
    with pytest.raises(IntegrityError, match="value_of_field_or_measure"), transaction.atomic():
        raw(Value, field="")
    with pytest.raises(IntegrityError, match="value_of_field_or_measure"), transaction.atomic():
        raw(Value, field="weather")


def test_two_statements_of_an_entry_may_follow_as_long_as_one_leads():
    entry = raw(Event)
    for lead in (True, False, False):
        raw(Statement, entry=entry, lead=lead)
    assert entry.statements.count() == 3


def test_what_is_referred_to_cannot_be_deleted():
    citation = raw(Citation)
    for row in (citation.source, citation.source.tier):
        with pytest.raises(models.ProtectedError):
            row.delete()
