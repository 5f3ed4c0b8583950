"""Relations are edited from both ends; each is kept in the record of its subject."""

import pytest

from partnership.models import Edition, Entry, Relation, Term
from tests import factories
from tests.admin.pages import add_row, errors_in, fill, opened
from tests.admin.test_saving import change
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def host(source):
    return factories.saved(factories.entry_record("institution", "The ministry", source)).own


@pytest.fixture
def role(source) -> Term:
    return Term.objects.get(scheme="role", code="host")


@kept
def joined(draft, host) -> Relation:
    form = factories.relation("host", host, draft.statements.first())
    item = factories.entry_record(title="A second meeting", status="draft", relations=[form | {"evidence": []}])
    return factories.saved(item).relations.get()


def test_a_relation_is_added_from_the_subject_with_its_evidence(desk, draft, host, role):
    form = opened(desk, change(draft))
    evidence = draft.statements.first()
    add_row(form, "relations", role=role.pk, object=host.pk, detail="as guest", evidence=[evidence.pk])
    fill(form, why="Host")
    response = desk.post(change(draft), form)
    assert response.status_code == 302, errors_in(response.content.decode())
    relation = draft.relations.get()
    assert (relation.object_id, relation.detail, list(relation.evidence.all())) == (host.pk, "as guest", [evidence])


def test_a_relation_added_from_the_object_is_an_edition_of_the_subject(desk, editor, draft, host, role):
    form = opened(desk, change(host))
    evidence = draft.statements.first()
    add_row(form, "inverse_relations", role=role.pk, subject=draft.pk, evidence=[evidence.pk])
    fill(form, why="Seen from here")
    response = desk.post(change(host), form)
    assert response.status_code == 302, errors_in(response.content.decode())
    assert draft.relations.get().object_id == host.pk
    assert Edition.objects.filter(entry=host).count() == 1
    newest = Edition.objects.filter(entry=draft).latest("number")
    assert (newest.number, newest.by, newest.why) == (2, editor, "Seen from here")
    assert newest.record["relations"][0]["object"] == host.key


def test_a_relation_is_changed_and_removed_from_the_object(desk, host, joined):
    form = opened(desk, change(host))
    fill(form, "inverse_relations-0", detail="as host")
    fill(form, why="Detail")
    assert desk.post(change(host), form).status_code == 302
    assert (Relation.objects.get().detail, Relation.objects.get().key) == ("as host", joined.key)
    form = opened(desk, change(host))
    fill(form, "inverse_relations-0", DELETE="on")
    fill(form, why="Wrong")
    assert desk.post(change(host), form).status_code == 302
    assert not Relation.objects.exists()
    assert Edition.objects.filter(entry=joined.subject_id).count() == 3


def test_untouched_relations_to_here_are_not_written(desk, host, joined):
    form = opened(desk, change(host))
    fill(form, title="The old ministry", why="Something else")
    assert desk.post(change(host), form).status_code == 302
    assert Edition.objects.filter(entry=joined.subject_id).count() == 1


def test_a_relation_whose_subject_was_saved_meanwhile_is_refused_at_the_row(desk, editor, host, joined):
    form = opened(desk, change(host))
    subject = change(joined.subject.own)
    other = opened(desk, subject)
    fill(other, title="Renamed", why="Name")
    assert desk.post(subject, other).status_code == 302
    fill(form, "inverse_relations-0", detail="as host")
    fill(form, why="Detail")
    page = desk.post(change(host), form).content.decode()
    assert "editor saved edition 2" in errors_in(page)
    assert 'value="as host"' in page
    assert Relation.objects.get().detail == ""


def test_a_role_that_does_not_join_the_two_is_refused_at_the_row(desk, draft, host):
    form = opened(desk, change(host))
    signatory = Term.objects.get(scheme="role", code="signatory")
    add_row(form, "inverse_relations", role=signatory.pk, subject=draft.pk)
    fill(form, why="Signed")
    page = desk.post(change(host), form).content.decode()
    assert "does not join an event to an institution" in errors_in(page)
    assert Edition.objects.filter(entry=draft).count() == 1


def test_steps_of_an_agreement_are_edited_in_its_form(desk, source, host):
    agreement = factories.saved(factories.entry_record("agreement", "The treaty", source)).own
    form = opened(desk, change(agreement))
    evidence = agreement.statements.get()
    add_row(form, "actions", action="signature", date="1954-04-02", party=host.pk, evidence=[evidence.pk])
    fill(form, why="Signed")
    response = desk.post(change(agreement), form)
    assert response.status_code == 302, errors_in(response.content.decode())
    step = agreement.actions.get()
    assert (step.action, step.date, step.party_id) == ("signature", "1954-04-02", host.pk)


def test_names_and_identifiers_are_edited_in_the_form(desk, draft):
    form = opened(desk, change(draft))
    add_row(form, "names", text="FM", language="en", kind="abbreviation", statement=draft.statements.first().pk)
    add_row(form, "identifiers", scheme="wikidata", value="Q42")
    fill(form, why="Names")
    response = desk.post(change(draft), form)
    assert response.status_code == 302, errors_in(response.content.decode())
    assert Entry.objects.get(pk=draft.pk).names.get().text == "FM"
    assert draft.identifiers.get().value == "Q42"
