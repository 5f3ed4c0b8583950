"""What was moved is the same site: rows, editions, accounts, search and pages.

From SQLite to SQLite; where the tests run on PostgreSQL, from there to SQLite, back, and to SQLite again.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, connection, transaction
from django.test import Client

from partnership.actions import withdraw
from partnership.models import Edition, Entry, Load, Revision, User
from partnership.models.append_only import MESSAGE
from partnership.moving import Told, move
from tests import world
from tests.factories import entry_record, saved, source_record
from tests.kept import take_back
from tests.models.rows import changed
from tests.moving.places import file, forget, postgresql, shape, standing_on
from tests.search.asking import slugs
from tests.snapshot import snapshot

PAGES = (
    "/", "/entries/", "/entries/?q=treaty", "/entries.json?topic=trade", "/agreements/treaty/",
    "/agreements/treaty.json", "/agreements/treaty.jsonld", "/sources/", "/search/?q=pact", "/search/?q=traety",
    "/evidence/", "/events/withdrawn/", "/events/draft/",
)  # fmt: skip
RIGHTS = 3


def build() -> None:
    """Something in nearly every table."""
    saved(*world.records(), world.full_agreement() | {"slug": "treaty"})
    editor = User.objects.create_user("ada", password="a long password")
    editors = Group.objects.create(name="Editors")
    editors.permissions.set(Permission.objects.filter(content_type__app_label="partnership")[:RIGHTS])
    editor.groups.add(editors)
    load = Load.objects.create(name="article", sha256="0" * 64, loaded_at="2024-02-29T12:00:00.000001Z")
    saved(entry_record(title="A draft", slug="draft", status="draft"), by=editor)
    gone = saved(entry_record(title="Withdrawn", slug="withdrawn", source=world.SOURCES[0]), load=load)
    withdraw(gone, by=editor, reason="Wrong")


def answers() -> dict[str, tuple[int, bytes]]:
    found = {page: Client().get(page) for page in PAGES}
    return {page: (each.status_code, each.getvalue()) for page, each in found.items()}


@dataclass
class Journey:
    """What the site was before, where it then went, and what was told of each move."""

    stations: list[str]
    rows: dict[str, list[tuple]] = field(default_factory=snapshot)
    shown: dict[str, tuple[int, bytes]] = field(default_factory=answers)
    shape: dict[str, dict] = field(default_factory=lambda: {connection.vendor: shape(connection)})
    rights: set[str] = field(default_factory=lambda: User.objects.get(username="ada").get_all_permissions())
    told: list[list[Told]] = field(default_factory=list)


@pytest.fixture(scope="module")
def journey(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Journey]:
    folder = tmp_path_factory.mktemp("journey")
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        take_back()
        stations = [file(folder, "first")]
        if connection.vendor == "postgresql":
            stations += [stack.enter_context(postgresql("moved")), file(folder, "last")]
        with transaction.atomic():
            build()
            forget()
            journey = Journey(stations)
            journey.told.append(move(stations[0]))
            transaction.set_rollback(True)
        for here, onward in pairwise(stations):
            with standing_on(here):
                journey.told.append(move(onward))
        with django_db_blocker.block():
            yield journey


@pytest.fixture
def each_station(db, journey) -> Iterator[Iterator]:
    def there() -> Iterator:
        for url in journey.stations:
            with standing_on(url) as database:
                yield database

    return there()


def test_every_row_is_the_same_wherever_the_site_goes(journey, each_station):
    for _ in each_station:
        assert snapshot() == journey.rows
    assert all(told == journey.told[0] for told in journey.told)
    counted = {each.table: each.rows for each in journey.told[0]}
    assert counted | {table: len(rows) for table, rows in journey.rows.items()} == counted
    assert counted["search_entry"] == len(world.OTHERS) + 1


def test_every_page_is_the_same_to_the_byte(journey, each_station):
    assert {status for status, _ in journey.shown.values()} == {200, 404, 410}
    for _ in each_station:
        assert answers() == journey.shown
        assert slugs("pact") == slugs("treaty") == ["treaty"]


def test_editions_are_still_a_chain_that_cannot_be_changed(each_station):
    for _ in each_station:
        editions = Edition.objects.order_by("pk")
        assert all(edition.computed_sha256() == edition.sha256 for edition in editions)
        edition = editions[0]
        for attempt in (lambda one=edition: changed(one, why="Other"), edition.delete):
            with pytest.raises(DatabaseError, match=MESSAGE), transaction.atomic():
                attempt()
        assert Edition.objects.get(pk=edition.pk).why == edition.why


def test_accounts_come_along_with_their_passwords_and_rights(journey, each_station):
    assert len(journey.rights) == RIGHTS
    for _ in each_station:
        editor = authenticate(username="ada", password="a long password")
        assert editor.get_all_permissions() == journey.rights
        assert Edition.objects.filter(by=editor).exists()


def test_no_index_and_no_constraint_is_lost_on_the_way(journey, each_station):
    known = dict(journey.shape)
    for database in each_station:
        found = shape(database)
        assert found == known.setdefault(database.vendor, found)
        assert {"entry_by_title", "entry_key_unique"} <= {*found["partnership_entry"]}
        if database.vendor == "postgresql":
            assert any(each["foreign_key"] for each in found["partnership_edition"].values())


def test_work_goes_on_where_the_site_went(journey, each_station):
    """New rows get numbers that nobody has, are found, and count the revision on."""
    for _ in each_station:
        with transaction.atomic():
            revision, last = Revision.objects.get().number, Entry.objects.order_by("pk").last().pk
            source = saved(source_record("A new study"))
            assert saved(entry_record(title="A novelty", slug="novelty", source=source)).pk == last + 1
            assert slugs("novelty") == ["novelty"]
            assert Revision.objects.get().number > revision
            assert User.objects.create_user("bob").groups.through.objects.exists()
            transaction.set_rollback(True)
