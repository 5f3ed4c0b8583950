"""The content is written in one canonical form: loading it and writing it again gives the same bytes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from partnership.actions import apply, apply_all
from partnership.actions.load import load
from partnership.fixtures import dump
from partnership.models import Entry
from partnership.records import record
from tests import strategies
from tests import world as small_world
from tests.commands.conftest import content
from tests.factories import entry_record, saved, source_record, vocabulary
from tests.snapshot import counts, undone

pytestmark = pytest.mark.django_db


def dumped(part: str) -> str:
    out = StringIO()
    call_command("dump_content", part, stdout=out)
    return out.getvalue()


def both() -> dict[str, str]:
    return {part: dumped(part) for part in ("terms", "article")}


@strategies.FEW
@given(
    entries=st.tuples(*(strategies.entries(base=1000 * number) for number in range(1, 3))),
    one=st.tuples(strategies.sources(), strategies.terms(), strategies.places()),
)
def test_what_was_loaded_is_dumped_in_the_same_bytes(db, entries, one):
    with undone():
        apply_all([*small_world.records(), *one, *entries], by=None, reason="")
        texts = both()
    with undone():
        load(texts)
        assert both() == texts
        before = counts()
        assert load(texts) == 0
        assert counts() == before


def test_the_dump_does_not_depend_on_the_order_in_which_rows_were_made():
    texts, plain = [], content()
    for records in (plain, plain[::-1]):
        with undone():
            saved(*records)
            texts.append(both())
    assert texts[0] == texts[1]


def test_rows_stand_by_their_words_letter_by_letter():
    """Some databases pass over hyphens and capitals when they sort, and would give other bytes."""
    vocabulary()
    slugs = ["a-z", "aa", "a_b", "a", "a-b", "a1", "ab"]
    saved(*(source_record(slug=slug) for slug in slugs))
    text = dumped("article")
    assert sorted(slugs, key=lambda slug: text.index(f'"slug": "{slug}"')) == sorted(slugs)


def test_each_part_holds_its_own():
    saved(*content())
    terms, article = dumped("terms"), dumped("article")
    assert "partnership.place" in terms
    assert "partnership.term" in terms
    assert "partnership.entry" not in terms
    assert "partnership.term" not in article
    assert article.index("partnership.source") < article.index("partnership.entry")


def test_drafts_and_what_was_withdrawn_are_content_too():
    vocabulary()
    source = saved(source_record())
    saved(entry_record(title="Draft", source=source, status="draft"))
    withdrawn = saved(entry_record(title="Gone", source=source))
    apply(record(withdrawn) | {"status": "withdrawn"}, by=None, reason="")
    assert '"title": "Draft"' in dumped("article")
    assert '"title": "Gone"' in dumped("article")


def test_an_empty_database_is_an_empty_list_that_can_be_loaded():
    assert dumped("article") == dump([]) == "[]\n"
    assert load({"article": "[]\n"}) == 0


def test_it_writes_to_a_file_or_says_why_not(tmp_path):
    saved(*content())
    call_command("dump_content", "article", output=tmp_path / "article.json")
    assert (tmp_path / "article.json").read_text(encoding="utf-8") == dumped("article")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("dump_content", "article", output=tmp_path / "missing" / "article.json")


def test_it_costs_no_query_for_each_entry(django_assert_max_num_queries):
    saved(*content())
    for number in range(20):
        saved(entry_record("agreement", f"Treaty {number}", "bbbbbbbbbb"))
    assert Entry.objects.count() == 23
    with django_assert_max_num_queries(35):
        dumped("article")
