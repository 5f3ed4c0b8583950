"""Nothing becomes public, or stays so, against the rules of publication."""

import pytest

from partnership.actions import Refused, apply, publish
from partnership.models import Entry
from partnership.records import record
from tests.factories import (
    action,
    entry_record,
    measured,
    relation,
    saved,
    source_record,
    statement,
    value,
)
from tests.kept import kept
from tests.snapshot import snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


@kept
def source(words):
    return saved(source_record())


def lead(source, **columns) -> dict:
    return statement("It is on record.", source, lead=True, **columns)


def refused(plain: dict, path: str, words: str) -> None:
    """As a draft it is kept; published, directly or in a second step, it is refused, and nothing is written."""
    before = snapshot()
    with pytest.raises(Refused) as error:
        apply(plain, by=None, reason="")
    assert [(problem.path, words in problem.message) for problem in error.value.problems] == [(path, True)]
    assert snapshot() == before
    draft = apply(plain | {"status": "draft"}, by=None, reason="")
    with pytest.raises(Refused, match=words):
        publish(draft, by=None, reason="")
    assert Entry.objects.get(pk=draft.pk).status == "draft"
    assert Entry.objects.get(pk=draft.pk).published_at is None


def test_an_entry_without_a_statement(source):
    refused(entry_record(statements=[]), "statements", "no statement")


def test_an_entry_in_which_no_statement_leads(source):
    refused(entry_record(statements=[statement("It is.", source)]), "statements", "No statement leads")


def test_a_statement_without_a_citation(source):
    refused(entry_record(statements=[lead(source), statement("By hearsay.")]), "statements[1]", "“By hearsay.” has no")


def test_a_claimant_that_is_not_public(source):
    for status in ("draft", "in_review", "withdrawn"):
        claimant = saved(entry_record("institution", f"A {status} body", source, status=status))
        plain = entry_record(statements=[lead(source, claimant=claimant.key)])
        refused(plain, "statements[0].claimant", claimant.title)


def test_a_relation_without_evidence(source):
    host = saved(entry_record("institution", "Host", source))
    plain = entry_record(statements=[lead(source)], relations=[relation("host", host)])
    refused(plain, "relations[0].evidence", "Hosted by Host")


def test_a_relation_to_what_is_not_public_needs_no_evidence_yet(source):
    host = saved(entry_record("institution", "Host", source, status="draft"))
    assert saved(entry_record(statements=[lead(source)], relations=[relation("host", host)])).status == "published"


def test_a_step_of_an_agreement_without_evidence(source):
    plain = entry_record("agreement", statements=[lead(source)], actions=[action("signature")])
    refused(plain, "actions[0].evidence", "Signature")


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        (value("date", "2020"), value("date", "2021"), "Date"),
        (value("ordinal", "14"), value("ordinal", "15"), "Session"),
        (measured("units-ordered", "52"), measured("units-ordered", "50"), "Units ordered"),
        (measured("units-ordered", low="50", high="52"), measured("units-ordered", low="50"), "Units ordered"),
        (measured("trade-volume", "1", unit="usd"), measured("trade-volume", "1", unit="piece"), "Trade volume"),
    ],
)
def test_statements_that_disagree_with_none_preferred(source, one, other, label):
    statements = [lead(source, values=[one]), statement("Others say otherwise.", source, values=[other])]
    refused(entry_record(statements=statements), "statements", label)


def test_two_preferred_statements_that_disagree(source):
    statements = [
        lead(source, values=[value("date", "2020")], rank="preferred", rank_reason="Signed text."),
        statement("No.", source, values=[value("date", "2021")], rank="preferred", rank_reason="Eyewitness."),
    ]
    refused(entry_record(statements=statements), "statements", "more than one")


@pytest.mark.parametrize("settling", [{"rank": "preferred"}, {"rank": "deprecated"}])
def test_a_disagreement_settled_with_a_reason_is_published(source, settling):
    statements = [
        lead(source, values=[value("date", "2020")]),
        statement("Otherwise.", source, values=[value("date", "2021")], rank_reason="Checked.", **settling),
    ]
    row = saved(entry_record(statements=statements))
    assert row.in_conflict
    assert row.date == ("2021" if settling["rank"] == "preferred" else "2020")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (value("place", "XA"), value("place", "XB")),
        (value("date", "2020"), value("date", "2020")),
        (measured("units-ordered", "52", as_of="2019"), measured("units-ordered", "50", as_of="2020")),
        (measured("units-ordered", "52"), measured("trade-volume", "50")),
    ],
)
def test_what_is_no_disagreement_is_published(source, one, other):
    row = saved(entry_record(statements=[lead(source, values=[one]), statement("Too.", source, values=[other])]))
    assert not row.in_conflict


def test_a_published_entry_cannot_be_edited_into_what_may_not_be_public(source):
    row = saved(entry_record(source=source))
    before = snapshot()
    changed = record(row)
    changed["statements"][0]["citations"] = []
    with pytest.raises(Refused, match="has no citation"):
        apply(changed, by=None, reason="")
    assert snapshot() == before


def test_the_kind_of_an_entry_does_not_change(source):
    row = saved(entry_record("person", "Somebody", source, status="draft"))
    with pytest.raises(Refused, match="recorded as person"):
        apply(entry_record("institution", "Somebody", source, key=row.key), by=None, reason="")


def test_all_reasons_are_given_at_once(source):
    host = saved(entry_record("institution", "Host", source))
    plain = entry_record(statements=[statement("One."), statement("Two.")], relations=[relation("host", host)])
    with pytest.raises(Refused) as error:
        apply(plain, by=None, reason="")
    assert [problem.path for problem in error.value.problems] == [
        "statements", "statements[0]", "statements[1]", "relations[0].evidence"
    ]  # fmt: skip
