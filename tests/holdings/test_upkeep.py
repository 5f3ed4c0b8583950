"""The bitmaps follow the content, in the same transaction, and a process follows the bitmaps."""

import datetime as dt
from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership import holdings
from partnership.actions import Invalid, Refused, apply, publish, revision, withdraw
from partnership.holdings import kept as snapshots
from partnership.holdings import upkeep
from partnership.holdings.rows import CHUNK
from partnership.holdings.stored import Name, read
from partnership.models import Citation, Entry, Holding, Source, Statement, Value
from partnership.queries import evidence, reports
from partnership.queries.entries import for_document
from partnership.queries.sources import for_lines
from partnership.records import record
from tests.factories import (
    action,
    citation,
    entry_record,
    measured,
    relation,
    saved,
    source_record,
    statement,
    value,
    vocabulary,
)  # fmt: skip
from tests.kept import kept
from tests.snapshot import undone

pytestmark = pytest.mark.django_db
TOPICS, PLACES = ("defence", "trade", "education"), ("XA", "XB", "XA-CAP")
FACETS = [
    *((of, facet) for of in ("entries", "figures", "sources") for facet in ("kind", "topic", "place", "institution")),
    *((of, facet) for of in ("entries", "figures", "sources") for facet in ("begins", "ends", "undated", "evidence")),
    *((of, facet) for of in ("entries", "figures") for facet in ("type", "source")),
    *(("entries", facet) for facet in ("category", "country", "conflict", "seat", "step", "gap", "unsourced")),
    *(("sources", facet) for facet in ("tier", "type", "publisher", "language", "gap", "read", "untaken")),
    *(("figures", facet) for facet in ("measure", "when")),
]
DAYS = ("", "2010", "2022-02-27", "2022-02-28", "2022-03", "2023-01", "2024-05-06")
DATES = ("", "2003", "2003-06", "1999/2001", "2010/..", "../1955", "2011~")


def stored() -> dict[Name, frozenset[int]]:
    """What the database says that every value holds."""
    names = {Name(*each) for each in Holding.objects.filter(count__gt=0).values_list("of", "facet", "value")}
    return {name: frozenset(rows) for name, rows in read(names).items()}


def asked(rows: dict[Name, frozenset[int]]) -> dict[Name, frozenset[int]]:
    """Without the statements, of which no process keeps anything."""
    return {name: held for name, held in rows.items() if name.of != "statements"}


def seen(rows: dict[Name, frozenset[int]]) -> dict[Name, frozenset[int]]:
    """Without the sources that nothing public cites, and what is joined to institutions that are not public: what is
    written of those is no new revision, and the lists pass over it."""
    now = holdings.current()
    public, institutions = frozenset(now.all("sources")), now.any_of("entries", "kind", ["institution"])
    left = {name: held & public if name.of == "sources" else held for name, held in asked(rows).items()}
    return {
        name: held
        for name, held in left.items()
        if held and (name.facet != "institution" or int(name.value) in institutions)
    }


def known() -> dict[Name, frozenset[int]]:
    """What this process believes that every value holds."""
    now = holdings.current()
    names = {Name(*facet, value) for facet in FACETS for value in now.values(*facet)}
    names |= {*now._rows}  # also what it has kept of values that hold nothing now
    found = {name: frozenset(rows) for name in names for rows in now.rows(name.of, name.facet, [name.value])}
    assert all(found[name] for name in names if name.facet not in snapshots.ENDLESS)
    return {name: rows for name, rows in found.items() if rows}


def of(row: Entry | Source, rows: dict[Name, frozenset[int]] | None = None) -> set[str]:
    """The values that hold one entry or source."""
    mine = "sources" if isinstance(row, Source) else "entries"
    found = stored() if rows is None else rows
    return {f"{name.facet}:{name.value}" for name, held in found.items() if name.of == mine and row.pk in held}


def check_taken() -> None:
    """A list of sources says of each how many public statements cite it."""
    public = Statement.objects.filter(entry__status="published")
    taken = {each.pk: each.taken for each in for_lines(Source.objects.all())}
    assert taken == {pk: public.filter(citations__source=pk).distinct().count() for pk in taken}


def check_evidence() -> None:
    """What the public, and what editors are told of the evidence is what the database would count."""
    asked = evidence.Asked(dt.date(2024, 2, 29))
    counted = reports.report(Entry.objects.published(), Source.objects.public(), asked)
    assert _named(reports.public_report(asked)) == counted
    asked = replace(asked, public=False)
    rows = evidence.worked_on(Entry.objects.all()), evidence.worked_on(Source.objects.all())
    assert _named(reports.editors_report(asked)) == reports.report(*rows, asked)


def _named(report: reports.Report) -> reports.Report:
    """As the database does: without grades that nothing has."""
    return replace(report, grades={grade: many for grade, many in report.grades.items() if many})


@pytest.fixture
def source(db):
    vocabulary()
    return saved(source_record("Gazette", date="2003"))


def test_a_published_entry_is_held_by_what_it_says_and_a_draft_by_nothing(source):
    draft = saved(entry_record("event", "A visit", source, date="2003/2005", places=["XA-CAP"], status="draft"))
    assert of(draft) == set()
    row = publish(draft, by=None, reason="Ready")
    place = row.places.get().pk
    wanted = {
        "kind:event",
        "begins:2003",
        "ends:2005",
        f"place:{place}",
        f"source:{source.pk}",
        f"evidence:{row.grade}",
        "gap:single-source",
        "gap:no-strong-source",
        "unsourced:2",
    }
    assert of(row) == wanted
    withdraw(row, by=None, reason="Wrong")
    assert of(row) == set()


def test_what_is_joined_to_an_institution_is_held_by_it_from_either_end(source):
    firm = saved(entry_record("institution", "Firm", source))
    said = statement("It owns the firm.", source, lead=True)
    joined = [relation("concerns", firm, said)]
    ministry = saved(entry_record("institution", "Ministry", statements=[said], relations=joined))
    assert f"institution:{firm.pk}" in of(ministry)
    assert f"institution:{ministry.pk}" in of(firm)
    plain = record(for_document(Entry.objects.filter(pk=ministry.pk)).get())
    apply(plain | {"relations": []}, by=None, reason="")
    assert f"institution:{ministry.pk}" not in of(firm)
    assert f"institution:{firm.pk}" not in of(ministry)


def test_a_source_keeps_what_another_entry_gives_it_still(source):
    one, two = (saved(entry_record("event", each, source, topics=["trade"])) for each in ("One", "Two"))
    person = saved(entry_record("person", "Somebody", source))
    topic = f"topic:{one.topics.get().pk}"
    assert {"kind:event", "kind:person", topic} <= of(source)
    withdraw(one, by=None, reason="Wrong")
    assert {"kind:event", "kind:person", topic} <= of(source)
    withdraw(two, by=None, reason="Wrong")
    assert of(source) >= {"kind:person"}
    assert not of(source) & {"kind:event", topic}
    withdraw(person, by=None, reason="Wrong")
    assert holdings.current().all("sources") == holdings.BitMap()


def test_figures_are_held_by_their_sentence_and_by_its_entry(source):
    said = statement("It was 5.", source, lead=True, values=[measured("trade-volume", "5", as_of="2003")])
    saved(entry_record("agreement", "Deal", statements=[said], topics=["trade"]))
    figure = Value.objects.get()
    held = {
        f"{name.facet}:{name.value}" for name, rows in stored().items() if name.of == "figures" and figure.pk in rows
    }
    assert {"kind:agreement", "begins:2003", "ends:2003", f"source:{source.pk}", f"measure:{figure.measure_id}"} < held


def test_a_write_that_fails_leaves_them_as_they_were(source):
    saved(entry_record("event", "A visit", source))
    before = stored()
    with pytest.raises(Invalid):
        saved(entry_record("event", "Good", source), entry_record("event", "Broken", source, topics=["nothing"]))
    assert stored() == before


def test_a_process_reads_only_what_was_written_since(source, django_assert_max_num_queries):
    for each in range(5):
        saved(entry_record("event", f"Visit {each}", source, topics=[TOPICS[each % 3]]))
    known()
    with django_assert_max_num_queries(1):
        now = holdings.current()
        assert all(now.rows(name.of, name.facet, [name.value]) for name in [*now._rows])
    saved(entry_record("person", "Somebody", source, date="1950"))
    # The revision, the last edition, that the older one is still there, what changed, and what of it holds anything.
    with django_assert_max_num_queries(5):
        assert holdings.current().values("entries", "kind") == {"event", "person"}
    assert known() == asked(stored())


def test_a_transaction_that_was_taken_back_is_not_believed(source):
    saved(entry_record("event", "A visit", source))
    with transaction.atomic():
        saved(entry_record("event", "Another", source), entry_record("person", "Somebody", source))
        assert known() == asked(stored())
        transaction.set_rollback(True)
    saved(entry_record("system", "A ship", source))
    saved(entry_record("system", "Another ship", source))
    assert known() == asked(stored())


def test_rebuilding_says_what_holds_nothing_any_more(source):
    saved(entry_record("event", "A visit", source))
    known()
    Holding.objects.create(of="entries", facet="topic", value="77", count=1, revision=1, rows=b"")
    upkeep.rebuild()
    upkeep.rebuild()  # and says it as long as somebody may not have heard it
    empty = Holding.objects.get(of="entries", facet="topic", value="77")
    assert (empty.count, bytes(empty.rows)) == (0, b"")
    assert empty.revision > holdings.current().mark.number


def test_no_query_of_a_write_names_more_rows_than_a_database_takes(db):
    asked = [0]

    def counted(execute, sql, params, many, context):
        asked.append(len(params or ()))
        return execute(sql, params, many, context)

    many = range(10**6, 10**6 + 3 * CHUNK)
    with connection.execute_wrapper(counted):
        watch = upkeep.Watch(entries=many, sources=many, joining=map(str, many))
        watch.finish(entries=(), sources=(), revision=lambda: 1)
        assert upkeep._graded("primary", {*many}) == set()
    assert CHUNK < max(asked) < 2 * CHUNK


def test_many_entries_that_cite_an_edited_source_are_looked_at_part_by_part(source, monkeypatch):
    monkeypatch.setattr("partnership.holdings.rows.CHUNK", 2)
    firm = saved(entry_record("institution", "Firm", source))
    for each in range(7):
        said = statement("It owns the firm.", source, lead=True, values=[measured("trade-volume", "5")])
        joined = [relation("concerns", firm, said)]
        saved(entry_record("institution", f"Ministry {each}", statements=[said], relations=joined, topics=["trade"]))
    grade = f"evidence:{firm.grade}"
    assert grade in of(source)
    apply(record(source) | {"weak": True}, by=None, reason="")
    before = stored()
    assert grade not in of(source)
    upkeep.rebuild()
    assert stored() == before


def test_what_another_has_written_meanwhile_is_not_lost(source):
    """On PostgreSQL one may change what sources are worth while an entry that cites them is being saved."""
    strong = [saved(source_record(f"Treaty series {each}", tier="primary")) for each in range(2)]
    said = statement("It is.", source, strong[0], lead=True)
    entry = saved(entry_record("event", "A visit", statements=[said]))
    check_evidence()
    watch = upkeep.Watch(entries=[entry.pk], sources=[])
    apply(record(strong[0]) | {"tier": "press", "weak": True}, by=None, reason="")
    assert "gap:no-strong-source" in of(entry)
    # What the first was about to write, and now does: the entry rests on another primary source, as it did before.
    Citation.objects.filter(source=strong[0]).update(source=strong[1])
    Statement.objects.update(grade="well-sourced")
    watch.finish(entries=[entry.pk], sources=[], revision=upkeep.next_revision)
    assert "gap:no-strong-source" not in of(entry)
    revision.bump()
    check_evidence()


def test_one_from_before_there_were_bitmaps_is_told_from_one_that_is_in_step(source):
    assert not upkeep.missing()
    saved(entry_record("event", "A visit", source))
    Holding.objects.all().delete()
    assert upkeep.missing()
    upkeep.rebuild()
    assert not upkeep.missing()


# --- Any writes -----------------------------------------------------------------------------------

KINDS = ("event", "agreement", "institution", "institution", "person")
STEPS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from([
            "publish", "withdraw", "reopen", "topics", "places", "date", "join", "step", "sources", "weak", "tier",
            "figures", "rival", "seat", "part", "parts", "copies", "judged", "believed", "empty",
        ]),
        st.integers(0, 6),
    ),
    max_size=10,
)  # fmt: skip


@kept
def words() -> None:
    vocabulary()


@settings(max_examples=25)
@given(steps=STEPS)
def test_after_any_writes_they_are_what_a_rebuilding_gives(words, steps):
    with undone():
        sources = [saved(source_record(f"Source {each}", tier=("press", "primary")[each % 2])) for each in range(3)]
        rows = [
            saved(entry_record(kind, f"Entry {each}", sources[each % 3], status=("draft", "published")[each % 2]))
            for each, kind in enumerate(KINDS)
        ]
        for number, what, pick in steps:
            with suppress(Refused):  # then nothing is written
                _write(rows, number, sources, what, pick)
            if pick % 2:
                assert seen(known()) == seen(stored())
                check_taken()
                check_evidence()
        before = stored()
        assert seen(known()) == seen(before)
        upkeep.rebuild()
        assert stored() == before
        check_taken()
        check_evidence()


def _write(rows: list[Entry], number: int, sources: list[Source], what: str, pick: int) -> None:
    source = sources[pick % 3]
    copy = {"address": "https://example.net/a", "kind": ("archive", "mirror")[pick % 2], "checked_at": DAYS[pick]}
    changes: dict[str, dict] = {
        "weak": {"weak": pick > 3},
        "tier": {"tier": ("press", "primary", "scholarly")[pick % 3]},
        "copies": {"copies": [copy][: pick % 3], "address": ("", "https://example.org/a")[pick % 2]},
        "parts": {"parts": [{"label": f"P{each}"} for each in (1, 2, 3)], "accessed": DAYS[pick]},
    }
    if what in changes:
        apply(record(Source.objects.get(pk=source.pk)) | changes[what], by=None, reason="")
        return
    fresh = for_document(Entry.objects.filter(pk=rows[number].pk)).get()
    plain = record(fresh)
    said = plain["statements"][0]
    if what == "publish" and fresh.status != "published":
        publish(fresh, by=None, reason="Ready")
    elif what == "withdraw" and fresh.status == "published":
        withdraw(fresh, by=None, reason="Wrong")
    elif what == "reopen" and fresh.status == "withdrawn":
        apply(plain | {"status": "draft"}, by=None, reason="")
    elif what == "topics":
        apply(plain | {"topics": sorted(TOPICS[: pick % 4])}, by=None, reason="")
    elif what == "places":
        apply(plain | {"places": sorted(PLACES[pick % 4 :])}, by=None, reason="")
    elif what == "date":
        apply(plain | {"date": DATES[pick]}, by=None, reason="")
    elif what == "join":
        other = rows[(number + 1 + pick % 4) % 5]
        joined = [] if pick == 0 else [relation("concerns", other, said)]
        apply(plain | {"relations": joined}, by=None, reason="")
    elif what == "step" and fresh.kind == "agreement":
        party = rows[2 + pick % 2] if pick % 3 else None
        apply(plain | {"actions": [action("signature", said, party=party and party.key)]}, by=None, reason="")
    elif what == "sources":
        said["citations"] = [citation(each) for each in sources[: 1 + pick % 3]]
        apply(plain, by=None, reason="")
    elif what == "part":
        parts = Source.objects.get(pk=source.pk).parts.count()
        said["citations"] = [citation(source, part=f"P{1 + pick % parts}" if parts else "")]
        apply(plain, by=None, reason="")
    elif what == "judged":
        more = statement("It is good.", source, voice="assessment", date=("", "2003")[pick % 2])
        apply(plain | {"statements": [said, more]}, by=None, reason="")
    elif what == "believed":
        judged = {"rank": "deprecated", "rank_reason": "Wrong."} if pick % 2 else {}
        more = statement("It is.", source, voice=("fact", "forecast")[pick // 4], **judged)
        apply(plain | {"statements": [said, more]}, by=None, reason="")
    elif what == "empty" and fresh.kind == "institution":
        apply(plain | {"website": ("", "https://example.org/")[pick % 2]}, by=None, reason="")
    elif what == "figures":
        said["values"] = [measured("trade-volume", str(each), as_of=DATES[each]) for each in range(pick % 3)]
        apply(plain, by=None, reason="")
    elif what == "rival":
        more = statement(f"Said {pick}.", sources[0], values=[value("date", "1901")])
        more["citations"][0]["stance"] = ("supports", "disputes")[pick % 2]
        apply(plain | {"statements": [said, more]}, by=None, reason="")
    elif what == "seat" and fresh.kind == "institution":
        apply(plain | {"seat": (None, *PLACES)[pick % 4]}, by=None, reason="")


def test_a_kept_snapshot_is_found_again(source):
    saved(entry_record("event", "A visit", source))
    assert holdings.current() is holdings.current()
    assert snapshots._snapshots[0] is holdings.current()
