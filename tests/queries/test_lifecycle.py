"""How far an agreement had come on a day, and what was still awaited."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.models import Entry
from partnership.queries import facets, lifecycle
from partnership.queries.facets.base import numbers
from partnership.vocabulary import Action, Stage
from tests import strategies
from tests.factories import action, entry_record, saved, source_record, statement, term_record, vocabulary
from tests.kept import kept
from tests.snapshot import undone

pytestmark = pytest.mark.django_db


@kept
def parties():
    vocabulary()
    source = saved(source_record())
    return [saved(entry_record("institution", name, source, slug=name.lower())) for name in ("North", "South", "West")]


def agreed(*steps, type="treaty", status="published", slug="pact"):
    """An agreement with the steps, each `(action, date, party)`."""
    said = statement("It was agreed.", saved(source_record()), lead=True)
    rows = [action(verb, said, date=date, party=party.key if party else None) for verb, date, party in steps]
    return saved(
        entry_record("agreement", "Pact", slug=slug, type=type, statements=[said], actions=rows, status=status)
    )


def life(agreement, day: str):
    [row] = lifecycle.for_lives(Entry.objects.filter(pk=agreement.pk))
    return lifecycle.life(row, dt.date.fromisoformat(day), lifecycle.awaited_of_types().get(row.type_id))


def pending(found) -> list[tuple[str, str]]:
    return [(each.action.value, each.party.title if each.party else "") for each in found.pending]


def test_an_agreement_goes_from_stage_to_stage(parties):
    north, south, _ = parties
    pact = agreed(
        ("signature", "1954-04-02", None),
        ("ratification", "1954-05-01", north),
        ("ratification", "1954-06-01", south),
        ("entry_into_force", "1954-06-12", None),
        ("amendment", "1955-01-01", None),
        ("termination", "1955-09-23", None),
    )
    days = (
        "1954-04-01",
        "1954-04-02",
        "1954-05-31",
        "1954-06-11",
        "1954-06-12",
        "1955-01-02",
        "1955-09-22",
        "1955-09-23",
    )
    assert [life(pact, day).stage.value for day in days] == [
        "unsigned", "signed", "ratified", "ratified", "in-force", "in-force", "in-force", "terminated",
    ]  # fmt: skip


def test_what_one_party_did_and_another_did_not_is_awaited_and_then_what_the_type_leads_to(parties):
    north, south, _ = parties
    pact = agreed(
        ("signature", "2000", north), ("signature", "2000", south), ("ratification", "2001", north),
        ("deposit", "2002", north), ("entry_into_force", "2003", None),
    )  # fmt: skip
    assert pending(life(pact, "2000-12-31")) == [("entry_into_force", "")]
    assert pending(life(pact, "2001-12-31")) == [("ratification", "South"), ("entry_into_force", "")]
    assert pending(life(pact, "2002-12-31")) == [
        ("ratification", "South"), ("deposit", "South"), ("entry_into_force", ""),
    ]  # fmt: skip
    assert pending(life(pact, "2003-12-31")) == []  # it binds both: nothing more was needed


def test_a_contract_awaits_its_completion_also_under_a_narrower_type(parties):
    saved(term_record("instrument-type", "lease", broader="contract"))
    lease = agreed(("signature", "2000", None), ("completion", "2004", None), type="lease")
    assert pending(life(lease, "2003-01-01")) == [("completion", "")]
    assert (life(lease, "2004-12-31").stage, pending(life(lease, "2004-12-31"))) == (Stage.COMPLETED, [])


def test_nothing_is_awaited_of_what_has_no_step_and_of_what_ended(parties):
    north, south, _ = parties
    assert pending(life(agreed(slug="idea"), "2020-01-01")) == []
    ended = agreed(("signature", "2000", north), ("ratification", "2001", south), ("termination", "2002", None))
    assert pending(life(ended, "2020-01-01")) == []


def test_an_imprecise_date_leaves_the_stage_uncertain_while_it_may_lie_ahead(parties):
    pact = agreed(("signature", "1954", None), ("entry_into_force", "1955-06", None))
    found = {day: life(pact, day) for day in ("1953-12-31", "1954-07-01", "1955-05-31", "1955-06-15", "1955-06-30")}
    assert [(each.stage.value, each.uncertain) for each in found.values()] == [
        ("unsigned", False), ("signed", True), ("signed", False), ("in-force", True), ("in-force", False),
    ]  # fmt: skip


def test_a_step_without_a_date_counts_but_is_uncertain(parties):
    found = life(agreed(("signature", "2000-01-01", None), ("termination", "", None)), "2001-01-01")
    assert (found.stage, found.uncertain) == (Stage.TERMINATED, True)


def test_days_run_from_the_last_signature(parties):
    north, south, _ = parties
    pact = agreed(("signature", "2000-01-01", north), ("signature", "2000-01-11", south))
    assert life(pact, "2000-01-21").since_signature == lifecycle.Days(10, 10)
    assert life(pact, "2000-01-05").since_signature == lifecycle.Days(4, 4)
    month = agreed(("signature", "2000-02", None), slug="other")
    assert life(month, "2000-03-01").since_signature == lifecycle.Days(1, 29)
    assert life(month, "2000-02-10").since_signature == lifecycle.Days(0, 9)
    assert life(agreed(slug="idea"), "2000-03-01").since_signature is None
    assert life(agreed(("signature", "../2000", None), slug="old"), "2001-01-01").since_signature is None


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("1953-12-31", "unsigned"),
        ("1954-04-01", "unsigned"),
        ("1954-04-02", "signed"),
        ("1954-06-11", "signed"),
        ("1954-06-12", "in-force"),
        ("1955-12-31", "in-force"),
        ("1956-01-01", "terminated"),
    ],
)
def test_within_the_year_a_step_counts_from_its_day_on(parties, day, stage):
    pact = agreed(
        ("signature", "1954-04-02", None), ("entry_into_force", "1954-06-12", None), ("termination", "1956", None)
    )
    held = facets.of_entries()
    found = {each.value: [*lifecycle.rows_at(each, held, dt.date.fromisoformat(day))] for each in Stage}
    assert found == {each.value: [pact.pk] if each.value == stage else [] for each in Stage}


steps = st.lists(
    st.tuples(
        st.sampled_from(Action.values),
        st.sampled_from(["", "2000", "2000-06", "2000-06-15", "2001", "../2001", "2001/.."]),
        st.sampled_from([None, 0, 1]),
    ),
    max_size=5,
)


@strategies.FEW
@given(listed=st.lists(steps, min_size=1, max_size=3), day=st.dates(dt.date(1999, 12, 1), dt.date(2002, 1, 31)))
def test_the_database_finds_the_agreements_of_a_stage_that_their_lives_tell(db, listed, day):
    with undone():
        vocabulary()
        source = saved(source_record())
        both = [saved(entry_record("institution", name, source, slug=name)) for name in ("north", "south")]
        for number, each in enumerate(listed):
            rows = [(verb, date, both[party] if party is not None else None) for verb, date, party in each]
            agreed(*rows, slug=f"pact-{number}")
        rows = list(lifecycle.for_lives(Entry.objects.filter(kind="agreement")))
        told = {row.slug: lifecycle.life(row, day).stage for row in rows}
        agreements = Entry.objects.filter(kind="agreement")
        for stage in Stage:
            found = set(lifecycle.at_stage(agreements, [stage], day).values_list("slug", flat=True))
            assert found == {slug for slug, its in told.items() if its == stage}
        begun = set(lifecycle.begun(agreements, day).values_list("slug", flat=True))
        assert begun == {row.slug for row in rows if lifecycle.life(row, day).steps}
        assert {
            tally.value: tally.count for tally in lifecycle.stages(numbers(agreements), facets.of_entries(), day)
        } == {stage.value: [*told.values()].count(stage) for stage in Stage if stage in told.values()}
