"""Rows of a record keep their keys, numbers and company when they are moved, and go only when nothing needs them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.actions import Invalid, Refused, apply, apply_all
from partnership.models import Citation, Entry, Name, Relation, Statement, Value
from partnership.records import record
from tests.factories import (
    action,
    citation,
    entry_record,
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


def draft(*statements, kind="event", title="A meeting", **columns) -> Entry:
    return saved(entry_record(kind, title, status="draft", statements=list(statements), **columns))


def refused(plain: dict, words: str, path: str | None = None) -> None:
    before = snapshot()
    with pytest.raises(Invalid, match=words) as error:
        apply(plain, by=None, reason="")
    if path is not None:
        assert [problem.path for problem in error.value.problems] == [path]
    assert snapshot() == before


def test_a_statement_put_in_front_moves_the_others_and_nothing_else(source):
    said = [statement(text, source, values=[value("date", "2020")]) for text in "ABC"]
    row = draft(*said)
    before = {each.key: (each.pk, each.text, each.citations.get()) for each in Statement.objects.all()}
    turned = [statement("New", source), *reversed(record(row)["statements"])]
    row = apply(record(row) | {"statements": turned}, by=None, reason="")
    assert [each.text for each in row.statements.all()] == ["New", "C", "B", "A"]
    assert [each.position for each in row.statements.all()] == [0, 1, 2, 3]
    after = {each.key: (each.pk, each.text, each.citations.get()) for each in Statement.objects.all()}
    assert before.items() <= after.items()


def test_a_citation_may_go_over_to_another_statement_either_way(source):
    moving, staying = citation(source, note="Moving"), citation(source)
    for there, here in ((0, 1), (1, 0)):
        said = [statement("A", key=f"bbbbbbbbb{there + 2}"), statement("B", key=f"bbbbbbbbb{here + 2}")]
        said[there]["citations"], said[here]["citations"] = [moving, staying], []
        row = draft(*said, key="cccccccccc")
        said[there]["citations"], said[here]["citations"] = [staying], [moving]
        apply(record(row) | {"statements": said}, by=None, reason="")
        assert Citation.objects.get(key=moving["key"]).statement.key == said[here]["key"]
        assert Citation.objects.get(key=staying["key"]).statement.key == said[there]["key"]


def test_a_citation_outlives_the_statement_that_it_left(source):
    moving = citation(source)
    row = draft(statement("A", citations=[moving]), statement("B"))
    kept = record(row)["statements"][1] | {"citations": [moving]}
    apply(record(row) | {"statements": [kept]}, by=None, reason="")
    assert Citation.objects.get().statement.text == "B"


def test_values_follow_their_order(source):
    row = draft(statement("A", values=[value("date", "2020"), value("title", "T"), value("place", "XA")]))
    plain = record(row)
    plain["statements"][0]["values"] = plain["statements"][0]["values"][1:]
    row = apply(plain, by=None, reason="")
    assert [(each.position, each.field) for each in Value.objects.all()] == [(0, "title"), (1, "place")]


def test_the_lead_may_pass_in_both_directions(source):
    one, other = statement("A", lead=True), statement("B")
    row = draft(one, other)
    for first, second in ((False, True), (True, False)):
        row = apply(record(row) | {"statements": [one | {"lead": first}, other | {"lead": second}]}, by=None, reason="")
        assert [each.lead for each in row.statements.all()] == [first, second]


def test_relations_may_exchange_what_they_say(source):
    host = draft(kind="institution", title="Host")
    one, other, third = (relation("host", host, detail=detail) for detail in ("as host", "as guest", "as judge"))
    row = draft(relations=[one, other, third])
    numbers = {each.key: each.pk for each in Relation.objects.all()}
    turned = [one | {"detail": "as guest"}, other | {"detail": "as judge"}, third | {"detail": "as host"}]
    row = apply(record(row) | {"relations": turned}, by=None, reason="")
    assert [each["detail"] for each in record(row)["relations"]] == ["as guest", "as judge", "as host"]
    assert {each.key: each.pk for each in Relation.objects.all()} == numbers


@pytest.mark.parametrize("what", ["statements", "relations", "actions"])
def test_a_key_that_is_in_use_elsewhere_is_refused(source, what):
    host = draft(kind="institution", title="Host")
    each = {"statements": statement("A"), "relations": relation("signatory", host), "actions": action("signature")}
    saved(entry_record("agreement", "One", status="draft") | {what: [each[what]]})
    refused(entry_record("agreement", "Two", status="draft") | {what: [each[what]]}, "key|Another", f"{what}[0].key")


def test_a_citation_of_another_entry_is_not_taken_away(source):
    theirs = citation(source)
    draft(statement("Theirs", citations=[theirs]))
    refused(entry_record(status="draft", statements=[statement("Mine", citations=[theirs])]), "in use",
            "statements[0].citations[0].key")  # fmt: skip


def test_an_identifier_belongs_to_one_thing(source):
    identifiers = [{"scheme": "unts", "value": "1"}]
    draft(identifiers=identifiers, title="Treaty")
    for plain in (entry_record(status="draft", identifiers=identifiers), source_record(identifiers=identifiers)):
        refused(plain, "Treaty", "identifiers[0].value")


class TestAStatementThatIsEvidence:
    def test_of_another_entrys_relation_is_not_deleted(self, source):
        said = statement("It hosted.", source)
        host = draft(said, kind="institution", title="Host")
        draft(title="The meeting", relations=[relation("host", host, said)])
        refused(record(host) | {"statements": []}, "The meeting", "statements")

    def test_of_an_agreements_step_is_not_deleted(self, source):
        said = statement("It signed.", source)
        party = draft(said, kind="institution", title="Party")
        draft(kind="agreement", title="The treaty", actions=[action("signature", said, party=party.key)])
        refused(record(party) | {"statements": []}, "The treaty", "statements")

    @pytest.mark.parametrize("what", ["names", "relations", "actions"])
    def test_of_its_own_entry_goes_only_together_with_what_it_proves(self, source, what):
        host = draft(kind="institution", title="Host")
        said = statement("It is.", source)
        proved = {
            "names": [{"text": "X", "statement": said["key"]}],
            "relations": [relation("signatory", host, said)],
            "actions": [action("signature", said)],
        }[what]
        row = draft(said, kind="agreement", **{what: proved})
        refused(record(row) | {"statements": []}, "No statement has the key")
        row = apply(record(row) | {"statements": [], what: []}, by=None, reason="")
        assert not Statement.objects.exists()
        assert not Name.objects.exists()

    def test_is_not_dropped_in_the_same_call_that_names_it(self, source):
        said = statement("It hosted.", source)
        host = draft(said, kind="institution", title="Host")
        meeting = entry_record(title="The meeting", status="draft", relations=[relation("host", host, said)])
        for records in ([record(host) | {"statements": []}, meeting], [meeting, record(host) | {"statements": []}]):
            with pytest.raises(Invalid, match="No statement has the key"):
                apply_all(records, by=None, reason="")

    def test_belongs_to_one_of_the_two_that_are_joined(self, source):
        elsewhere = statement("Elsewhere.", source)
        draft(elsewhere, title="Third")
        host = draft(kind="institution", title="Host")
        refused(entry_record(status="draft", relations=[relation("host", host, elsewhere)]), "one of the two",
                "relations[0].evidence")  # fmt: skip


def test_a_part_that_is_cited_is_not_deleted(source):
    draft(statement("A", source))
    refused(record(source) | {"parts": [{"label": "P2"}]}, "still referred to", "parts")
    assert [each.label for each in saved(record(source) | {"parts": [{"label": "P1"}]}).parts.all()] == ["P1"]


def test_parts_change_their_order_and_keep_their_citations(source):
    draft(statement("A", source))
    turned = saved(record(source) | {"parts": [{"label": "P2"}, {"label": "P0"}, {"label": "P1"}]})
    assert [each.label for each in turned.parts.all()] == ["P2", "P0", "P1"]
    assert Citation.objects.get().part.label == "P1"


@pytest.mark.parametrize(("subject", "other"), [("person", "institution"), ("event", "person")])
def test_a_role_joins_only_the_kinds_that_it_says(source, subject, other):
    end = draft(kind=other, title="End")
    plain = entry_record(subject, status="draft", relations=[relation("host", end)])
    refused(plain, "does not join", "relations[0].role")


def test_editing_one_sentence_of_ten_costs_no_more_queries_than_of_one(source):
    def cost(number: int) -> int:
        host = draft(kind="institution", title=f"Host {number}")
        said = [statement(f"S{each}", source, values=[value("place", "XA")]) for each in range(number)]
        related = [relation("host", host, said[each], detail=str(each)) for each in range(number)]
        plain = record(draft(*said, relations=related))
        plain["statements"][0]["text"] = "Edited."
        with CaptureQueriesContext(connection) as captured:
            apply(plain, by=None, reason="")
        return len(captured)

    assert cost(10) == cost(1)


def test_refused_is_invalid_too():
    assert issubclass(Refused, Invalid)
