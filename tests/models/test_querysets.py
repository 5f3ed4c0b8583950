"""What is public, and what a period touches, is said in one place."""

import datetime as dt

import pytest
from django.utils import timezone

from partnership.models import Citation, Entry, Event, Source, Statement, Term
from partnership.vocabulary import Status
from tests.models.rows import raw

pytestmark = pytest.mark.django_db


def event(status: str = "published", **columns: object) -> Event:
    return raw(Event, status=status, published_at=timezone.now(), **columns)


def test_only_published_entries_are_public():
    rows = {status: event(status) for status in Status}
    assert [entry.pk for entry in Entry.objects.published()] == [rows[Status.PUBLISHED].pk]


def test_a_source_is_public_once_when_published_entries_cite_it():
    cited, hidden, unused = raw(Source), raw(Source), raw(Source)
    for _ in range(2):
        raw(Citation, source=cited, statement=raw(Statement, entry=event()))
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        raw(Citation, source=hidden, statement=raw(Statement, entry=event(status)))
    assert list(Source.objects.public()) == [cited]
    assert unused not in Source.objects.public()


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (None, None, True),
        ("2016-12-31", None, True),
        ("2020-01-01", None, False),
        (None, "2016-01-01", True),
        (None, "2015-12-31", False),
        ("2019-12-31", "2030-01-01", True),
        ("2017-01-01", "2017-01-02", True),
        ("2010-01-01", "2015-12-31", False),
    ],
)
def test_a_period_finds_what_overlaps_it_both_days_included(start, end, found):
    event(date_earliest=dt.date(2016, 1, 1), date_latest=dt.date(2019, 12, 31))
    days = [dt.date.fromisoformat(day) if day else None for day in (start, end)]
    assert Entry.objects.overlapping(*days).exists() is found


def test_an_entry_without_a_date_overlaps_no_period():
    event()
    assert not Entry.objects.overlapping(dt.date.min).exists()
    assert not Entry.objects.overlapping(end=dt.date.max).exists()


def test_entries_stand_newest_first_and_those_without_a_date_last():
    undated, old, new = (
        event(),
        event(date_earliest=dt.date(1954, 1, 1), date_latest=dt.date(1954, 1, 1)),
        event(date_earliest=dt.date(2020, 1, 1), date_latest=dt.date(2020, 1, 1)),
    )
    assert [entry.pk for entry in Entry.objects.all()] == [new.pk, old.pk, undated.pk]


def test_a_role_joins_only_the_kinds_it_says_and_any_where_it_says_none():
    host = Term(scheme="role", subject_kinds=["event"], object_kinds=["institution"])
    assert host.joins("event", "institution")
    assert not host.joins("institution", "event")
    assert not host.joins("event", "person")
    assert Term(scheme="role").joins("system", "person")
