"""One view of a list has one address, however it was written."""

import random
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from partnership.filters import AgreementFilter, EntryFilter, FigureFilter, SourceFilter
from partnership.filters.values import address_of
from tests.filters.questions import OF_AGREEMENTS, OF_ENTRIES, OF_FIGURES, OF_SOURCES, PERIOD, asked_for
from tests.strategies import MANY

LISTS = {
    "/entries/": OF_ENTRIES,
    "/agreements/tracker/": OF_AGREEMENTS,
    "/sources/": OF_SOURCES,
    "/figures/": OF_FIGURES,
    "/topics/defence/": OF_ENTRIES,
}
FILTERS = (EntryFilter, AgreementFilter, SourceFilter, FigureFilter)
WORDS = ("trade", "education", "P & Q", "a/b", "Ağrı", "خان", "2003", "1", "title", "-date", "count", "x=y&z", "+", "%")
ANY = st.one_of(st.sampled_from(WORDS), st.text(max_size=12), st.text(" \t\n\u200e\u200fe\u0301\x01", max_size=6))


@st.composite
def questions(draw, of=FILTERS):
    filters = draw(st.sampled_from(of))
    known = sorted({*filters.base_filters, *filters.beside})
    names = draw(st.lists(st.sampled_from(known), max_size=5, unique=True))
    return filters, {name: draw(st.lists(ANY, min_size=1, max_size=3)) for name in names}


def canonical(filters, query: str, of_values: bool = False) -> str:
    return address_of(filters, QueryDict(query), "/list/", of_values=of_values).canonical


def written(asked: dict[str, list[str]], dice: random.Random) -> str:
    """The same question as somebody else might write it."""
    pairs = [(name, value) for name, values in asked.items() for value in values]
    # A value that stands twice is asked for once; a blank is not asked for; marks of links say nothing.
    several = [pair for pair in pairs if pair[0] not in ("q", *PERIOD)]
    pairs += [*dice.sample(several, len(several) // 2), ("utm_source", "mail"), ("fbclid", "1")]
    pairs += [(name, " ") for name in asked]
    dice.shuffle(pairs)
    plain = [f"{name}={_encoded(value, dice)}" for name, value in pairs]
    return "&".join(plain)


def _encoded(value: str, dice: random.Random) -> str:
    return "".join(
        "".join(f"%{byte:02x}" for byte in letter.encode()) if dice.random() < 0.3 else quote(letter, safe="")
        for letter in value
    )


@MANY
@given(question=questions(), of_values=st.booleans())
def test_the_one_address_is_its_own_one_address(question, of_values):
    filters, asked = question
    once = canonical(filters, written(asked, random.Random(0)), of_values)  # noqa: S311
    assert canonical(filters, once.partition("?")[2], of_values) == once
    pairs = parse_qsl(urlsplit(once).query, keep_blank_values=True)
    assert pairs == sorted(set(pairs))
    assert all(value.strip() for _, value in pairs)


@MANY
@given(question=questions(), name=st.sampled_from(["topic", "kind", "evidence", "sort"]), value=ANY)
def test_a_link_that_adds_a_value_or_sets_years_is_the_one_address_of_what_it_asks_for(question, name, value):
    """Once with room that is measured, once with what was measured before."""
    filters, asked = question
    data = QueryDict(written(asked, random.Random(0)))  # noqa: S311
    address = filters.address_of(data, "/list/")
    kept = {each: values for each, values in address.values.items() if each not in ("from", "to")}
    for _ in range(2):
        if value.strip() and (name, value) != ("sort", filters.usual(data)):
            more = {**address.values, name: sorted({*address.values.get(name, []), value})}
            assert address.adding(name, value) == _as_asked(more)
        assert address.years(987, 2026) == _as_asked(kept | {"from": ["0987"], "to": ["2026"]})


def _as_asked(values: dict[str, list[str]]) -> str:
    pairs = [(name, each) for name in sorted(values) for each in values[name]]
    return f"/list/?{urlencode(pairs, safe='/')}"


@MANY
@given(question=questions(), seed=st.integers())
def test_however_it_is_written_it_is_the_same_address(question, seed):
    filters, asked = question
    plain = {name: values[:1] for name, values in asked.items()} if seed % 2 else asked
    first, second = (canonical(filters, written(plain, random.Random(each))) for each in (seed, seed + 1))  # noqa: S311
    assert first == second


@pytest.mark.parametrize(
    ("query", "one"),
    [
        ("topic=trade&kind=event", "kind=event&topic=trade"),
        ("topic=trade&topic=education&topic=trade", "topic=education&topic=trade"),
        ("q=&from=&to=&utm_campaign=x&gclid=1", ""),
        ("page=1&sort=-date", ""),
        ("page=02&sort=title", "page=2&sort=title"),
        ("from=%32003&to=+2004+", "from=2003&to=2004"),
        ("q=+war++and%20peace%E2%80%8F", "q=war+and+peace"),
        ("q=e%CC%81", "q=%C3%A9"),
        ("place=XA/1", "place=XA/1"),
        ("place=XA%2F1", "place=XA/1"),
    ],
)
def test_what_is_no_difference_is_written_one_way(query, one):
    assert canonical(EntryFilter, query).partition("?")[2] == one


def test_what_goes_without_saying_hangs_on_the_list():
    assert canonical(SourceFilter, "sort=title") == "/list/"
    assert canonical(EntryFilter, "sort=title") == "/list/?sort=title"
    assert canonical(FigureFilter, "sort=measure") == "/list/"
    assert canonical(EntryFilter, "sort=count", of_values=True) == "/list/"


def test_the_values_of_a_filter_are_taken_letter_by_letter():
    """A publisher's name may have two blanks in it: then it is another name."""
    assert canonical(SourceFilter, "publisher=P++Q") == "/list/?publisher=P++Q"


@pytest.mark.django_db
@MANY
@given(
    question=st.sampled_from([*LISTS]).flatmap(lambda path: st.tuples(st.just(path), asked_for(LISTS[path]))),
    seed=st.integers(),
)
def test_another_spelling_of_a_view_leads_to_it_in_one_step(world, question, seed):
    path, asked = question
    other = written(asked, random.Random(seed))  # noqa: S311
    client = Client()
    first = client.get(f"{path}?{other}")
    assert first.status_code == 301
    second = client.get(first["Location"])
    assert second.status_code == 200
    assert f'rel="canonical" href="http://127.0.0.1:8000{escape(first["Location"])}"' in second.content.decode()
    data = [client.get(f"{path[:-1]}.json?{query}").json() for query in (other, urlsplit(first["Location"]).query)]
    assert data[0] == data[1]
