"""What the record took from the founding article, as it stands in the database."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count, Q

from partnership.actions import reasons_against_publishing
from partnership.management.commands.source_coverage import coverage
from partnership.models import Citation, Edition, Entry, Source, Statement
from partnership.vocabulary import Rank, Voice
from tests.content.conftest import SEEDS, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

DOCS = Path(settings.BASE_DIR) / "docs"
# The words that were links in the article, with the paragraph in which they stand.
ANCHORS = {
    ("P3", "cooperative initiatives"), ("P3", "multilateral cooperation"), ("P3", "upholds and promotes defence ties"),
    ("P4", "T-37"), ("P4", "2022"), ("P5", "$112 million"), ("P6", "1500"), ("P9", "first drone"),
    ("P9", "joint ventures"), ("P9", "development and production"), ("P9", "2013"), ("P10", "signed"),
    ("P12", "highest levels of government defence R&D"), ("P13", "jointly manufacturing fighter jets"),
}  # fmt: skip


def article() -> Source:
    return Source.objects.get(slug="cass-2021")


@pytest.mark.parametrize("name", SEEDS)
def test_loading_and_dumping_gives_the_same_bytes(name):
    out = io.StringIO()
    call_command("dump_content", name, stdout=out)
    assert out.getvalue() == texts()[name]


def test_every_statement_is_cited_and_every_entry_may_be_public():
    assert Statement.objects.exists()
    assert list(Statement.objects.annotate(n=Count("citations")).filter(n=0)) == []
    found = {str(entry): reasons_against_publishing(entry) for entry in Entry.objects.published()}
    assert {title: reasons for title, reasons in found.items() if reasons} == {}


def test_every_paragraph_gave_something():
    taken = set(Citation.objects.filter(source=article()).values_list("part__label", flat=True))
    assert taken == {part.label for part in article().parts.all()} >= {f"P{number}" for number in range(1, 16)}


def test_every_link_of_the_article_is_an_anchor():
    cited = Citation.objects.filter(source=article()).exclude(anchor="")
    assert set(cited.values_list("part__label", "anchor")) == ANCHORS


def test_judgements_name_who_judges():
    """What the article judges, expects or advises is the authors' or whoever's they report; never nobody's."""
    judged = Statement.objects.exclude(voice=Voice.FACT).filter(citations__source=article(), rank=Rank.NORMAL)
    assert judged.count() > 30
    nobodys = judged.filter(claimant=None).annotate(others=Count("citations", filter=~Q(citations__source=article())))
    # Where nobody is named, the sentence is the editors' on what they could not verify, and its note says so.
    assert [each.text for each in nobodys if not any(citation.note for citation in each.citations.all())] == []


def test_the_checklist_leaves_no_clause_without_a_statement_that_exists():
    rows = re.findall(
        r"^\| ((?:title|byline|note|P\d+)\.\d+) \|.*?\| (.+?) \|$", (DOCS / "article-checklist.md").read_text(), re.M
    )
    clauses = {clause: re.findall(r"`(\w{10})`", keys) for clause, keys in rows}
    assert len(clauses) == len(rows) > 80
    assert [clause for clause, keys in clauses.items() if not keys] == []
    named = {key for keys in clauses.values() for key in keys}
    assert named - set(Statement.objects.values_list("key", flat=True)) == set()
    for clause, keys in clauses.items():
        part = clause.partition(".")[0]
        cited = set(
            Citation.objects.filter(statement__key__in=keys, source=article()).values_list("part__label", flat=True)
        )
        assert part in cited, f"{clause}: none of its statements cites {part}"


def test_the_coverage_page_is_what_the_command_makes():
    made = "\n".join(coverage(article())) + "\n"
    assert (DOCS / "article-coverage.md").read_text() == made, "run: manage.py source_coverage cass-2021 --output …"


def test_each_row_has_one_edition_by_each_layer_that_holds_it():
    assert Edition.objects.filter(load=None).count() == 0
    editions = Edition.objects.values_list("entry", "source", "term", "place", "load__name")
    assert len(editions) == len(set(editions))
    assert set(Edition.objects.values_list("number", flat=True)) == {1, 2}
