"""A statement's own page: its evidence, what speaks against it, and who may see it."""

import re

import pytest

from partnership import actions
from partnership.models import Entry
from partnership.records import for_record, record
from tests.factories import action, citation, entry_record, relation, saved, source_record, statement, value
from tests.kept import kept


def card(client, key: str) -> dict:
    answer = client.get(f"/statements/{key}.json")
    assert answer.status_code == 200
    return answer.json()


def page(client, key: str) -> str:
    answer = client.get(f"/statements/{key}/")
    assert answer.status_code == 200
    return answer.content.decode()


def fresh(entry: Entry) -> Entry:
    return for_record(Entry.objects.filter(pk=entry.pk)).get()


@kept
def treaty(study):
    """An agreement whose second sentence has every kind of evidence and of use."""
    wire = saved(source_record("The wire", slug="wire", publisher="Wire", tier="press"))
    reprint = saved(
        source_record(
            "The reprint",
            slug="reprint",
            publisher="Daily",
            tier="press",
            origin=wire.key,
            address="https://example.org/reprint#top",
            accessed="2025-03",
            copies=[{"address": "https://example.net/copy", "kind": "archive", "archived_at": "2024-02-03"}],
        )
    )
    state = saved(entry_record("institution", "Northland", study, slug="northland"))
    lead = statement("It is a treaty.", study, lead=True)
    signed = statement(
        "It was signed in 2003.",
        claimant=state.key,
        rank="preferred",
        rank_reason="Seen in the text.",
        values=[value("date", "2003-06")],
        citations=[
            citation(wire),
            citation(reprint, part="P2", locator="line 3", anchor="the treaty", quote="so-called", note="A note."),
            citation(study, stance="disputes", note="Says otherwise."),
        ],
    )
    rivals = [
        statement("It was signed in 2004.", study, values=[value("date", "2004")]),
        statement("It was signed some day of 2003.", study, values=[value("date", "2003")]),
    ]
    saved(
        entry_record(
            "agreement",
            "The treaty",
            slug="treaty",
            statements=[lead, signed, *rivals],
            date="2003-06",
            names=[{"text": "Pact", "language": "en", "kind": "alias", "statement": signed["key"]}],
            actions=[action("signature", signed, party=state.key, date="2003-06")],
            relations=[relation("signatory", state, signed)],
        )
    )
    return {"lead": lead["key"], "signed": signed["key"], "rivals": [each["key"] for each in rivals]}


def test_a_card_says_what_who_and_on_which_evidence(client, treaty):
    found = card(client, treaty["signed"])
    assert (found["text"], found["voice"], found["rank"]) == ("It was signed in 2003.", "fact", "preferred")
    assert (found["rank_reason"], found["claimant"]["title"]) == ("Seen in the text.", "Northland")
    assert (found["url"], found["entry"]["place"]) == (
        f"/statements/{treaty['signed']}/",
        f"/agreements/treaty/#s{treaty['signed']}",
    )
    assert [(each["label"], each["display"]) for each in found["values"]] == [("Signed", "June 2003")]
    wire, reprint, against = found["citations"]
    assert (reprint["part"], reprint["locator"], reprint["anchor"]) == ("¶ 2", "line 3", "the treaty")
    assert (reprint["quote"], reprint["note"], reprint["stance"]) == ("so-called", "A note.", "supports")
    source = reprint["source"]
    assert (source["title"], source["publisher"], source["tier"]["label"]) == ("The reprint", "Daily", "Press")
    assert (source["date"], source["accessed"]["display"]) == ("2021", "March 2025")
    assert source["relays"]["slug"] == "wire"
    assert (wire["one_voice_with"], reprint["one_voice_with"]) == ([2], [1])
    assert against["stance"] == "disputes"
    assert found["grade"] == "single-source"
    assert "2 sources count as one voice" in found["grade_reason"]


def test_the_way_out_leads_to_the_quoted_words_there_and_in_the_archive(client, treaty):
    reprint = card(client, treaty["signed"])["citations"][1]
    assert reprint["address"] == "https://example.org/reprint#top:~:text=so%2Dcalled"
    (copy,) = reprint["source"]["copies"]
    assert copy["address"] == "https://example.net/copy#:~:text=so%2Dcalled"
    assert (copy["kind"], copy["archived"]) == ("Web archive", "3 February 2024")
    way = 'href="https://example.org/reprint#top:~:text=so%2Dcalled"'
    for path in (f"/statements/{treaty['signed']}/", "/agreements/treaty/", "/sources/reprint/"):
        assert way in client.get(path).content.decode(), path
    assert 'href="https://example.org/study" rel' in page(client, treaty["lead"])


def test_what_speaks_against_it_is_linked_card_to_card(client, treaty):
    found = card(client, treaty["signed"])
    (rival,) = found["rivals"]
    assert [(each["display"], each["own"], each["agrees"]) for each in rival["options"]] == [
        ("June 2003", True, False),
        ("2004", False, False),
        ("2003", False, True),
    ]
    shown = page(client, treaty["signed"])
    for key in treaty["rivals"]:
        assert f'href="/statements/{key}/"' in shown
        assert f'href="/statements/{treaty["signed"]}/"' in page(client, key)
    assert "Says otherwise." in shown[shown.index("What speaks against it") :]
    assert card(client, treaty["lead"])["rivals"] == []
    assert "What speaks against it" not in page(client, treaty["lead"])


def test_it_says_of_what_else_it_is_the_evidence(client, treaty):
    found = card(client, treaty["signed"])["used"]
    assert [(each["use"], each["label"], each["detail"]) for each in found] == [
        ("relation", "Signed by", ""),
        ("step", "Signature", "June 2003"),
        ("name", "Other name", "Pact"),
    ]
    assert [each["other"] and each["other"]["title"] for each in found] == ["Northland", "Northland", None]


def test_sentences_follow_each_other_as_on_the_page(client, visit):
    data = client.get("/events/visit.json").json()
    keys = [each["id"] for each in data["statements"]]
    found = [card(client, key) for key in keys]
    assert [each["earlier"] and each["earlier"]["id"] for each in found] == [None, *keys[:-1]]
    assert [each["later"] and each["later"]["id"] for each in found] == [*keys[1:], None]
    assert [(each["number"], each["of"]) for each in found] == [(1, 3), (2, 3), (3, 3)]


def test_it_changed_last_in_the_edition_that_gave_it_its_form(client, visit):
    entry = fresh(visit)
    keys = list(entry.statements.order_by("position").values_list("key", flat=True))
    plain = record(entry)
    plain["statements"][1]["text"] = "It was a great success."
    actions.apply(plain, by=None, reason="Second")
    plain = record(fresh(visit))
    plain["statements"][2]["citations"][0]["note"] = "Page 3."
    plain["statements"] = [plain["statements"][each] for each in (1, 0, 2)]
    actions.apply(plain, by=None, reason="Third")
    assert [card(client, key)["changed"]["edition"] for key in keys] == [1, 2, 3]
    plain = record(fresh(visit))
    plain["statements"][0]["text"] = "It was a success."
    actions.apply(plain, by=None, reason="Back to the first")
    assert [card(client, key)["changed"]["edition"] for key in keys] == [1, 4, 3]


def test_a_card_is_as_public_as_its_entry(client, study, visit):
    key = visit.statements.get(lead=True).key
    assert client.get("/statements/bcdfghjkmn/").status_code == 404
    for status in ("draft", "in_review", "withdrawn"):
        hidden = statement("Secret.", study, lead=True)
        saved(entry_record(title="Secret", status=status, statements=[hidden]))
        for suffix in ("/", ".json", ".bib", ".ttl"):
            assert client.get(f"/statements/{hidden['key']}{suffix}").status_code == 404
    actions.withdraw(fresh(visit), by=None, reason="Test")
    for suffix in ("/", ".json"):
        answer = client.get(f"/statements/{key}{suffix}")
        assert answer.status_code == 410
        assert b"The president" not in answer.content
    assert client.get(f"/statements/{key}/?page=1").status_code == 400


def test_an_origin_that_no_public_sentence_cites_is_not_named(client, study):
    wire = saved(source_record("Hidden wire", slug="hidden-wire"))
    reprint = saved(source_record("Reprint", slug="reprint", origin=wire.key))
    said = statement("It is.", reprint, lead=True)
    saved(entry_record(statements=[said]))
    assert card(client, said["key"])["citations"][0]["source"]["relays"] is None
    assert "Hidden wire" not in page(client, said["key"])


def test_the_sign_behind_a_sentence_leads_to_its_card_and_its_anchor_stays(client, visit):
    shown = client.get("/events/visit/").content.decode()
    for key in visit.statements.values_list("key", flat=True):
        assert re.search(rf'<a class="permalink" href="/statements/{key}/"', shown)
        assert f'id="s{key}"' in shown
        assert f'class="text" href="/statements/{key}/"' in client.get("/sources/study/").content.decode()


def test_every_value_of_the_box_has_its_number_or_the_sentence_elsewhere_or_says_that_it_has_no_source(client, study):
    firm = saved(entry_record("institution", "The Firm", study, slug="firm"))
    own = firm.statements.get()
    said = statement("In June.", study, lead=True, values=[value("date", "2003-06")])
    saved(
        entry_record(
            "event",
            "Visit",
            slug="a-visit",
            date="2003-06",
            country="XA",
            statements=[said],
            relations=[relation("host", firm, own.key)],
        )
    )
    facts = {each["field"]: each for each in client.get("/events/a-visit.json").json()["facts"]}
    assert (facts["date"]["notes"], facts["date"]["sourced"]) == ([1], True)
    assert (facts["host"]["notes"], facts["host"]["sourced"]) == ([], True)
    assert facts["host"]["each"][0]["elsewhere"] == [{"id": own.key, "url": f"/statements/{own.key}/"}]
    assert (facts["country"]["notes"], facts["country"]["sourced"]) == ([], False)
    box = client.get("/events/a-visit/").content.decode().partition('<dl class="facts">')[2].partition("</dl>")[0]
    assert f'href="/statements/{own.key}/"' in box
    assert box.count("no source") == 2  # the country, and the place that nobody recorded


@pytest.mark.parametrize("suffix", ["bib", "ris", "csl.json"])
def test_a_card_can_be_taken_away_as_a_reference(client, treaty, suffix):
    answer = client.get(f"/statements/{treaty['signed']}.{suffix}")
    assert answer.status_code == 200
    assert treaty["signed"] in answer.content.decode()
    assert f"/statements/{treaty['signed']}.{suffix}" in page(client, treaty["signed"])


def test_marks_in_a_card_are_only_text(client, study):
    hostile = "<b onclick='x()'>c. 1</b>"
    cited = citation(study, locator=hostile, anchor=hostile, quote=hostile, note=hostile)
    said = statement(hostile, lead=True, citations=[cited])
    saved(entry_record(title=hostile, statements=[said]))
    shown = page(client, said["key"])
    assert "<b onclick" not in shown
    assert "&lt;b onclick" in shown
