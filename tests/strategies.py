"""Random content for property tests, which refers to the small world of `tests.world`."""

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from partnership.records import plain_decimal
from partnership.vocabulary import (
    TYPE_SCHEME,
    Action,
    CopyKind,
    CopyState,
    Kind,
    NameKind,
    Rank,
    SourceType,
    Stance,
    Voice,
    fields,
    own_fields,
)
from tests import factories
from tests.factories import PLACES, ROLES, TERMS
from tests.world import EVIDENCE, OTHERS, SOURCES, key

Draw = Any
# For examples that write: a fifth of what the profile asks for. What is built once serves them all, since each undoes
# what it wrote.
FEW = settings(max_examples=settings.default.max_examples // 5, suppress_health_check=[*HealthCheck])
MANY = settings(suppress_health_check=[*HealthCheck])


_LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])


def text(longest: int, shortest: int = 0) -> st.SearchStrategy[str]:
    return st.text(_LETTERS, min_size=shortest, max_size=longest)


_POINTS = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.integers(1, 9999).map(lambda year: f"{year:04}"),
    st.sampled_from(["196X", "19XX", "2003-21", "2020~", "2025-02?", "2011%"]),
)
DATES = st.one_of(st.just(""), _POINTS, _POINTS.map("{}/..".format), _POINTS.map("../{}".format), st.just("2016/2019"))
SOME_DATES = DATES.filter(bool)
NUMBERS = st.integers(-(10**12), 10**12).map(lambda number: plain_decimal(Decimal(number) / 100))


def some_of(*choices: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(choices), unique=True).map(sorted) if choices else st.just([])


def maybe(*choices: Any) -> st.SearchStrategy:
    return st.sampled_from([None, *choices])


_FORMS = {
    "edtf": lambda field: SOME_DATES,
    "text": lambda field: text(60, 1),
    "integer": lambda field: st.integers(0, 10**8).map(str),
    "address": lambda field: st.sampled_from(["https://a.example/", "https://b.example/x?y=1"]),
    "place": lambda field: st.sampled_from([*PLACES]),
    "term": lambda field: st.sampled_from(TERMS[field.scheme]),
}


def _column(form: str) -> st.SearchStrategy:
    if form == "integer":
        return st.none() | st.integers(0, 10**9 - 1)
    if form == "place":
        return maybe(*PLACES)
    return {"edtf": DATES, "text": text(60), "address": st.sampled_from(["", "https://a.example/"])}[form]


@st.composite
def _value(draw: Draw, kind: str) -> dict:
    shared = {"as_of": draw(DATES), "approximate": draw(st.booleans()), "unit": draw(maybe(*TERMS["unit"]))}
    none = {"field": "", "measure": None, "value": "", "low": None, "high": None}
    if draw(st.booleans()):
        field = draw(st.sampled_from([*fields(kind).values()]))
        return none | shared | {"field": field.name, "value": draw(_FORMS[field.form](field))}
    measure = none | shared | {"measure": draw(st.sampled_from(TERMS["measure"]))}
    if draw(st.booleans()):
        return measure | {"value": draw(NUMBERS)}
    low, high = sorted(draw(st.tuples(NUMBERS, NUMBERS)), key=float)
    return measure | draw(st.sampled_from([{"low": low, "high": high}, {"low": low}, {"high": high}]))


@st.composite
def _citation(draw: Draw, name: str) -> dict:
    return {
        "key": name, "source": draw(st.sampled_from(SOURCES)), "part": draw(maybe("P1", "P2")),
        "locator": draw(text(20)), "anchor": draw(text(20)), "quote": draw(text(20)),
        "stance": draw(st.sampled_from(Stance.values)), "note": draw(text(20)),
    }  # fmt: skip


@st.composite
def _statement(draw: Draw, name: str, kind: str, lead: bool, citations: list[str]) -> dict:
    rank = draw(st.sampled_from(Rank.values))
    return {
        "key": name, "text": draw(text(80, 1)), "lead": lead, "voice": draw(st.sampled_from(Voice.values)),
        "claimant": draw(maybe(*OTHERS.values())), "date": draw(DATES), "rank": rank,
        "rank_reason": draw(text(20)) if rank == Rank.NORMAL else draw(text(20, 1)),
        "values": draw(st.lists(_value(kind), max_size=3)),
        "citations": [draw(_citation(each)) for each in citations],
    }  # fmt: skip


def _names(draw: Draw, statements: list[str]) -> list[dict]:
    names = st.fixed_dictionaries({
        "text": text(30, 1), "language": st.sampled_from(["", "en", "ur"]), "kind": st.sampled_from(NameKind.values),
        "valid_from": DATES, "valid_to": DATES, "statement": maybe(*statements),
    })  # fmt: skip
    return draw(st.lists(names, max_size=3, unique_by=lambda each: (each["kind"], each["language"], each["text"])))


def _relations(draw: Draw, kind: str, pool: list[str], statements: list[str]) -> list[dict]:
    found = {}
    for name in draw(st.lists(st.sampled_from(pool), unique=True, max_size=3)):
        role, other = draw(st.sampled_from([*ROLES])), draw(st.sampled_from([*OTHERS]))
        subjects, objects = ROLES[role][2] or Kind.values, ROLES[role][3] or Kind.values
        if kind not in subjects or other not in objects:
            role = "concerns"
        each = {
            "key": name, "role": role, "object": OTHERS[other], "valid_from": draw(st.sampled_from(["", "2001"])),
            "valid_to": draw(DATES), "detail": draw(st.sampled_from(["", "as host", "as guest"])),
            "evidence": draw(some_of(*statements, EVIDENCE[other])),
        }  # fmt: skip
        found.setdefault((role, other, each["valid_from"], each["detail"]), each)
    return list(found.values())


def _actions(draw: Draw, pool: list[str], statements: list[str]) -> list[dict]:
    return [
        {
            "key": name, "party": draw(maybe(OTHERS["institution"])), "action": draw(st.sampled_from(Action.values)),
            "date": draw(DATES), "person": draw(maybe(OTHERS["person"])), "evidence": draw(some_of(*statements)),
        }
        for name in draw(st.lists(st.sampled_from(pool), unique=True, max_size=3))
    ]  # fmt: skip


@st.composite
def entries(draw: Draw, kind: str | None = None, base: int = 1000) -> dict:
    """A draft of everything an entry can hold. Those of one `base` share their keys: each is an edit of the others."""
    kind = kind or draw(st.sampled_from(Kind.values))
    pool = [[key(base + 100 * of + number) for number in range(4)] for of in range(1, 5)]
    names = draw(st.lists(st.sampled_from(pool[0]), unique=True))
    lead = draw(maybe(*names))
    cited: dict[str, list[str]] = {name: [] for name in names}
    for each in draw(st.permutations(pool[1])) if names else []:
        cited[draw(st.sampled_from(names))].append(each)
    found = {
        "schema": 1, "form": "entry", "key": key(base), "kind": kind,
        "type": draw(maybe(*TERMS[TYPE_SCHEME[Kind(kind)]])), "title": draw(text(60, 1)),
        "slug": draw(st.sampled_from([f"slug-{base}", f"other-{base}"])), "date": draw(DATES),
        "country": draw(maybe("XA", "XB")), "category": draw(maybe(*TERMS["system-category"])),
        "topics": draw(some_of(*TERMS["topic"])), "places": draw(some_of(*PLACES)), "status": "draft",
        "hold_reason": draw(text(20)),
        **{own.name: draw(_column(own.form)) for own in own_fields(kind)},
        "names": _names(draw, names),
        "identifiers": [{"scheme": each, "value": f"{base}"} for each in draw(some_of("doi", "unts", "wikidata"))],
        "redirects": [{"slug": each} for each in draw(some_of(f"old-{base}", f"older-{base}"))],
        "statements": [draw(_statement(name, kind, name == lead, cited[name])) for name in names],
    }  # fmt: skip
    if kind == Kind.AGREEMENT:
        found["actions"] = _actions(draw, pool[2], names)
    return found | {"relations": _relations(draw, kind, pool[3], names)}


@st.composite
def sources(draw: Draw, base: int = 500) -> dict:
    """A source that cites nothing; those of one `base` are edits of each other."""
    addresses = draw(some_of("https://a.example/", "https://b.example/"))
    return {
        "schema": 1, "form": "source", "key": key(base), "slug": f"a-{base}",
        "csl_type": draw(st.sampled_from(SourceType.values)), "title": draw(text(40, 1)),
        "authors": draw(st.lists(st.fixed_dictionaries({"family": text(9, 1), "given": text(9)}), max_size=2)),
        "publisher": draw(text(20)), "date": draw(DATES), "address": draw(st.sampled_from(["", "https://c.example/"])),
        "language": draw(st.sampled_from(["", "en"])), "tier": draw(st.sampled_from(TERMS["source-tier"])),
        "weak": draw(st.booleans()), "origin": draw(maybe(*SOURCES)), "note": draw(text(20)), "accessed": draw(DATES),
        "parts": [{"label": each} for each in draw(st.lists(text(8, 1), unique=True, max_size=4))],
        "copies": [
            {"address": each, "kind": draw(st.sampled_from(CopyKind.values)), "archived_at": draw(DATES),
             "checked_at": draw(DATES), "state": draw(st.sampled_from(CopyState.values))}
            for each in addresses
        ],
        "identifiers": [{"scheme": "doi", "value": f"{base}"}] if draw(st.booleans()) else [],
    }  # fmt: skip


def terms() -> st.SearchStrategy[dict]:
    return st.builds(
        lambda **columns: {"schema": 1} | factories.term_record("role", "random") | columns,
        label=text(20, 1), inverse_label=text(20), definition=text(40), broader=maybe("host"), origin=text(20),
        subject_kinds=some_of(*Kind.values), object_kinds=some_of(*Kind.values), principal=st.booleans(),
        order=st.integers(0, 999),
    )  # fmt: skip


def places() -> st.SearchStrategy[dict]:
    degrees = st.one_of(
        st.just({"latitude": None, "longitude": None}),
        st.tuples(st.integers(-8999, 8999), st.integers(-17999, 17999)).map(
            lambda pair: {"latitude": _hundredths(pair[0]), "longitude": _hundredths(pair[1])}
        ),
    )
    return st.builds(
        lambda name, within, precision, where: {
            "schema": 1, "form": "place", "code": "XA-NEW", "name": name, "within": within, "precision": precision
        } | where,
        text(20, 1), maybe("XA", "XB"), st.sampled_from(["country", "region", "city", "site"]), degrees,
    )  # fmt: skip


def _hundredths(number: int) -> str:
    return plain_decimal(Decimal(number) / 100)
