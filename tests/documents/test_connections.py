"""What joins an entry to others, and what stands around it."""

from partnership import actions
from partnership.documents import line
from partnership.models import Entry
from partnership.queries.entries import for_lines
from tests.documents.reading import fact, read
from tests.factories import action, entry_record, relation, saved, statement


def test_a_relation_is_told_from_both_ends(study):
    said = statement("The firm hosted it.", study, lead=True)
    firm = saved(entry_record("institution", "The Firm", study))
    event = saved(entry_record(title="The Visit", statements=[said], relations=[relation("host", firm, said)]))
    (there,), (back,) = read(event)["relations"], read(firm)["relations"]
    assert (there["label"], there["entry"]["title"], there["inverse"], there["notes"]) == (
        "Hosted by",
        "The Firm",
        False,
        [1],
    )
    assert (back["label"], back["entry"]["title"], back["inverse"], back["notes"]) == ("Hosted", "The Visit", True, [])
    assert back["evidence"] == [{"id": said["key"], "url": f"/statements/{said['key']}/"}]
    assert fact(read(event), "host")["display"] == "The Firm"


def test_a_relation_says_from_when_to_when(study):
    said = statement("It supplied them.", study, lead=True)
    firm = saved(entry_record("institution", "The Firm", study))
    joined = relation("supplier", firm, said, valid_from="2003", valid_to="2014", detail="as maker")
    agreement = saved(entry_record("agreement", "The Deal", statements=[said], relations=[joined]))
    (found,) = read(agreement)["relations"]
    assert (found["period"], found["from"], found["to"], found["detail"]) == ("2003–2014", "2003", "2014", "as maker")


def test_the_steps_of_an_agreement(study):
    said = statement("It was signed.", study, lead=True)
    firm = saved(entry_record("institution", "The Firm", study))
    # The editors wrote down the last step first; one without a date comes last.
    steps = [action("completion", said), action("amendment", said, date="2017"),
             action("signature", said, party=firm.key, date="2016-11")]  # fmt: skip
    found = read(saved(entry_record("agreement", "The Deal", statements=[said], actions=steps)))["actions"]
    assert [(each["label"], each["date"]["display"]) for each in found] == [
        ("Signature", "November 2016"),
        ("Amendment", "2017"),
        ("Completion", ""),
    ]
    assert found[0]["party"]["title"] == "The Firm"
    assert found[1]["party"] is None


def test_neighbours_are_of_the_same_kind_and_public(study):
    before = saved(entry_record(title="Before", source=study, date="2001"))
    middle = saved(entry_record(title="Middle", source=study, date="2003"))
    after = saved(entry_record(title="After", source=study, date="2005"))
    saved(entry_record(title="Hidden", source=study, date="2004", status="draft"))
    saved(entry_record("agreement", "Other kind", study, date="2002"))
    found = read(middle)
    assert (found["earlier"]["title"], found["later"]["title"]) == (before.title, after.title)
    assert read(before)["earlier"] is None
    undated = read(saved(entry_record(title="Undated", source=study)))
    assert (undated["earlier"], undated["later"]) == (None, None)


def test_an_open_end_is_no_calendar_day(study):
    found = read(saved(entry_record(source=study, date="2010/..")))
    assert found["date"] == {"edtf": "2010/..", "earliest": "2010-01-01", "latest": None, "display": "since 2010"}


def test_only_editors_see_why_something_is_held_back(study):
    entry = saved(entry_record(source=study, status="draft", hold_reason="Waiting for the archive."))
    assert read(entry, "editor")["hold_reason"] == "Waiting for the archive."
    assert "hold_reason" not in read(entry)


def test_a_line_names_each_principal_party_once(study):
    said = statement("They signed.", study, lead=True)
    firm, maker = (saved(entry_record("institution", title, study)) for title in ("The Firm", "The Maker"))
    joined = [
        relation("signatory", firm, said, valid_from="2003"),
        relation("signatory", firm, said, valid_from="2004"),
        relation("supplier", maker, said),
    ]
    saved(entry_record("agreement", "The Deal", statements=[said], relations=joined, slug="deal"))
    assert line(for_lines(Entry.objects.all()).get(slug="deal"))["parties"] == ["The Firm"]


def test_a_withdrawn_entry_leaves_the_relations_of_others(study):
    said = statement("The firm hosted it.", study, lead=True)
    firm = saved(entry_record("institution", "The Firm", study))
    event = saved(entry_record(statements=[said], relations=[relation("host", firm, said)]))
    assert read(event)["relations"]
    actions.withdraw(Entry.objects.get(pk=firm.pk), by=None, reason="Test")
    assert read(event)["relations"] == []
    assert [each["entry"]["title"] for each in read(event, "editor")["relations"]] == ["The Firm"]
