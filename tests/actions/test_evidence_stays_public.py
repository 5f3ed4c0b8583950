"""What is public keeps its evidence, whichever of the two ends is published, edited or withdrawn."""

import pytest

from partnership.actions import Invalid, Refused, apply, publish, withdraw
from partnership.records import record
from tests.factories import (
    action,
    citation,
    entry_record,
    place_record,
    relation,
    saved,
    source_record,
    statement,
    term_record,
)
from tests.kept import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


@kept
def source(words):
    return saved(source_record())


def test_the_other_end_is_not_published_while_the_relation_has_no_evidence(source):
    draft = saved(entry_record("institution", "A body", source, status="draft"))
    lead = statement("It took place.", source, lead=True)
    event = saved(entry_record("event", "A talk", statements=[lead], relations=[relation("host", draft)]))
    with pytest.raises(Refused, match="“A talk” is joined to it"):
        publish(draft, by=None, reason="")
    plain = record(event)
    plain["relations"][0]["evidence"] = [lead["key"]]
    apply(plain, by=None, reason="")
    assert publish(draft, by=None, reason="").status == "published"


def test_a_step_rests_on_a_public_statement(source):
    said = statement("We signed.", source, lead=True)
    draft = saved(entry_record("institution", "A body", statements=[said], status="draft"))
    lead = statement("It was signed.", source, lead=True)
    plain = entry_record("agreement", "A deal", statements=[lead], actions=[action("signature", said, party=draft.key)])
    with pytest.raises(Refused, match="no public statement"):
        apply(plain, by=None, reason="")
    public = publish(draft, by=None, reason="")
    deal = apply(plain, by=None, reason="")
    with pytest.raises(Refused, match="Only it has the evidence for steps of A deal"):
        withdraw(public, by=None, reason="")
    plain = record(deal)
    plain["actions"][0]["evidence"] = [said["key"], lead["key"]]
    apply(plain, by=None, reason="")
    assert withdraw(public, by=None, reason="").status == "withdrawn"


def test_a_statement_that_is_only_disputed_is_not_public(source):
    said = {"lead": True, "text": "It is."}
    said |= {"key": statement()["key"], "citations": [citation(source, stance="disputes")]}
    with pytest.raises(Refused, match="only citations that dispute it"):
        saved(entry_record(statements=[said]))


def test_the_evidence_for_a_name_is_a_statement_of_its_entry(source):
    foreign = statement("Elsewhere.", source, lead=True)
    saved(entry_record("event", "Elsewhere", statements=[foreign], status="draft"))
    named = {"text": "A name", "language": "en", "kind": "alias", "statement": foreign["key"]}
    with pytest.raises(Invalid, match="statement of the same entry"):
        saved(entry_record("event", "Here", source, names=[named]))


def test_nothing_stands_above_itself_however_far(source):
    saved(term_record("topic", "low", broader="defence"), place_record("XA-LOW", within="XA-CAP"))
    with pytest.raises(Invalid, match="above itself"):
        saved(term_record("topic", "defence", broader="low"))
    with pytest.raises(Invalid, match="above itself"):
        saved(place_record("XA", within="XA-LOW"))
    relay = saved(source_record("A reprint", origin=source.key))
    with pytest.raises(Invalid, match="above itself"):
        apply(record(source) | {"origin": relay.key}, by=None, reason="")


def test_the_address_of_a_source_stays(source):
    with pytest.raises(Invalid, match="stays so"):
        apply(record(source) | {"slug": "elsewhere"}, by=None, reason="")
