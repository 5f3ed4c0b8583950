"""What code decides on is said once, and the rest of the code agrees with it."""

import pytest
from django.core.exceptions import FieldDoesNotExist

from partnership import vocabulary
from partnership.models import KIND_MODELS, Entry, Term
from partnership.vocabulary import FIELD_NAMES, PLURALS, SCHEMES, TYPE_SCHEME, Grade, Kind, Voice, fields, own_fields

COLUMNS = {"place": "places"}
NEUTRAL = {"edtf": "CharField", "text": "CharField", "integer": "PositiveIntegerField", "address": "CharField"}


def test_each_kind_has_a_model_a_plural_and_a_scheme_of_types():
    assert {kind.value for kind in Kind} == set(KIND_MODELS)
    assert [kind.plural for kind in Kind] == ["events", "agreements", "institutions", "people", "systems"]
    assert {PLURALS[kind.plural] for kind in Kind} == set(Kind)
    assert {TYPE_SCHEME[kind] for kind in Kind} <= set(SCHEMES)


@pytest.mark.parametrize("kind", Kind)
def test_every_field_is_a_column_that_can_hold_its_form(kind):
    for field in fields(kind).values():
        column = KIND_MODELS[kind]._meta.get_field(COLUMNS.get(field.name, field.name))
        if field.form == "place":
            assert column.related_model.__name__ == "Place"
        elif field.form == "term":
            assert column.related_model is Term
            assert field.scheme in SCHEMES
        else:
            assert NEUTRAL[field.form] == column.get_internal_type()
        assert field.many == column.many_to_many if column.is_relation else not field.many


@pytest.mark.parametrize("kind", Kind)
def test_own_fields_are_exactly_the_columns_that_only_this_kind_has(kind):
    own = {column.name for column in KIND_MODELS[kind]._meta.local_fields if column.name != "entry_ptr"}
    assert {field.name for field in own_fields(kind)} == own
    for name in own:
        with pytest.raises(FieldDoesNotExist):
            Entry._meta.get_field(name)


def test_every_name_of_a_field_fits_the_column_that_keeps_it():
    assert set(FIELD_NAMES) == {name for kind in Kind for name in fields(kind)}
    assert max(map(len, FIELD_NAMES)) <= 20


def test_every_voice_has_a_heading_and_every_grade_its_own_symbol():
    assert len({voice.heading for voice in Voice}) == len(Voice)
    assert len({grade.symbol for grade in Grade}) == len(Grade)


def test_grades_stand_from_the_strongest_to_the_weakest():
    assert [*Grade] == [Grade.WELL_SOURCED, Grade.SINGLE_SOURCE, Grade.WEAK, Grade.UNSOURCED]
    assert set(vocabulary.STRONG_TIERS) == {"primary", "scholarly"}
