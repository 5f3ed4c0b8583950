"""Whatever is asked for: never a fault, and the same status on each database.

The examples are the same each time. COMPARED names a folder in which the first database's statuses are kept for the
second one to be compared with (bin/run_tests.py sets it); HOSTILE_QUERIES says how many there are.
"""

import json
import os
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.exports import OF_A_LIST
from tests.factories import entry_record, measured, saved, source_record, statement, term_record, vocabulary
from tests.kept import kept

pytestmark = pytest.mark.django_db
MANY = int(os.environ.get("HOSTILE_QUERIES", "400"))
LISTS = ("/search", "/entries", "/events", "/agreements/tracker", "/sources", "/figures", "/topics/trade")
FORMS = ("/", "/", "/", *(f".{form}" for form in OF_A_LIST))
SIGNS = (
    *('"', "*", "AND", "OR", "NOT", "NEAR(", ")", "(", "-", "^", ":", "{title}:", "\\", "'", "%", "_", "\0", "\ufffd"),
    *("&", "|", "!", "<->", ":*", "--", ";", "\ue000", "\u202e", "\ud7ff", "🦉", "İ", "ı", "ﷺ", "e\u0301"),
    *("order", "Ankara", "T129"),
)
TYPED = st.lists(st.sampled_from(SIGNS) | st.text(max_size=12), max_size=8).map(" ".join) | st.text(max_size=200)
VALUES = {
    "kind": ("event", "agreement", "x"),
    "type": ("visit", "x"),
    "topic": ("trade", "defence", "x"),
    "place": ("XA", "XA-CAP", "x"),
    "evidence": ("weak", "single-source", "conflict", "x"),
    "source": ("study", "x"),
    "institution": ("firm", "x"),
    "from": ("2003", "2003-02-30", "2003~", "../2003", "x"),
    "to": ("1999", "2021-06", "9999", "x"),
    "page": ("1", "2", "x"),
    "sort": ("date", "title", "relevance", "x"),
    "after": ("x", ""),
    "decade": ("2000", "x"),
    "tier": ("press",),
    "measure": ("trade-volume",),
}
OTHERS = st.dictionaries(
    st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(VALUES[name]))),
    st.none(),
    max_size=2,
).map(list)
ADDRESSES = [f"{path}{form}" for path in LISTS for form in FORMS]
ASKED = st.tuples(st.sampled_from(ADDRESSES), TYPED, OTHERS)


@kept
def record():
    vocabulary()
    study = saved(source_record("A study of ships", slug="study"))
    saved(term_record("alias", "ship", label="ship"), term_record("alias", "gemi", label="gemi", broader="ship"))
    saved(
        entry_record("institution", "Firm", study, slug="firm", country="XA"),
        entry_record(
            "event", "Order in Ankara", study, date="2003-06", type="visit", topics=["trade"], places=["XA-CAP"]
        ),
        entry_record(
            "agreement",
            "The T129 order",
            date="2018",
            statements=[
                statement(
                    "Ships & more.",
                    study,
                    lead=True,
                    values=[measured("trade-volume", "5", unit="usd", as_of="2018")],
                )
            ],
        ),
    )


def test_no_query_is_a_fault_nor_answered_otherwise_by_another_database(record):
    client = Client()
    statuses: dict[str, int] = {}

    @settings(max_examples=MANY, derandomize=True, database=None)
    @given(asked=ASKED)
    def ask(asked):
        path, typed, others = asked
        query = urlencode([("q", typed), *others], errors="replace")
        answer = client.get(f"{path}?{query}", follow=True)
        # A page that a short list does not have is not found; all else is understood or refused in words.
        assert answer.status_code in ((200, 400, 404) if "page=2" in query else (200, 400) if others else (200,)), query
        statuses[f"{path}?{query}"] = answer.status_code

    ask()
    assert len(statuses) > MANY / 2
    if folder := os.environ.get("COMPARED"):
        kept = Path(folder) / "statuses.json"
        if kept.exists():
            # A few examples are other ones: hypothesis draws words from whatever modules are loaded.
            before = json.loads(kept.read_text())
            both = before.keys() & statuses.keys()
            assert len(both) > MANY / 2
            assert {query: before[query] for query in both} == {query: statuses[query] for query in both}
        else:
            kept.write_text(json.dumps(statuses))
