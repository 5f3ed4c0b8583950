"""Content that is kept is written once, is the same for every test, and is gone for a test that does not ask for it."""

import pytest

from partnership.models import Place
from tests.factories import place_record, saved
from tests.kept import kept

written: list[str] = []


@kept
def country():
    written.append("country")
    return saved(place_record("KA", "Kept"))


@kept
def town(country):
    return saved(place_record("KA-TWN", "Town", country.code))


@kept
def village():
    """Rests on nothing, so that it cannot stand above the country."""
    return saved(place_record("KB", "Village"))


def codes() -> set[str]:
    return set(Place.objects.values_list("code", flat=True))


@pytest.mark.parametrize("_", range(3))
def test_what_a_test_does_to_it_is_undone_without_writing_it_anew(country, _):
    assert (country.name, Place.objects.get().name) == ("Kept", "Kept")
    assert written == ["country"]
    Place.objects.update(name="Changed")
    country.name = "Changed"


def test_what_rests_on_it_is_written_above_it(country, town):
    assert (town.within, codes()) == (country, {"KA", "KA-TWN"})
    assert written == ["country"]


def test_another_content_stands_alone(village):
    assert codes() == {village.code}


@pytest.mark.django_db
def test_a_test_that_asks_for_nothing_finds_nothing():
    assert codes() == set()


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_has_its_own(town):
    assert codes() == {"KA", "KA-TWN"}
    assert not Place.objects.filter(name="Changed").exists()
