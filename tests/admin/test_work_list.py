"""The editors' list of what the evidence lacks: the same rules as on the public page, over drafts too."""

import re

import pytest

from partnership.queries import evidence
from tests import factories

pytestmark = pytest.mark.django_db
ROW = re.compile(r'<td><a href="([^"]+)">(\d+)</a>')


def rows(desk) -> dict[str, int]:
    page = desk.get("/admin/").content.decode()
    return {address.replace("&amp;", "&"): int(count) for address, count in ROW.findall(page)}


def listed(desk, address: str) -> int:
    page = desk.get(address).content.decode()
    return int(re.search(r"(\d+) (?:entr|source)", page.partition('class="paginator"')[2])[1])


def test_every_figure_leads_to_a_list_of_as_many_rows(desk, everything, draft):
    gone = factories.entry_record(title="Gone", status="withdrawn", country="XA")
    bare = factories.entry_record(title="Bare", status="draft", country="XA", date="2003")
    factories.saved(gone, bare)
    found = rows(desk)
    assert {"/admin/partnership/entry/?gap=unsourced-field", "/admin/partnership/source/?gap=stale"} <= set(found)
    for address, count in found.items():
        assert listed(desk, address) == count, address


def test_drafts_count_here_and_withdrawn_entries_do_not(desk, source):
    for status in ("draft", "in_review", "withdrawn"):
        factories.saved(factories.entry_record(title=f"An {status} one", status=status, country="XA"))
    assert rows(desk)["/admin/partnership/entry/?gap=unsourced-field"] == 2
    page = desk.get("/admin/partnership/entry/?gap=unsourced-field").content.decode()
    assert "An in_review one" in page
    assert "An withdrawn one" not in page


def test_a_part_used_by_a_draft_is_used_for_editors(desk, source, draft):
    assert rows(desk)["/admin/partnership/source/?gap=untaken-part"] == 1
    more = factories.statement("S.", citations=[factories.citation(source, part="P2")])
    factories.saved(factories.entry_record(title="Other", status="draft", statements=[more]))
    assert "/admin/partnership/source/?gap=untaken-part" not in rows(desk)


def test_the_lists_know_every_gap(desk, everything):
    for model, gaps in (
        ("entry", evidence.OF_ENTRIES),
        ("event", evidence.OF_ENTRIES),
        ("source", evidence.OF_SOURCES),
    ):
        for word in gaps:
            assert desk.get(f"/admin/partnership/{model}/?gap={word}").status_code == 200
