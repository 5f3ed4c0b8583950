"""What readers are told of the evidence hangs on what they can see."""

import pytest

from partnership.documents import public_report, report
from tests.factories import entry_record, saved, source_record, vocabulary

pytestmark = pytest.mark.django_db


def test_it_is_counted_once_for_each_revision_of_what_is_public(monkeypatch):
    vocabulary()
    counted = []
    real = report.evidence.report
    monkeypatch.setattr(report.evidence, "report", lambda *asked: counted.append(asked) or real(*asked))
    source = saved(source_record())
    plain = entry_record(source=source)
    saved(plain)
    assert public_report()["entries"] == 1
    saved(entry_record(source=source, status="draft"))
    assert public_report()["entries"] == 1
    assert len(counted) == 1
    saved(entry_record(source=source))
    assert public_report()["entries"] == 2
    assert len(counted) == 2
