"""Asking for words as the search page would."""

from django.http import QueryDict

from partnership import listings


def found(words: str, more: str = "") -> dict:
    data = QueryDict(more, mutable=True)
    data["q"] = words
    return listings.of_search(data, "/search/")


def slugs(words: str, more: str = "") -> list[str]:
    return [each["slug"] for each in found(words, more)["results"]]
