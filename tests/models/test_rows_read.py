"""A row that is read becomes the same model as by Django's own way, by a shorter one."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

from partnership.models import Citation, Entry, SourceCopy, Statement, System, Term
from partnership.models.fields import Natural
from tests.factories import saved
from tests.kept import kept
from tests.models.rows import raw
from tests.world import full_agreement, records

OURS = [each for each in apps.get_app_config("partnership").get_models() if issubclass(each, Natural)]


@kept
def world():
    saved(*records(), full_agreement())
    raw(System, kind="system", title="A system", slug="a-system")
    raw(SourceCopy)


@pytest.mark.parametrize("model", OURS, ids=lambda each: each.__name__)
def test_what_is_read_is_what_django_makes_of_it(world, model):
    read = list(model._default_manager.order_by("pk"))
    assert read
    names = [each.attname for each in model._meta.concrete_fields]
    for row in read:
        made = models.Model.from_db.__func__(model, "default", names, [row.__dict__[name] for name in names])
        assert {**vars(row), "_state": None} == {**vars(made), "_state": None}
        assert (row._state.adding, row._state.db) == (made._state.adding, made._state.db) == (False, "default")
        assert row._state.fields_cache == made._state.fields_cache == {}
        assert row == made


@pytest.mark.parametrize("model", OURS, ids=lambda each: each.__name__)
def test_nothing_has_to_be_done_when_a_row_is_made(model):
    """Else it would be left out: `Natural.from_db` neither calls `__init__` nor tells who listens."""
    assert model.__init__ is models.Model.__init__
    assert not pre_init.has_listeners(model)
    assert not post_init.has_listeners(model)
    assert all(issubclass(each.descriptor_class, DeferredAttribute) for each in model._meta.concrete_fields)


def test_a_column_that_was_left_out_is_read_when_it_is_asked_for(world, django_assert_num_queries):
    whole = Entry.objects.order_by("pk").first()
    row = Entry.objects.order_by("pk").defer("cited_as", "summary").first()
    assert row.get_deferred_fields() == {"cited_as", "summary"}
    with django_assert_num_queries(1):
        assert row.summary == whole.summary
    assert row.get_deferred_fields() == {"cited_as"}


def test_a_row_is_one_to_be_changed_not_one_to_be_added(world, django_assert_num_queries):
    row = Citation.objects.select_related("source__tier").order_by("pk").first()
    row.source.tier.label = "Another label"
    with django_assert_num_queries(1):
        row.source.tier.save()
    assert Term.objects.get(pk=row.source.tier_id).label == "Another label"


def test_what_was_read_along_is_not_asked_for_again_and_is_else_what_the_relation_gives(
    world, django_assert_num_queries
):
    rows = Statement.objects.prefetch_related("citations", "values").order_by("pk")
    apart = list(Statement.objects.order_by("pk"))
    along = list(rows)
    assert any(each.citations.exists() for each in apart)
    assert any(each.values.exists() for each in apart)
    with django_assert_num_queries(0):
        found = [(list(each.cited), list(each.given)) for each in along]
    assert found == [(list(each.cited), list(each.given)) for each in apart]
    assert found == [(list(each.citations.all()), list(each.values.all())) for each in apart]
