"""A record says everything of its own about a row, and applying it is the same as having it."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from partnership.actions import apply
from partnership.dates import parse
from partnership.models import KIND_MODELS, Edition, Identifier
from partnership.queries.rivals import established
from partnership.records import (
    FORMS,
    Form,
    complete,
    for_record,
    form_of,
    misshapen,
    plain_decimal,
    record,
    row_at,
    walk,
)
from partnership.vocabulary import Kind, fields
from tests import strategies
from tests import world as small_world
from tests.factories import (
    entry_record,
    place_record,
    relation,
    saved,
    source_record,
    statement,
    term_record,
    vocabulary,
)
from tests.kept import kept
from tests.snapshot import snapshot, undone

pytestmark = pytest.mark.django_db
ANY = st.one_of(strategies.entries(), strategies.sources(), strategies.terms(), strategies.places())


@kept
def world():
    saved(*small_world.records())


def fresh(row):
    return for_record(type(row)._default_manager.filter(pk=row.pk)).get()


def expected(plain: dict, row) -> dict:
    """The record as it was applied, but for what its own statements decide, and for the order of what has none."""
    found = complete(plain)
    for column in ("identifiers", "redirects"):
        if column in found:
            found[column] = sorted(found[column], key=lambda each: sorted(each.items()))
    if found["form"] == "entry":
        for name, text in established(row.statements.all()).items():
            found[name] = int(text) if fields(row.kind)[name].form == "integer" else text
        found["names"] = sorted(found["names"], key=name_of)
    return found


def name_of(each: dict) -> tuple:
    return each["kind"], each["language"], each["text"]


def sorted_names(plain: dict) -> dict:
    return plain | {"names": sorted(plain["names"], key=name_of)} if "names" in plain else plain


@strategies.FEW
@given(plain=ANY)
def test_applying_the_record_of_a_row_leaves_every_row_of_the_database_as_it_was(world, plain):
    with undone():
        row = fresh(apply(plain, by=None, reason="First"))
        before = snapshot()
        apply(record(row), by=None, reason="Again")
        assert snapshot() == before


@strategies.FEW
@given(kind=st.sampled_from(Kind.values), data=st.data())
def test_after_any_edit_the_record_is_what_was_applied(world, kind, data):
    with undone():
        for number in range(1, 4):
            plain = data.draw(strategies.entries(kind))
            row = fresh(apply(plain, by=None, reason="Edit"))
            slugs = {each["slug"] for each in plain["redirects"]} | {row.slug}
            found = record(row)
            assert {each["slug"] for each in found["redirects"]} >= slugs - {row.slug}
            assert sorted_names(found | {"redirects": []}) == expected(plain | {"redirects": []}, row)
            assert row.edition == Edition.objects.filter(entry=row).count() <= number


@strategies.FEW
@given(data=st.data(), kinds=st.sampled_from([strategies.sources, strategies.terms, strategies.places]))
def test_the_same_holds_for_sources_terms_and_places(world, data, kinds):
    with undone():
        for _ in range(2):
            plain = data.draw(kinds())
            row = fresh(apply(plain, by=None, reason="Edit"))
            found = record(row)
            if "copies" in found:
                found["copies"] = sorted(found["copies"], key=lambda each: each["address"])
            assert found == expected(plain, row)


@strategies.FEW
@given(plain=strategies.entries())
def test_what_is_derived_follows_from_the_record_alone(world, plain):
    with undone():
        row = fresh(apply(plain, by=None, reason="First"))
        span = parse(row.date)
        assert (row.date_earliest, row.date_latest) == (span.earliest, span.latest)
        assert row.summary == next((each["text"] for each in plain["statements"] if each["lead"]), "")
        assert all((each.date_earliest, each.date_latest) == bounds(each) for each in row.statements.all())


def bounds(row) -> tuple:
    span = parse(row.date)
    return span.earliest, span.latest


@strategies.FEW
@given(plain=ANY)
def test_a_complete_record_is_complete_and_well_shaped(plain):
    assert complete(plain) == plain
    assert misshapen(plain) == []


def test_lists_of_names_have_no_order_of_their_own():
    turned = entry_record(topics=["trade", "defence"], relations=[relation("concerns", "x", "b", "a")])
    assert complete(turned)["topics"] == ["defence", "trade"]
    assert complete(turned)["relations"][0]["evidence"] == ["a", "b"]


def test_a_record_names_others_by_key_and_code_and_holds_nothing_derived():
    vocabulary()
    source = saved(source_record())
    host = saved(entry_record("institution", "Host", source))
    said = statement("It met.", source, lead=True, claimant=host.key)
    row = saved(entry_record(
        "event", "Meeting", statements=[said], type="visit", topics=["trade", "defence"], places=["XA-CAP", "XA"],
        country="XA", relations=[relation("host", host, said)],
    ))  # fmt: skip
    found = record(row)
    assert found["type"] == "visit"
    assert (found["country"], found["places"], found["topics"]) == ("XA", ["XA", "XA-CAP"], ["defence", "trade"])
    assert found["statements"][0]["claimant"] == host.key
    assert found["statements"][0]["citations"][0] | {"key": ""} == {
        "key": "", "source": source.key, "part": "P1", "locator": "", "anchor": "", "quote": "", "stance": "supports",
        "note": "",
    }  # fmt: skip
    assert found["relations"][0]["object"] == host.key
    assert found["relations"][0]["evidence"] == [said["key"]]
    assert "ordinal" in found
    assert "actions" not in found
    assert not DERIVED & set(found)


DERIVED = {
    *("edition", "changed_at", "published_at", "date_earliest", "date_latest", "summary"),
    *("grade", "in_conflict", "unsourced_fields", "last_read", "cited_as"),
}


def forms(form: Form) -> Iterator[Form]:
    yield form
    for below in form.children.values():
        yield from forms(below)


@pytest.mark.parametrize("form", [each for form in FORMS.values() for each in forms(form)], ids=lambda each: each.model)
def test_every_column_of_a_model_is_in_the_record_or_known_to_be_derived(form):
    """A column added to a model and forgotten here would be lost by every edit."""
    columns = {each.name for each in [*form.model._meta.local_fields, *form.model._meta.local_many_to_many]}
    left = columns - {each.name for each in form.columns} - {form.parent, form.numbered, "id"} - DERIVED
    assert left == ({"entry", "source"} - {form.parent} if form.model is Identifier else set())


@pytest.mark.parametrize("kind", Kind)
def test_a_row_of_a_kind_and_its_entry_have_the_same_record(kind):
    vocabulary()
    row = saved(entry_record(kind, "Something", saved(source_record())))
    own = KIND_MODELS[kind].objects.get(pk=row.pk)
    assert form_of(own) == form_of(row) == "entry"
    assert record(own) == record(row)


@pytest.mark.parametrize(
    ("number", "text"), [("1500", "1500"), ("1.800000", "1.8"), ("0.000000", "0"), ("-3.50", "-3.5"), ("1E+3", "1000")]
)
def test_decimals_are_written_plainly(number, text):
    assert plain_decimal(Decimal(number)) == text


def test_misshapen_lists_are_named_by_their_paths():
    wrong = {"form": "entry", "kind": "event", "statements": [{"values": "x"}, {"citations": [1]}], "names": {}}
    assert misshapen(wrong) == ["names", "statements[0].values", "statements[1].citations"]
    assert misshapen({"form": "entry", "kind": "event", "statements": None}) == []


def test_a_path_leads_to_its_row_and_column():
    plain = entry_record(statements=[statement(), statement("Second.", "source")])
    second = plain["statements"][1]
    assert row_at(plain, "title") == (plain, "title")
    assert row_at(plain, "statements[1]") == (second, "")
    assert row_at(plain, "statements[1].citations[0].source") == (second["citations"][0], "source")
    assert row_at(plain, "") == (plain, "")
    assert [path for path, *_ in walk(plain)] == ["", "statements[0]", "statements[1]", "statements[1].citations[0]"]


@pytest.mark.parametrize("form", FORMS)
def test_reading_ten_records_costs_as_many_queries_as_reading_one(world, form):
    def make(number: int) -> dict:
        match form:
            case "entry":
                return small_world.full_agreement(number)
            case "source":
                copies = [{"address": "https://a.example/", "kind": "archive"}]
                return source_record(copies=copies, identifiers=[{"scheme": "doi", "value": str(number)}])
            case "term":
                return term_record("topic", f"t{number}", broader="trade")
        return place_record(f"X{number}", within="XA")

    def cost(*rows) -> int:
        listed = for_record(FORMS[form].model._default_manager.filter(pk__in=[row.pk for row in rows]))
        with CaptureQueriesContext(connection) as captured:
            assert len([record(row) for row in listed]) == len(rows)
        return len(captured)

    rows = [saved(make(number)) for number in range(10)]
    assert cost(*rows) == cost(rows[0])
