"""An address belongs to one entry for ever, whatever it is called later and of whatever kind it is."""

import pytest

from partnership.actions import Invalid, apply, apply_all
from partnership.models import Entry, Redirect
from partnership.records import record
from tests.factories import entry_record, saved, source_record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


def entry(title="A meeting", kind="event", **columns) -> Entry:
    return saved(entry_record(kind, title, status="draft", **columns))


def moved(row: Entry, slug: str) -> Entry:
    return apply(record(row) | {"slug": slug}, by=None, reason="Moved")


def old(row: Entry) -> list[str]:
    return [each.slug for each in row.redirects.order_by("slug")]


def test_an_empty_slug_is_made_from_the_folded_title():
    assert entry("Işık Ülkesi").slug == "isik-ulkesi"
    assert entry("…").slug == "entry"


def test_a_title_used_before_gets_a_number_across_kinds_and_within_one_call():
    slugs = [entry(kind=kind).slug for kind in ("event", "person", "system")]
    assert slugs == ["a-meeting", "a-meeting-2", "a-meeting-3"]
    rows = apply_all([entry_record(title="Twin", status="draft") for _ in range(2)], by=None, reason="")
    assert [row.slug for row in rows] == ["twin", "twin-2"]


def test_a_slug_stays_when_the_title_changes():
    assert apply(record(entry()) | {"title": "Renamed"}, by=None, reason="").slug == "a-meeting"


def test_a_slug_that_another_entry_of_any_kind_has_is_refused():
    entry(slug="taken")
    with pytest.raises(Invalid, match="is, or was, the address") as refused:
        entry("Other", "person", slug="taken")
    assert refused.value.problems[0].path == "slug"


@pytest.mark.parametrize("slug", ["Upper", "two words", "ülke", "a/b", "x" * 101, "a\n"])
def test_what_is_no_address_is_refused(slug):
    with pytest.raises(Invalid) as refused:
        entry(slug=slug)
    assert {problem.path for problem in refused.value.problems} == {"slug"}


def test_every_former_address_leads_on_for_ever():
    row = entry(slug="first")
    for slug in ("second", "third"):
        row = moved(row, slug)
    assert old(row) == ["first", "second"]
    row = apply(record(row) | {"redirects": []}, by=None, reason="Forgetful importer")
    assert old(row) == ["first", "second"]
    assert record(row)["redirects"] == [{"slug": "first"}, {"slug": "second"}]


def test_going_back_to_a_former_address_turns_the_redirect_round():
    row = moved(moved(entry(slug="first"), "second"), "first")
    assert (row.slug, old(row)) == ("first", ["second"])


def test_a_former_address_is_not_given_to_another_entry():
    moved(entry(slug="first"), "second")
    with pytest.raises(Invalid, match="is, or was, the address"):
        entry("Other", slug="first")
    assert entry("First").slug == "first-2"


def test_a_redirect_may_be_added_but_not_from_the_address_of_another():
    entry(slug="taken")
    row = entry("Other", redirects=[{"slug": "once-called-this"}])
    assert old(row) == ["once-called-this"]
    with pytest.raises(Invalid) as refused:
        apply(record(row) | {"redirects": [{"slug": "taken"}]}, by=None, reason="")
    assert refused.value.problems[0].path == "redirects"
    assert Redirect.objects.count() == 1


def test_an_entry_does_not_redirect_to_itself():
    assert old(entry(slug="same", redirects=[{"slug": "same"}])) == []


class TestSources:
    def test_have_addresses_of_their_own(self):
        entry("A study")
        assert saved(source_record(slug="")).slug == "a-study"
        assert saved(source_record(slug="")).slug == "a-study-2"

    def test_do_not_share_them(self):
        saved(source_record(slug="one"))
        with pytest.raises(Invalid, match="another source"):
            saved(source_record(slug="one"))
