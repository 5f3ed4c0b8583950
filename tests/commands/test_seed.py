"""The content that the repository carries is loaded once, and never over what editors made of it."""

import copy
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from partnership.actions import apply
from partnership.actions.layers import LAYERS
from partnership.fixtures import dump
from partnership.models import Entry, Load, Term
from partnership.records import complete, record
from partnership.text import canonical
from tests.commands.conftest import content
from tests.factories import entry_record, statement
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
    [visit] = [copy.deepcopy(each) for each in records if each.get("slug") == "visit"]
    visit["statements"].append(statement("They met again.", "bbbbbbbbbb", key="nnnnnnnnnn"))
    new = entry_record("event", "Return", "bbbbbbbbbb", key="pppppppppp", slug="return")
    (folder / "extended.json").write_text(dump(map(complete, [visit, new])))
    return folder


def seed() -> str:
    out = StringIO()
    call_command("seed", stdout=out)
    return out.getvalue()


def test_an_empty_database_gets_the_content(carried):
    assert seed() == f"Seeded terms, article, extended: {len(content()) + 2} records.\n"
    assert Entry.objects.published().count() == 4
    assert set(Load.objects.values_list("name", flat=True)) == {"terms", "article", "extended"}
    assert Entry.objects.get(slug="visit").statements.count() == 2


def test_a_second_time_nothing_happens_also_when_editors_changed_or_the_files_did(carried):
    seed()
    apply(record(Entry.objects.get(slug="visit")) | {"title": "Edited"}, by=None, reason="")
    for name in LAYERS:
        (carried / f"{name}.json").write_text("[]")
    before = snapshot()
    assert "already" in seed()
    assert snapshot() == before


def test_only_what_is_not_yet_there_is_loaded(carried):
    call_command("loaddata", str(carried / "terms.json"), verbosity=0)
    assert seed().startswith("Seeded article, extended:")


def test_new_content_is_laid_over_what_an_older_release_seeded(carried):
    text = (carried / "extended.json").read_text()
    (carried / "extended.json").write_text("[]")
    seed()
    Load.objects.filter(name="extended").delete()
    (carried / "extended.json").write_text(text)
    assert seed().startswith("Seeded extended: 2 records")
    assert Entry.objects.get(slug="visit").statements.count() == 2


def test_new_content_waits_where_editors_have_worked(carried, capsys):
    text = (carried / "extended.json").read_text()
    (carried / "extended.json").write_text("[]")
    seed()
    apply(record(Entry.objects.get(slug="visit")) | {"title": "Edited"}, by=None, reason="")
    (carried / "extended.json").write_text(text)
    before = snapshot()
    assert seed() == ""
    assert "“Edited” was changed since it was loaded" in (said := capsys.readouterr().err)
    assert "Left out: extended." in said
    assert snapshot() == before


def test_a_layer_is_not_loaded_again_under_one_that_stands_over_it(carried):
    seed()
    before = snapshot()
    call_command("loaddata", str(carried / "article.json"), verbosity=0)
    assert snapshot() == before
    changed = (carried / "article.json").read_text().replace("They met.", "They met twice.")
    (carried / "article.json").write_text(changed)
    with pytest.raises(CommandError, match=r"carried further by extended\.json: change it there"):
        call_command("loaddata", str(carried / "article.json"), verbosity=0)
    assert snapshot() == before


@pytest.mark.parametrize("layer", LAYERS)
def test_each_layer_is_dumped_as_it_was_loaded(carried, layer):
    """The bytes are compared in tests/content; here the small fixtures are not in their canonical order."""
    seed()
    out = StringIO()
    call_command("dump_content", layer, stdout=out)
    rows, loaded = json.loads(out.getvalue()), json.loads((carried / f"{layer}.json").read_text())
    assert sorted(map(canonical, rows)) == sorted(map(canonical, loaded))


def test_editors_work_goes_to_the_last_layer_that_holds_the_row(carried):
    seed()
    apply(record(Entry.objects.get(slug="visit")) | {"title": "Edited"}, by=None, reason="")
    apply(record(Entry.objects.get(slug="host")) | {"title": "Edited host"}, by=None, reason="")
    texts = {}
    for layer in LAYERS:
        out = StringIO()
        call_command("dump_content", layer, stdout=out)
        texts[layer] = out.getvalue()
    assert '"title": "Edited host"' in texts["article"]
    assert '"title": "Edited"' in texts["extended"]
    assert '"title": "Visit"' in texts["article"]


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
