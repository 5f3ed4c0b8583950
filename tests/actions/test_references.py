"""References to copy are made by the write, and only by one that changes what they say."""

import pytest

from partnership.actions import apply
from partnership.models import Entry, Source
from partnership.records import for_record, record
from tests.factories import entry_record, saved, source_record, vocabulary
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def study():
    vocabulary()
    return saved(source_record("A study of it", slug="study", publisher="Press"))


def test_a_source_is_kept_with_its_references(study):
    assert study.cited_as == Source.objects.get().cited_as
    assert study.cited_as == {
        "apa": "Author, A. (2021). <i>A study of it</i>. Press.",
        "chicago": "Author, Ada. 2021. <i>A Study of It</i>. Press.",
        "mla": "Author, Ada. <i>A Study of It</i>. Press, 2021.",
    }


def test_a_change_makes_them_anew(study):
    apply(record(for_record(Source.objects).get()) | {"date": "2022-03"}, by=None, reason="Found out")
    assert "Press, Mar. 2022." in Source.objects.get().cited_as["mla"]


def test_without_a_change_they_stay_as_they_are(study):
    Source.objects.update(cited_as={"apa": "As it was"})
    apply(record(for_record(Source.objects).get()), by=None, reason="Nothing")
    assert Source.objects.get().cited_as == {"apa": "As it was"}


def test_an_entry_is_kept_without_what_settings_say(study, settings):
    row = saved(entry_record("event", "The visit", study))
    for text in Entry.objects.get(pk=row.pk).cited_as.values():
        assert "The " in text
        assert settings.SITE["url"] not in text
        assert settings.SITE["name"] not in text


def test_citeproc_is_asked_once_for_each_shape_of_item(study, monkeypatch):
    saved(entry_record("event", "The visit", study))
    monkeypatch.setattr("partnership.bibliography.styles.rendered", lambda *_: pytest.fail("citeproc was asked"))
    saved(entry_record("event", "Another visit", study), source_record("Another study", publisher="Other"))
