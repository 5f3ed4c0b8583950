"""Asking the list of all entries as an address would."""

import pytest
from django.http import QueryDict

from partnership import listings
from partnership.filters import BadParameter
from partnership.models import Entry


def ask(query: str = "") -> dict:
    return listings.of_entries(Entry.objects.published(), QueryDict(query), "/entries/")


def titles(query: str = "") -> list[str]:
    return [each["title"] for each in ask(query)["results"]]


def counts(query: str, facet: str) -> dict[str, int]:
    return {each["value"]: each["count"] for each in ask(query)["facets"].get(facet, [])}


def refused(query: str) -> BadParameter:
    with pytest.raises(BadParameter) as caught:
        ask(query)
    return caught.value
