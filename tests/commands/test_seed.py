"""The content that the repository carries is loaded once, and never over what editors made of it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from partnership.actions import apply
from partnership.fixtures import dump
from partnership.models import Entry, Load, Term
from partnership.records import record
from tests.commands.conftest import content
from tests.snapshot import snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def carried(settings, tmp_path):
    """A repository that carries a small content."""
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "fixtures"
    folder.mkdir()
    records = content()
    (folder / "terms.json").write_text(dump(each for each in records if each["form"] in ("term", "place")))
    (folder / "article.json").write_text(dump(each for each in records if each["form"] in ("source", "entry")))
    return folder


def seed() -> str:
    out = StringIO()
    call_command("seed", stdout=out)
    return out.getvalue()


def test_an_empty_database_gets_the_content(carried):
    assert seed() == f"Seeded terms, article: {len(content())} records.\n"
    assert Entry.objects.published().count() == 3
    assert list(Load.objects.order_by("name").values_list("name", flat=True)) == ["article", "terms"]


def test_a_second_time_nothing_happens_also_when_editors_changed_or_the_files_did(carried):
    seed()
    apply(record(Entry.objects.get(slug="visit")) | {"title": "Edited"}, by=None, reason="")
    for name in ("terms", "article"):
        (carried / f"{name}.json").write_text("[]")
    before = snapshot()
    assert "already" in seed()
    assert snapshot() == before


def test_only_what_is_not_yet_there_is_loaded(carried):
    call_command("loaddata", str(carried / "terms.json"), verbosity=0)
    assert seed().startswith("Seeded article:")


def test_a_broken_fixture_seeds_nothing_and_names_the_line(carried):
    path = carried / "article.json"
    path.write_text(path.read_text().replace('"date": "1954"', '"date": "soon"'))
    with pytest.raises(CommandError, match=r"article\.json, line \d+: “soon”"):
        seed()
    assert not Term.objects.exists()
    assert not Load.objects.exists()


@pytest.mark.parametrize("spoil", ["missing", "folder", "bytes"])
def test_a_fixture_that_cannot_be_read_is_named_and_nothing_is_loaded(carried, spoil):
    path = carried / "article.json"
    if spoil == "bytes":
        path.write_bytes(b"\xff\xfe")
    else:
        path.unlink()
        if spoil == "folder":
            path.mkdir()
    with pytest.raises(CommandError, match=r"article\.json"):
        seed()
    assert not Term.objects.exists()


def test_what_the_repository_really_carries_can_be_seeded():
    assert seed().startswith("Seeded terms, article:")
    assert Entry.objects.published().count() > 50
