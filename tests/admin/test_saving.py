"""Every save of the record goes through an action: one edition, by whom and why, with the whole record."""

import pytest

from partnership.models import Edition, Event, Place, Source, Statement, Term
from partnership.records import record
from tests import factories
from tests.admin.pages import add_row, errors_in, fill, opened

pytestmark = pytest.mark.django_db
ADD = "/admin/partnership/event/add/"


def change(row) -> str:
    return f"/admin/partnership/{row._meta.model_name}/{row.pk}/change/"


def test_a_new_event_is_written_with_its_statements_citations_and_values(desk, editor, source):
    form = opened(desk, ADD)
    fill(form, title="A summit", date="2003-06", why="Found in the archive")
    fill(form, "statements-0", text="The summit took place.", lead="on")
    fill(form, "statements-0-citations-0", source=source.pk, part="P1", stance="supports")
    add_row(form, "statements-0-citations", source=source.pk, part="P2", quote="so it was")
    add_row(form, "statements-0-values", field="date", value="2003-06")
    second = add_row(form, "statements", text="It lasted two days.")
    add_row(form, f"{second}-citations", source=source.pk)
    response = desk.post(ADD, form)
    assert response.status_code == 302, errors_in(response.content.decode())
    event = Event.objects.get()
    assert (event.title, event.slug, event.status) == ("A summit", "a-summit", "draft")
    assert event.summary == "The summit took place."
    first, second = event.statements.all()
    assert [(each.part.label, each.quote) for each in first.citations.all()] == [("P1", ""), ("P2", "so it was")]
    assert [(each.field, each.value) for each in first.values.all()] == [("date", "2003-06")]
    assert second.text == "It lasted two days."
    edition = Edition.objects.get(entry=event)
    assert (edition.by, edition.why, edition.number) == (editor, "Found in the archive", 1)
    assert edition.record == record(event)


def test_saving_appends_exactly_one_edition_and_touches_nothing_else(desk, editor, draft):
    before = record(draft)
    keys = {each.key: each.pk for each in draft.statements.all()}
    form = opened(desk, change(draft))
    fill(form, hold_reason="Second source wanted", why="Held")
    assert desk.post(change(draft), form).status_code == 302
    _, second = Edition.objects.filter(entry=draft).order_by("number")
    assert (second.by, second.why, second.number) == (editor, "Held", 2)
    draft = Event.objects.get(pk=draft.pk)
    assert second.record == record(draft) == before | {"hold_reason": "Second source wanted"}
    assert {each.key: each.pk for each in draft.statements.all()} == keys


def test_an_unchanged_form_leaves_the_record_as_it_was(desk, draft):
    form = opened(desk, change(draft))
    fill(form, why="Nothing at all")
    assert desk.post(change(draft), form).status_code == 302
    assert Edition.objects.filter(entry=draft).count() == 1


def test_a_change_needs_a_reason(desk, draft):
    form = opened(desk, change(draft))
    fill(form, title="Another title")
    response = desk.post(change(draft), form)
    assert response.status_code == 200
    assert "This field is required" in errors_in(response.content.decode())
    assert "Another title" in response.content.decode()


def test_rows_are_removed_moved_and_put_in_order(desk, draft, source):
    first, second = draft.statements.all()
    citation = second.citations.get()
    form = opened(desk, change(draft))
    fill(form, "statements-0", position=1)
    fill(form, "statements-1", position=0)
    fill(form, "statements-0-citations-0", DELETE="on")
    fill(form, why="Order")
    assert desk.post(change(draft), form).status_code == 302
    draft = Event.objects.get(pk=draft.pk)
    assert [each.key for each in draft.statements.all()] == [second.key, first.key]
    assert first.citations.count() == 0
    assert second.citations.get().key == citation.key


def test_a_citation_dragged_to_another_sentence_keeps_its_key(desk, draft):
    first, second = draft.statements.all()
    citation = first.citations.get()
    form = opened(desk, change(draft))
    moved = {name: form.pop(name) for name in list(form) if name.startswith("statements-0-citations-0-")}
    form["statements-0-citations-TOTAL_FORMS"] = form["statements-0-citations-INITIAL_FORMS"] = ["0"]
    form["statements-1-citations-TOTAL_FORMS"] = form["statements-1-citations-INITIAL_FORMS"] = ["2"]
    form |= {name.replace("statements-0-citations-0", "statements-1-citations-1"): moved[name] for name in moved}
    fill(form, "statements-1-citations-1", statement=second.pk)
    fill(form, why="It belongs there")
    response = desk.post(change(draft), form)
    assert response.status_code == 302, errors_in(response.content.decode())
    assert citation.key in {each.key for each in second.citations.all()}
    assert first.citations.count() == 0


def test_a_citation_below_a_sentence_without_text_is_not_lost_silently(desk, source):
    form = opened(desk, ADD)
    fill(form, title="A summit")
    fill(form, "statements-0-citations-0", source=source.pk, quote="words that were typed")
    response = desk.post(ADD, form)
    assert response.status_code == 200
    assert "This field is required" in errors_in(response.content.decode())
    assert "words that were typed" in response.content.decode()


def test_an_unknown_part_is_refused_beside_the_field_with_the_parts_that_there_are(desk, draft):
    form = opened(desk, change(draft))
    fill(form, "statements-0-citations-0", part="P9")
    fill(form, why="Part")
    page = desk.post(change(draft), form).content.decode()
    assert "This source has no part “P9”. It has P1, P2." in errors_in(page)
    assert 'value="P9"' in page


def test_a_bad_date_is_refused_beside_the_field_and_all_text_is_kept(desk, source):
    form = opened(desk, ADD)
    fill(form, title="A summit", date="2020-13-45", why="First sight")
    fill(form, "statements-0", text="Words that took an hour.", lead="on", date="soon")
    page = desk.post(ADD, form).content.decode()
    row = page.split("field-date")[1]
    assert "“2020-13-45” is not a date as this record writes them" in row.split("<input")[0]
    assert "“soon” is not a date" in errors_in(page)
    for kept in ('value="2020-13-45"', "Words that took an hour.", 'value="A summit"', "First sight", 'value="soon"'):
        assert kept in page
    assert not Event.objects.exists()


def test_what_the_action_refuses_is_said_at_the_row(desk, draft):
    form = opened(desk, change(draft))
    fill(form, "statements-1", lead="on", text="Typed and kept.")
    fill(form, why="Two leads")
    response = desk.post(change(draft), form)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Another statement leads already" in page.split('id="statements-1"')[1]
    assert "Another statement leads already" not in page.split('id="statements-1"')[0]
    assert "Typed and kept." in page


def test_what_the_action_says_of_a_column_stands_beside_its_field(desk, draft, source):
    form = opened(desk, change(draft))
    measure = Term.objects.get(scheme="measure", code="units-ordered")
    add_row(form, "statements-0-values", measure=measure.pk, value="many")
    fill(form, why="Number")
    page = desk.post(change(draft), form).content.decode()
    assert "“many” is not a number" in errors_in(page)


def test_a_taken_address_is_refused_not_crashed_on(desk, draft, source):
    factories.saved(factories.entry_record(title="Other", slug="taken", status="draft"))
    form = opened(desk, change(draft))
    fill(form, slug="taken", why="Address")
    page = desk.post(change(draft), form).content.decode()
    assert "address of another entry" in errors_in(page)


def test_an_identifier_of_another_entry_is_refused_not_crashed_on(desk, draft, source):
    other = factories.entry_record(title="Other", status="draft", identifiers=[{"scheme": "wikidata", "value": "Q1"}])
    factories.saved(other)
    form = opened(desk, change(draft))
    add_row(form, "identifiers", scheme="wikidata", value="Q1")
    fill(form, why="Identifier")
    response = desk.post(change(draft), form)
    assert response.status_code == 200
    assert errors_in(response.content.decode())


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        (Term, {"scheme": "topic", "code": "music", "label": "Music"}),
        (Place, {"code": "XC", "name": "Westland", "precision": "country"}),
        (Source, {"title": "A report", "csl_type": "report", "authors": "Author, Ada\nThe Institute"}),
    ],
)
def test_a_popup_writes_through_the_action_too(desk, editor, source, model, typed):
    name = model._meta.model_name
    form = opened(desk, f"/admin/partnership/{name}/add/?_popup=1&_to_field=id")
    fill(form, **typed)
    if model is Source:
        fill(form, tier=Term.objects.get(scheme="source-tier", code="press").pk)
    response = desk.post(f"/admin/partnership/{name}/add/?_popup=1", form)
    assert response.status_code == 200
    assert b"popup_response" in response.content, errors_in(response.content.decode())
    row = model.objects.order_by("-pk")[0]
    edition = Edition.objects.get(**{name: row})
    assert (edition.number, edition.by) == (1, editor)
    assert edition.record == record(row)


def test_authors_are_typed_as_lines(desk, source):
    form = opened(desk, change(source))
    assert form["authors"] == ["Author, Ada"]
    fill(form, authors="Author, Ada\nThe Institute\nPlato,", why="Authors")
    assert desk.post(change(source), form).status_code == 302
    source.refresh_from_db()
    assert source.authors == [{"family": "Author", "given": "Ada"}, {"literal": "The Institute"}, {"family": "Plato"}]


def test_a_code_that_is_taken_is_said_beside_the_field(desk, source):
    form = opened(desk, "/admin/partnership/term/add/")
    fill(form, scheme="topic", code="trade", label="Trade, once more")
    page = desk.post("/admin/partnership/term/add/", form).content.decode()
    assert "already exists" in errors_in(page)
    assert Term.objects.get(scheme="topic", code="trade").label == "Trade"


def test_statements_of_a_draft_may_lack_a_citation_but_not_those_of_what_is_public(desk, source):
    event = factories.saved(factories.entry_record(title="Public", source=source)).own
    form = opened(desk, change(event))
    add_row(form, "statements", text="Without any source.")
    fill(form, why="More")
    page = desk.post(change(event), form).content.decode()
    assert "has no citation" in errors_in(page)
    assert "Without any source." in page
    assert Statement.objects.count() == 1
    assert Edition.objects.filter(entry=event).count() == 1
