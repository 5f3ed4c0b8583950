"""From draft to review, to the public, and out of it again."""

import itertools

import pytest

from partnership.actions import Refused, apply, publish, reasons_against_publishing, reopen, submit, withdraw
from partnership.models import Entry
from partnership.records import record
from partnership.vocabulary import Status
from tests.factories import entry_record, saved, source_record, statement
from tests.kept import kept
from tests.snapshot import snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]
VERBS = {submit: Status.IN_REVIEW, reopen: Status.DRAFT, publish: Status.PUBLISHED, withdraw: Status.WITHDRAWN}
ALLOWED = {
    (Status.DRAFT, submit), (Status.DRAFT, publish), (Status.DRAFT, withdraw),
    (Status.IN_REVIEW, reopen), (Status.IN_REVIEW, publish), (Status.IN_REVIEW, withdraw),
    (Status.PUBLISHED, withdraw),
    (Status.WITHDRAWN, publish),
}  # fmt: skip


@kept
def source(words):
    return saved(source_record())


def entry(source, status: str = "draft", **columns) -> Entry:
    return saved(entry_record(source=source, status=status, **columns))


@pytest.mark.parametrize(("status", "verb"), itertools.product(Status, VERBS))
def test_a_status_is_left_only_by_the_ways_that_lead_out_of_it(source, status, verb):
    row = entry(source, status)
    if (status, verb) in ALLOWED:
        moved = verb(row, by=None, reason="Because")
        assert moved.status == Entry.objects.get().status == VERBS[verb]
        assert moved.editions.get(number=2).status == VERBS[verb]
        assert moved.editions.get(number=2).why == "Because"
        return
    before = snapshot()
    with pytest.raises(Refused, match="cannot become"):
        verb(row, by=None, reason="Because")
    assert snapshot() == before


def test_a_move_without_a_reason_is_named_after_where_it_leads(source):
    assert submit(entry(source), by=None, reason="").editions.get(number=2).why == "In review"


def test_publishing_keeps_the_first_moment_and_clears_the_reason_for_holding_back(source):
    row = entry(source, hold_reason="The date is to be checked.")
    assert row.published_at is None
    published = publish(row, by=None, reason="")
    assert published.published_at is not None
    assert published.hold_reason == ""
    withdrawn = withdraw(row, by=None, reason="")
    again = publish(row, by=None, reason="")
    assert published.published_at == withdrawn.published_at == again.published_at


def test_a_draft_set_aside_was_never_public(source):
    assert withdraw(entry(source), by=None, reason="").published_at is None


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
def test_what_was_once_published_is_no_draft_again(source, status):
    row = entry(source, "published")
    for current in (row, withdraw(row, by=None, reason="")):
        with pytest.raises(Refused, match="once published"):
            apply(record(current) | {"status": str(status)}, by=None, reason="")


def test_a_claimant_of_public_statements_is_not_withdrawn(source):
    claimant = entry(source, "published", title="Claimant")
    claim = statement("It is so.", source, lead=True, claimant=claimant.key)
    said = saved(entry_record(title="What was said", statements=[claim]))
    with pytest.raises(Refused, match="What was said"):
        withdraw(claimant, by=None, reason="")
    withdraw(said, by=None, reason="")
    assert withdraw(claimant, by=None, reason="").status == "withdrawn"


def test_one_may_claim_something_about_oneself_and_be_withdrawn(source):
    plain = entry_record("institution", source=source)
    plain["statements"][0]["claimant"] = plain["key"]
    assert withdraw(saved(plain), by=None, reason="").status == "withdrawn"


def test_the_reasons_against_publishing_are_those_it_is_refused_for(source):
    row = entry(source, statements=[statement("No citation."), statement("None either.", lead=True)])
    reasons = reasons_against_publishing(row)
    assert len(reasons) == 2
    with pytest.raises(Refused) as refused:
        publish(row, by=None, reason="")
    assert refused.value.messages == reasons
    assert [problem.path for problem in refused.value.problems] == ["statements[0]", "statements[1]"]
    assert reasons_against_publishing(entry(source, title="Fine")) == []
