"""What editors are told of the evidence is counted in the database, and not again before something is written."""

import pytest

from partnership.documents import editors_report, report
from tests.factories import entry_record, saved, source_record, vocabulary

pytestmark = pytest.mark.django_db


def test_it_is_counted_once_for_each_edition(monkeypatch):
    vocabulary()
    counted = []
    real = report.reports.report
    monkeypatch.setattr(report.reports, "report", lambda *asked: counted.append(asked) or real(*asked))
    source = saved(source_record())
    saved(entry_record(source=source))
    assert editors_report()["entries"] == 1
    assert editors_report()["entries"] == 1
    assert len(counted) == 1
    saved(entry_record(source=source, status="draft"))
    assert editors_report()["entries"] == 2
    assert len(counted) == 2
