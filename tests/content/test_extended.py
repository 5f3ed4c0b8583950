"""What the record took from the wider corpus, as it stands in the database."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from partnership.documents import document
from partnership.management.commands.identifier_coverage import coverage
from partnership.models import Agreement, Entry, Identifier, Source, Statement
from partnership.queries.entries import for_document
from partnership.queries.rivals import rivals
from partnership.vocabulary import Kind, Stance, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

DOCS = Path(settings.BASE_DIR) / "docs"
ITEMS = {f"X{number:03}" for number in range(1, 155)}
WEAK = {"X001", "X004", "X008", "X009", "X016", "X017", "X021", "X025", "X026", "X035", "X066", "X095", "X126", "X140"}
IN_CONFLICT = {
    *("X003", "X007", "X008", "X010", "X016", "X017", "X036", "X040", "X049", "X054", "X059", "X070", "X071"),
    *("X072", "X078", "X083", "X096", "X102", "X104", "X114", "X117", "X121", "X136", "X140", "X142", "X143"),
    "X149",
}  # fmt: skip


def owners() -> dict[str, Entry]:
    found = Identifier.objects.filter(scheme="dost-corpus").select_related("entry")
    return {each.value: each.entry for each in found}


def test_every_item_is_carried_by_an_entry():
    assert set(owners()) == ITEMS


def test_every_source_of_the_corpus_is_there():
    known = Identifier.objects.filter(scheme="dost-sources", source__isnull=False)
    assert known.count() == 212


def test_what_rests_on_weak_sources_is_held_back_and_says_why():
    held_back = {item for item, entry in owners().items() if entry.status != Status.PUBLISHED}
    # X017 and X025 are about entries that the founding article has published on its own evidence.
    assert held_back == WEAK - {"X017", "X025"}
    assert [str(each) for each in Entry.objects.exclude(status=Status.PUBLISHED) if not each.hold_reason] == []
    client = Client()
    for entry in Entry.objects.exclude(status=Status.PUBLISHED):
        assert client.get(entry.get_absolute_url()).status_code == 404


def test_there_is_one_super_mushshak_agreement():
    assert [each.slug for each in Agreement.objects.filter(title__icontains="Mushshak")] == ["super-mushshak-order"]
    assert owners()["X060"] == owners()["X063"] == Entry.objects.get(slug="super-mushshak-order")


@pytest.mark.parametrize(
    ("item", "measure", "amounts"),
    [
        ("X021", "military-personnel-trained", {"1494"}),
        ("X023", "trade-volume", {"170"}),
        ("X125", "trade-volume", {"1400"}),
        ("X139", "arms-export-share", {"12"}),
        ("X140", "arms-export-share", {"10"}),
        ("X032", "contract-value", {"75"}),
        ("X032", "aircraft-modernised", {"42"}),
        ("X071", "contract-value", {"1500"}),
        ("X071", "aircraft-ordered", {"30"}),
    ],
)
def test_figures_became_values(item, measure, amounts):
    values = owners()[item].statements.filter(values__measure__code=measure).values_list("values__value", flat=True)
    assert amounts <= set(values)


def conflicts() -> list[list[str]]:
    """The rows of the table of conflicts: item, what differs, how it came in, statements, how it is settled."""
    _, _, section = (DOCS / "extended-corpus.md").read_text().partition("## Conflicts")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:3] == "| X"]
    assert all(len(row) == 5 for row in rows)
    return rows


def test_every_conflict_of_the_corpus_is_mapped():
    assert {row[0] for row in conflicts()} == IN_CONFLICT
    assert len(IN_CONFLICT) == 27


def test_the_mapping_of_conflicts_is_what_the_content_holds():
    for item, _, outcome, keys, settled in conflicts():
        named = re.findall(r"`(\w{10})`", keys)
        statements = list(Statement.objects.filter(key__in=named).select_related("entry"))
        assert len(statements) == len(named) >= 1, item
        assert settled, item
        if outcome == "note":
            assert any(each.note for statement in statements for each in statement.citations.all()), item
            continue
        assert len(named) > 1, item
        cited = [{each.source_id for each in statement.citations.all()} for statement in statements]
        assert all(cited), item
        if outcome == "apart":
            values = [{(each.measure_id, each.as_of) for each in statement.values.all()} for statement in statements]
            assert len({measure for both in values for measure, _ in both}) < len(set.union(*values)), item
        elif outcome == "rivals":
            entry = statements[0].entry
            differing = [
                {each.key for option in rival.options for each in option.statements}
                for rival in rivals(entry.statements.prefetch_related("values__measure", "values__unit"))
            ]
            assert any(set(named) <= keys for keys in differing), item
        else:
            assert outcome == "ranked", item
            stances = {each.stance for statement in statements for each in statement.citations.all()}
            assert {each.rank for each in statements} != {"normal"} or Stance.DISPUTES in stances, item


def test_no_public_statement_and_no_value_of_a_fact_box_is_without_evidence_or_says_so():
    client = Client()
    statements = facts = marked = 0
    for entry in for_document(Entry.objects.published()):
        found = document(entry)
        cited = {each["id"] for each in found["statements"] if each["citations"]}
        assert [each["id"] for each in found["statements"] if each["id"] not in cited] == []
        statements += len(cited)
        unsourced = 0
        for fact in found["facts"]:
            for item in fact["each"]:
                facts += 1
                # Evidence of a party may be a sentence about the party, on another page.
                assert Statement.objects.filter(key__in=item["statements"], citations=None).count() == 0
                unsourced += not item["statements"]
            unsourced += not fact["each"]
            assert fact["sourced"] == bool(fact["each"] and all(item["statements"] for item in fact["each"]))
        if unsourced:
            page = client.get(entry.get_absolute_url()).content.decode()
            box = page[page.index('<dl class="facts">') :].partition("</dl>")[0]
            assert box.count("no source") == unsourced, entry
            marked += unsourced
    assert statements > 700
    assert facts > 1000
    assert marked > 0


def test_the_coverage_page_is_what_the_command_makes():
    made = "\n".join(coverage("dost-corpus")) + "\n"
    assert (DOCS / "extended-coverage.md").read_text() == made, "run: manage.py identifier_coverage dost-corpus …"


def test_reprints_share_an_origin():
    relays = {each.slug: each.origin.publisher for each in Source.objects.filter(origin__isnull=False)}
    assert relays["toi-hlmdg12"] == "Associated Press of Pakistan"
    assert relays["tgazetesi-drone"] == relays["geo-jets"] == "Bloomberg"


def test_agreements_have_their_steps():
    without = Agreement.objects.filter(status=Status.PUBLISHED, kind=Kind.AGREEMENT, actions=None)
    assert [each.slug for each in without] == []
