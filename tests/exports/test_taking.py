"""Taking a list away: as many rows as the page counts, in blocks, at a constant cost, and never half a mistake."""

import gc
import tracemalloc
from urllib.parse import quote, urlencode

import pytest
from django.core.signals import request_finished
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from partnership.documents import document, documents, source_document
from partnership.exports import OF_A_LIST, OF_ONE_ENTRY, About, Subject, subject
from partnership.models import Entry, Revision, Source
from partnership.queries import entries, sources
from partnership.views import taking
from partnership.vocabulary import Kind
from tests.exports.readers import READERS
from tests.exports.tables import COUNTS, body, read_ndjson
from tests.strategies import FEW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
LISTS = ("/entries", "/sources", "/figures")
OTHERS = [f"/{kind.plural}" for kind in Kind] + ["/agreements/tracker", "/topics/trade"]
ROWS = [form for form in OF_A_LIST if form in COUNTS or form in READERS]


def counted(client, form: str, path: str, query: str = "") -> int:
    found = body(client.get(f"{path}.{form}{query}"))
    return len(READERS[form](found.decode())) if form in READERS else COUNTS[form](found)


def wanted(client, form: str, path: str, query: str = "") -> int:
    """What the page counts; of the figures that one sentence gives there is one reference, which is the sentence."""
    count = client.get(f"{path}.json{query}").json()["count"]
    if path == "/figures" and form in READERS and count:
        return len({each["id"] for each in read_ndjson(body(client.get(f"{path}.ndjson{query}")))["statement"]})
    return count


@pytest.mark.parametrize(("path", "form"), [(path, form) for path in (*LISTS, *OTHERS) for form in ROWS])
def test_every_list_in_every_form_has_as_many_rows_as_its_page(client, path, form):
    assert counted(client, form, path) == wanted(client, form, path)


def test_a_sentence_that_gives_several_figures_is_one_reference(client):
    figures, references = (counted(client, form, "/figures") for form in ("csv", "bib"))
    assert figures == references + 1


FILTERS = {
    "/entries": {
        "kind": Kind.values, "topic": ["trade", "defence"], "place": ["XA", "XB"], "type": ["treaty"],
        "evidence": ["single-source", "well-sourced"], "from": ["2003", "2010-05"], "to": ["2004", "2020~"],
        "q": ["day", "the", "2"], "sort": [*entries.SORTS], "gap": ["undated", "single-source"],
        "institution": ["firm"], "source": ["study"],
    },
    "/sources": {"type": ["report"], "language": ["ur", "en"], "gap": ["stale"], "sort": [*sources.SORTS]},
    "/figures": {
        "kind": ["agreement", "event"], "measure": ["trade-volume", "units-ordered"], "from": ["2003"],
        "sort": ["title", "-date"],
    },
}  # fmt: skip


@st.composite
def asked(draw):
    path = draw(st.sampled_from([*FILTERS]))
    names = draw(st.lists(st.sampled_from([*FILTERS[path]]), unique=True, max_size=3))
    pairs = [(name, draw(st.sampled_from(FILTERS[path][name]))) for name in names]
    return path, f"?{urlencode(pairs)}"


@given(view=asked())
@FEW
def test_a_filtered_list_in_every_form_has_as_many_rows_as_its_page(client, view):
    path, query = view
    page = client.get(f"{path}.json{query}")
    if page.status_code == 400:  # a period that ends before it begins
        assert {client.get(f"{path}.{form}{query}").status_code for form in OF_A_LIST} == {400}
        return
    for form in ROWS:
        assert counted(client, form, path, query) == wanted(client, form, path, query), form


def test_each_line_is_the_whole_document_without_what_stands_beside_it(client):
    found = {each["id"]: each for each in read_ndjson(body(client.get("/entries.ndjson"))).to_dict("records")}
    for entry in entries.for_document(Entry.objects.published()):
        whole = document(entry)
        assert {"earlier", "later"} & {*found[entry.key]} == set()
        assert {name: found[entry.key][name] for name in ("title", "statements", "facts", "rivals", "licence")} == {
            name: whole[name] for name in ("title", "statements", "facts", "rivals", "licence")
        }


def test_documents_of_many_are_those_of_each(client):
    rows = list(entries.for_document(Entry.objects.published()))
    for found, entry in zip(documents(rows), rows, strict=True):
        whole = document(entry)
        assert found == {name: value for name, value in whole.items() if name not in ("earlier", "later")}
    several = sources.wholes(list(sources.for_documents(Source.objects.public())))
    assert [source_document(*each) for each in several] == [
        client.get(f"/sources/{each.source.slug}.json").json() for each in several
    ]
    assert {bool(each.origin) for each in several} == {bool(each.relays) for each in several} == {True, False}


@pytest.mark.parametrize("form", [form for form in OF_A_LIST if form != "json"])
def test_each_further_chunk_costs_as_many_queries(client, monkeypatch, form):
    """So that what is read does not hang on how much a chunk holds, nor on how far down the list it stands."""
    treaties = Entry.objects.published().filter(type__code="treaty").order_by("pk")
    ids = list(treaties.values_list("pk", flat=True))
    about = About("x", "X", "/x/", revision=Revision(number=1))

    def queries(*chunks: list[int]) -> int:
        taken = Subject.of_entries(about, lambda size: chunks, lambda size: chunks)
        with CaptureQueriesContext(connection) as found:
            assert b"".join(map(as_bytes, taken.written(form)))
        return len(found)

    one, two, three = queries(ids[:1]), queries(ids[:1], ids[1:2]), queries(ids[:1], ids[1:2], ids[2:8])
    assert two > one
    assert three - two == two - one


def as_bytes(piece: str | bytes) -> bytes:
    return piece.encode() if isinstance(piece, str) else piece


@pytest.mark.parametrize("form", [form for form in OF_A_LIST if form not in ("json", "xlsx")])
def test_nothing_is_read_before_it_is_written(form):
    """Two chunks at the most are in memory: what is being written, and what is being read."""
    ids = list(Entry.objects.published().values_list("pk", flat=True)[:6])
    drawn: list[int] = []

    def keys(_size: int):
        for number, each in enumerate(ids):
            drawn.append(number)
            yield [each]

    about = About("x", "X", "/x/", revision=Revision(number=1))
    pieces = iter(Subject.of_entries(about, keys, keys).written(form))
    written = 0
    for piece in pieces:
        written += bool(piece)
        assert len(drawn) <= written + 1
    assert len(drawn) == 6


@pytest.mark.parametrize(("form", "few", "more"), [
    *((form, 4, 40) for form in ("csv", "atom", "ics", "ndjson")),
    ("xlsx", 30, 120),  # a sheet is copied into the archive by blocks of a fixed size, which must be full once
])  # fmt: skip
def test_a_list_many_times_as_long_takes_no_more_memory(form, few, more):
    ids = list(Entry.objects.published().values_list("pk", flat=True))
    about = About("x", "X", "/x/", revision=Revision(number=1))

    def peak(chunks: int) -> int:
        def keys(_size: int):
            for _ in range(chunks):
                gc.collect()  # rows and what was fetched with them hold each other
                yield ids

        tracemalloc.start()
        for _ in Subject.of_entries(about, keys, keys).written(form):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(2)  # what is loaded and cached once
    gc.freeze()  # what was there before is not looked through again for each chunk
    try:
        assert peak(more) < 1.5 * peak(few)
    finally:
        gc.unfreeze()


def test_a_long_list_is_sent_in_blocks_and_a_short_one_with_its_length(client, monkeypatch):
    assert not client.get("/entries.csv").streaming
    monkeypatch.setattr(taking, "BLOCK", 1000)
    whole = client.get("/entries.ndjson")
    assert whole.streaming
    assert len(list(whole.streaming_content)) > 3
    assert "Content-Length" not in whole


def test_of_a_long_list_nobody_waits_for_more_than_the_first_block(monkeypatch):
    monkeypatch.setattr(taking, "BLOCK", 4)
    made = []

    def pieces():
        for each in ("ab", "cd", "ef"):
            made.append(each)
            yield each

    answer = taking._sent(pieces())
    assert made == ["ab", "cd"]
    assert b"".join(answer.streaming_content) == b"abcdef"
    assert b"".join(taking._sent(iter(["abcd"])).streaming_content) == b"abcd"
    assert [taking._sent(iter(some)).content for some in ([], ["a", "bc"])] == [b"", b"abc"]


def test_what_goes_wrong_before_the_first_block_is_an_error_and_later_breaks_off(client, monkeypatch):
    client.raise_request_exception = False
    real = entries.DOCUMENTS
    calls: list[int] = []

    def failing(ids):
        calls.append(len(ids))
        if len(calls) == fails_at:
            raise RuntimeError("Gone")
        return real(ids)

    monkeypatch.setattr(entries, "DOCUMENTS", failing)
    monkeypatch.setattr(subject, "DOCUMENTS", 2)
    fails_at = 1
    assert client.get("/entries.ndjson").status_code == 500
    monkeypatch.setattr(taking, "BLOCK", 1)
    calls.clear()
    fails_at = 2
    answer = client.get("/entries.ndjson")
    assert answer.status_code == 200
    with pytest.raises(RuntimeError):
        list(answer.streaming_content)


def test_an_answer_that_nobody_reads_to_its_end_closes_what_it_reads_from(monkeypatch):
    monkeypatch.setattr(taking, "BLOCK", 1)
    monkeypatch.setattr(request_finished, "send", lambda **_: None)  # else the connection of the test is closed too
    closed = []

    def pieces():
        try:
            yield from ["a", "b", "c", "d"]
        finally:
            closed.append(True)

    answer = taking._sent(pieces())
    assert next(iter(answer.streaming_content)) == b"a"
    answer.close()
    assert closed == [True]


@pytest.mark.parametrize(
    "path", ["/entries.csv", "/events.atom?topic=trade", "/sources.xlsx", "/agreements/deal-0.ttl"]
)
def test_what_somebody_has_is_not_sent_again_before_it_changes(client, path):
    first = client.get(path)
    tag = first["ETag"]
    assert first["Last-Modified"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}).status_code == 200
    Revision.objects.filter(pk=1).update(number=10**6)
    changed = client.get(path, headers={"If-None-Match": tag})
    assert (changed.status_code, changed["X-Revision"]) == (200, "1000000")


def test_views_that_differ_have_tags_that_differ(client):
    tags = {client.get(path)["ETag"] for path in ("/entries.csv", "/entries.ndjson", "/entries.csv?topic=trade")}
    assert len(tags) == 3


@pytest.mark.parametrize("form", [form for form in OF_A_LIST if form != "json"])
def test_headers_say_whose_it_is_and_head_alone_can_be_asked_for(client, settings, form):
    answer, head = client.get(f"/events.{form}?topic=trade"), client.head(f"/events.{form}?topic=trade")
    assert answer["Link"] == (
        '<http://127.0.0.1:8000/events/?topic=trade>; rel="alternate"; type="text/html", '
        f'<{settings.SITE["content_licence"]["url"]}>; rel="license", '
        '<http://127.0.0.1:8000/events/?topic=trade>; rel="canonical"'
    )
    assert f'filename="events.{form}"' in answer["Content-Disposition"]
    assert (head.status_code, head["ETag"], body(head)) == (200, answer["ETag"], b"")
    assert "Content-Length" not in head


HOSTILE = ("\x00", "'\"<script>", "\u202e", "x" * 10_000, "2020-13-45", "=1+1", "\r\nX-Evil: 1", "%", "🦉", "-1")


@pytest.mark.parametrize("form", sorted({*OF_A_LIST} - {"json"}))
def test_no_parameter_is_a_fault_in_any_form(client, form):
    for path in LISTS:
        for name in ("q", "topic", "from", "sort", "page", "after", "kind", "nothing"):
            for value in HOSTILE:
                answer = client.get(f"{path}.{form}?{name}={quote(value)}")
                assert answer.status_code in (200, 400), (path, name, value)
                assert "X-Evil" not in answer.headers
                if answer.status_code == 400:
                    assert answer.json()["error"]["expected"]


@pytest.mark.parametrize("name", ["page=2", "after=bcdfghjkmn", "before=bcdfghjkmn"])
def test_a_page_of_what_is_taken_whole_is_refused(client, name):
    for path in LISTS:
        for form in OF_A_LIST:
            if form != "json":
                assert client.get(f"{path}.{form}?{name}").status_code == 400, (path, form)


def test_one_entry_has_its_own_forms_and_no_table(client):
    for form in OF_A_LIST:
        assert client.get(f"/agreements/deal-0.{form}").status_code == (200 if form in OF_ONE_ENTRY else 404)
