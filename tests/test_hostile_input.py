"""Whatever is typed into an address: an answer that says what is wrong, never a fault of ours."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.filters.fields import DateField, Misunderstood, shown
from partnership.text import has_control
from tests.factories import entry_record, saved, source_record, vocabulary
from tests.kept import kept

ASKED = {
    "/entries": (
        *("q", "kind", "type", "topic", "institution", "place", "country", "category", "source", "evidence"),
        *("from", "to", "sort", "page", "after", "before"),
    ),
    "/sources": ("q", "tier", "type", "publisher", "language", "year", "sort", "page"),
    "/figures": ("measure", "kind", "topic", "from", "to"),
    "/topics/trade": ("topic", "q"),
    "/api/v1/entries": ("q", "kind", "topic", "source", "from", "sort", "limit", "cursor", "fields", "page"),
    "/api/v1/agreements/tracker": ("on", "status", "cursor"),
    "/api/v1/sources": ("q", "year", "publisher", "cursor", "fields"),
    "/api/v1/terms": ("scheme", "limit"),
}
VALUES = (
    *(
        "\x00",
        "a\x00b",
        "\x1b[31m",
        "'\"<script>alert(1)</script>",
        "\u202eevil\u202c",
        "\u200f",
        "a" * 10_000,
        "%",
        "_",
    ),
    *("2020-13-45", "9999999999", "-1", "0", "1e9", "10000-01-01", "2003/2001", "../..", "..", "٣", "½", "\ud7ff"),
    *("' OR 1=1 --", "${7*7}", "{{7*7}}", "%s", "%(a)s", "{0}", "\\", "\r\nX-Evil: 1", "null", "NaN", "🦉"),
)


@kept
def record():
    vocabulary()
    saved(entry_record(source=saved(source_record()), date="2003", topics=["trade"]))


@pytest.mark.parametrize("value", VALUES, ids=[repr(value)[:20] for value in VALUES])
def test_no_value_of_any_parameter_is_a_fault(client, record, value):
    for number, (path, name) in enumerate((path, name) for path, names in ASKED.items() for name in names):
        data = number % 2
        api = path.startswith("/api/")
        answer = client.get(f"{path}{'.json' if data and not api else '/'}?{name}={quote(value)}", follow=True)
        assert answer.status_code in (200, 400), (path, name)
        assert "X-Evil" not in answer.headers
        if data or api:
            assert answer.json()
        else:
            assert b"<script>" not in answer.content


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/entries/?q=" + "a" * 10_000, 200),
        ("/entries/?q=%00", 200),
        ("/entries/?q=%FF", 200),
        ("/entries/?%00=1", 400),
        ("/entries/?%FF=1", 400),
        ("/entries/?page=0", 400),
        ("/entries/?page=1000000000", 400),
        ("/entries/?page=200", 404),
        ("/entries/?from=2020-13-45", 400),
        ("/entries/?kind=" + "&kind=".join("x" * 1000), 400),
        ("/entries/?" + "&".join(f"a{n}=1" for n in range(500)), 400),
        ("/events/nobody/", 404),
        ("/events/%00/", 404),
        ("/events/%FF%FE/", 404),
        ("/events/%E2%80%AEevil/", 404),
        ("/events/" + "a" * 5_000 + "/", 404),
        ("/events/%3Cscript%3E/", 404),
        ("/sources/nobody/", 404),
        ("/topics/nothing/", 404),
        ("/statements/nothing/", 404),
        ("/%FF", 404),
        ("/..%2f..%2fetc/passwd", 404),
        ("/events/nobody.json", 404),
        ("/events.csv.json", 404),
        ("/api/v1/entries/%00/", 404),
        ("/api/v1/entries/?fields=" + "a." * 5_000, 400),
        ("/api/v1/entries/?fields=%00", 400),
        ("/api/v1/entries/?%FF=1", 400),
        ("/api/v1/entries/?cursor=" + "a" * 10_000, 400),
        ("/api/v1/events/%E2%80%AEevil/", 404),
        ("/api/v1/docs/%3Cscript%3E/", 404),
        ("/api/v1/docs/try/entries_read/", 400),
        ("/api/%FF", 404),
    ],
)
def test_each_kind_of_nonsense_has_its_answer(client, record, path, status):
    answer = client.get(path, follow="?q=" in path)
    assert answer.status_code == status
    assert b"<script>" not in answer.content


def test_a_body_where_none_belongs_is_refused(client, record):
    assert client.post("/entries/?q=a", {"q": "b"}).status_code == 405
    assert client.post("/events/nobody/", b"\x00" * 100, content_type="application/octet-stream").status_code == 405


@given(value=st.text(max_size=60))
def test_any_text_at_all_is_read_or_refused_in_words(value):
    """The parsing alone, with far more texts than the lists are tried with above."""
    assert not has_control(shown(value))
    refused = None
    try:
        DateField(required=False).clean(value)
    except Misunderstood as error:
        refused = error
    assert refused is None or refused.expected
