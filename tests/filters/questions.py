"""Random questions to every list, of values that the world of `counting` holds."""

from urllib.parse import urlencode

from django.http import QueryDict
from hypothesis import strategies as st

from partnership.vocabulary import Grade, Kind, SourceType, Stage
from tests.filters.counting import CATEGORIES, PLACES, TOPICS, TYPES

GRADES = Grade.values
COMMON = {
    "topic": TOPICS,
    "place": PLACES,
    "decade": ("1900", "1950", "1990", "2000", "2010", "2020", "0000", "9990", "undated"),
    "from": ("2003", "1955", "2003-06-14", "200X", "2030"),
    "to": ("2030-01", "2040", "2031"),
}
OF_ENTRIES = {
    **COMMON,
    "kind": Kind.values,
    "type": [each for types in TYPES.values() for each in types],
    "category": CATEGORIES,
    "country": ("XA", "XB"),
    "seat": PLACES,
    "evidence": [*GRADES, "conflict"],
    "conflict": ["yes"],
    "status": Stage.values,
    "institution": ["entry-7"],
    "source": ["source-1", "source-2"],
}
OF_AGREEMENTS = {name: values for name, values in OF_ENTRIES.items() if name != "kind"} | {"on": ("2010", "2024-03-01")}
OF_SOURCES = {
    **COMMON,
    "kind": Kind.values,
    "tier": ("primary", "scholarly", "think_tank", "press"),
    "type": SourceType.values[:1],
    "evidence": GRADES,
    "language": ("en", "tr"),
    "publisher": ("P & Q", "Ağrı Press"),
    "institution": ("entry-7",),
    "year": ("2003", "1900", "5"),
    "gap": ("no-address", "stale", "untaken-part"),
}
OF_FIGURES = {
    **COMMON,
    "kind": Kind.values,
    "type": OF_ENTRIES["type"],
    "measure": ("trade-volume", "units-ordered"),
    "evidence": GRADES,
    "institution": ("entry-7",),
    "source": ("source-1", "source-2"),
}
PERIOD = ("from", "to", "on")


def asked_for(known: dict[str, list[str]]) -> st.SearchStrategy[dict[str, list[str]]]:
    """Up to three filters, of up to three values each."""
    most = {name: 1 if name in PERIOD else 3 for name in known}
    several = {
        name: st.lists(st.sampled_from([*values]), min_size=1, max_size=most[name], unique=True)
        for name, values in known.items()
    }
    names = st.lists(st.sampled_from(sorted(known)), max_size=3, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: several[name] for name in chosen}))


def query_of(asked: dict) -> QueryDict:
    return QueryDict(urlencode(asked, doseq=True))
