"""A record that is not well formed is refused before any row is touched, and each fault is named with its path."""

import pytest

from partnership.actions import Invalid, apply
from partnership.models import Entry
from tests.factories import (
    citation,
    entry_record,
    measured,
    place_record,
    relation,
    saved,
    source_record,
    statement,
    term_record,
    value,
)
from tests.kept import kept
from tests.snapshot import snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]
S = "ssssssssss"  # the key of the source there is
NONE = "zzzzzzzzzz"  # of nothing


@kept(autouse=True)
def world(words):
    saved(source_record(key=S))


def problems(plain: dict) -> list[tuple[str, str]]:
    before = snapshot()
    with pytest.raises(Invalid) as refused:
        apply(plain, by=None, reason="")
    assert snapshot() == before
    return [(problem.path, problem.message) for problem in refused.value.problems]


def entry(**columns) -> dict:
    return entry_record(status="draft") | columns


def said(**columns) -> dict:
    return entry(statements=[statement("It is.", S) | columns])


def cited(**columns) -> dict:
    return said(citations=[citation(S) | columns])


def valued(*values: dict, kind="event") -> dict:
    return entry_record(kind, status="draft", statements=[statement("It is.", S, values=list(values))])


WRONG = {
    "another schema": (entry(schema=2), "schema", "schema 1"),
    "no form": ({"key": NONE}, "form", "no form"),
    "a form that is a list": (entry(form=[]), "form", "no form"),
    "an unknown kind": (entry(kind="planet"), "kind", "no kind"),
    "an unknown column": (entry(summary="Mine"), "summary", "not a column"),
    "an unknown column of a row": (said(grade="weak"), "statements[0].grade", "not a column"),
    "the column of another kind": (entry(seat="XA"), "seat", "not a column"),
    "actions of an event": (entry(actions=[]), "actions", "not a column"),
    "statements that are no list": (entry(statements={}), "statements", "list of rows"),
    "a citation that is no row": (said(citations=["x"]), "statements[0].citations", "list of rows"),
    "no title": (entry(title=""), "title", "blank"),
    "a title that is a number": (entry(title=7), "title", "Text"),
    "a title too long": (entry(title="x" * 201), "title", "200"),
    "a NUL byte": (entry(title="a\0b"), "title", "control"),
    "half a letter": (entry(title="\ud83d"), "title", "control"),
    "a NUL byte in a reference": (entry(type="a\0"), "type", "key or code"),
    "a NUL byte in a list": (entry(topics=["a\0"]), "topics", "list of keys"),
    "a broken date": (entry(date="2020-13-45"), "date", "2020-13-45"),
    "a broken date of a statement": (said(date="soon"), "statements[0].date", "soon"),
    "no key": (entry(key=""), "key", "not a key"),
    "a key of one's own making": (entry(key="my-key"), "key", "not a key"),
    "an unknown status": (entry(status="hidden"), "status", "hidden"),
    "an unknown voice": (said(voice="song"), "statements[0].voice", "song"),
    "a rank without its reason": (said(rank="preferred"), "statements[0]", "reason"),
    "a lead that is no truth": (said(lead="yes"), "statements[0].lead", "True or false"),
    "a whole number that is none": (entry(ordinal="15"), "ordinal", "whole number"),
    "a whole number that is a truth": (entry(ordinal=True), "ordinal", "whole number"),
    "a negative number": (entry(ordinal=-1), "ordinal", "0"),
    "a number beyond the column": (entry(ordinal=10**9), "ordinal", "nine digits"),
    "an unknown type": (entry(type="summit"), "type", "No such term"),
    "a term of another scheme": (entry(topics=["visit"]), "topics", "No such term"),
    "an unknown place": (entry(country="ZZ"), "country", "ZZ"),
    "topics that are no list": (entry(topics="trade"), "topics", "list"),
    "a topic twice": (entry(topics=["trade", "trade"]), "topics", "twice"),
    "an unknown claimant": (said(claimant=NONE), "statements[0].claimant", NONE),
    "an unknown source": (cited(source=NONE, part=None), "statements[0].citations[0].source", NONE),
    "no source": (cited(source=None, part=None), "statements[0].citations[0].source", "wanted"),
    "a part without a source": (cited(source="", part="P1"), "statements[0].citations[0].source", "wanted"),
    "an unknown part": (cited(part="P99"), "statements[0].citations[0].part", "P99"),
    "a quotation too long": (cited(quote="x" * 401), "statements[0].citations[0].quote", "400"),
    "a statement twice": (entry(statements=[statement("A", key=NONE)] * 2), "statements[1]", "stands twice"),
    "two that lead": (entry(statements=[statement(lead=True), statement(lead=True)]), "statements[1]", "leads already"),
    "a name twice": (entry(names=[{"text": "A"}, {"text": "A"}]), "names[1]", "stands twice"),
    "a name without text": (entry(names=[{"text": ""}]), "names[0].text", "blank"),
    "neither field nor measure": (valued({"value": "1"}), "statements[0].values[0]", "one of the two"),
    "field and measure": (
        valued(value("date", "2020") | {"measure": "trade-volume"}), "statements[0].values[0]", "one of the two",
    ),
    "no value": (valued(measured("trade-volume")), "statements[0].values[0]", "Give a value"),
    "a value and a range": (valued(measured("trade-volume", "1", low="1")), "statements[0].values[0]", "Give a value"),
    "a range upside down": (valued(measured("trade-volume", low="2", high="1")), "statements[0].values[0]", "ends"),
    "a range of a field": (valued({"field": "ordinal", "low": "1"}), "statements[0].values[0]", "one value"),
    "a field of another kind": (valued(value("born", "1954")), "statements[0].values[0]", "no field"),
    "an unknown measure": (valued(measured("weight", "1")), "statements[0].values[0].measure", "No such term"),
    "an unknown place as value": (valued(value("country", "ZZ")), "statements[0].values[0].value", "ZZ"),
    "an unknown type as value": (valued(value("type", "summit")), "statements[0].values[0].value", "summit"),
    "a broken date as value": (valued(value("date", "2020-13")), "statements[0].values[0]", "2020-13"),
    "an ordinal in letters": (valued(value("ordinal", "fifteen")), "statements[0].values[0]", "whole number"),
    "an ordinal too great": (valued(value("ordinal", "1000000000")), "statements[0].values[0]", "nine digits"),
    "an address that is a script": (
        valued(value("website", "javascript:alert(1)"), kind="institution"), "statements[0].values[0]", "valid URL",
    ),
    "a designation too long for its column": (
        valued(value("designation", "x" * 81), kind="system"), "statements[0].values[0]", "80",
    ),
    "a relation to itself": (
        entry(key=NONE, relations=[relation("concerns", NONE)]), "relations[0].object", "joins two",
    ),
    "a relation without a role": (entry(relations=[relation("", NONE)]), "relations[0].role", "wanted"),
    "a relation to nothing": (entry(relations=[relation("concerns", NONE)]), "relations[0].object", NONE),
    "evidence that is not there": (entry(names=[{"text": "A", "statement": NONE}]), "names[0].statement", NONE),
    "a source without a tier": (source_record(tier=None), "tier", "wanted"),
    "an unknown tier": (source_record(tier="gossip"), "tier", "gossip"),
    "an unknown type of source": (source_record(csl_type="rumour"), "csl_type", "rumour"),
    "a source that relays itself": (source_record(key=NONE, origin=NONE), "origin", "its own"),
    "an address that is none": (source_record(address="javascript:alert(1)"), "address", "valid URL"),
    "authors that are no list": (source_record(authors="Ada"), "authors", "list"),
    "an author without a name": (source_record(authors=[{"given": "Ada"}]), "", "author"),
    "an author with a number": (source_record(authors=[{"family": "A", "given": 7}]), "", "author"),
    "an author with a NUL byte": (source_record(authors=[{"literal": "a\0"}]), "", "author"),
    "an author with more than a name": (source_record(authors=[{"literal": "A", "age": "7"}]), "", "author"),
    "a term of an unknown scheme": (term_record("weather", "rain"), "scheme", "weather"),
    "a term without a code": (term_record("topic", "", label="A"), "code", "blank"),
    "a term broader than itself": (term_record("topic", "a", broader="a"), "broader", "its own"),
    "a broader term of another scheme": (term_record("topic", "a", broader="visit"), "broader", "No such term"),
    "a role that joins planets": (term_record("role", "a", subject_kinds=["planet"]), "", "kinds of entries"),
    "a place within itself": (place_record("XC", within="XC"), "within", "its own"),
    "a latitude without a longitude": (place_record("XC", latitude="1"), "", "together"),
    "a place beyond the pole": (place_record("XC", latitude="91", longitude="1"), "", "-90 to 90"),
    "a latitude that is a number": (place_record("XC", latitude=1, longitude="1"), "latitude", "as text"),
    "a latitude that is none": (place_record("XC", latitude="NaN", longitude="1"), "latitude", "decimal"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_it_is_refused_where_it_is_wrong(name):
    plain, path, words = WRONG[name]
    [(where, message)] = problems(plain)
    assert where == path
    assert words in message


NO_NUMBERS = ("abc", "1,500", "1e3", "1_000", " 1", "+1", "NaN", "Infinity", "١", "1.", ".5", "1" * 16, "9e999999999")


@pytest.mark.parametrize("text", [*NO_NUMBERS, "0.1234567"])
def test_a_measure_is_a_plain_number(text):
    assert [path for path, _ in problems(valued(measured("trade-volume", text)))] == ["statements[0].values[0]"]


@pytest.mark.parametrize("text", ["0", "52", "-1.8", "1500.25", "9" * 15, "0.000001"])
def test_plain_numbers_are_taken_as_they_are(text):
    low, high = sorted(["0", text], key=float)
    row = saved(valued(measured("trade-volume", text), measured("units-ordered", low=low, high=high)))
    values = row.statements.get().values.all()
    assert [values[0].value, values[1].low] == [text, type(values[1].low)(low)]


def test_all_faults_are_named_at_once():
    plain = entry(
        title="", date="soon",
        statements=[statement("", S, voice="song"), statement("B", citations=[citation(S, stance="shrugs")])],
    )  # fmt: skip
    assert [path for path, _ in problems(plain)] == [
        "title", "date", "statements[0].text", "statements[0].voice", "statements[1].citations[0].stance"
    ]  # fmt: skip


def test_what_is_left_out_means_the_default():
    row = saved({"form": "entry", "key": NONE, "kind": "event", "title": "Bare"})
    assert (row.status, row.date, row.type, row.statements.count()) == ("draft", "", None, 0)
    assert Entry.objects.get().own.ordinal is None


def test_a_record_is_left_as_it_was_given():
    plain = entry(topics=["trade", "defence"])
    before = repr(plain)
    saved(plain)
    assert repr(plain) == before
