"""The words of the record as entries draw them: the first of each list is met most often."""

from random import Random
from typing import NamedTuple

from partnership.models import Place, Term


class Role(NamedTuple):
    code: str
    object_kind: str


# Which roles an entry of a kind draws, and what stands at their other end.
ROLES = {
    "event": [
        *[Role("participant", "institution")] * 4,
        *[Role("host", "institution")] * 2,
        *[Role("supplier", "institution")] * 2,
        Role("recipient", "institution"),
        Role("participant", "person"),
        Role("equipment", "system"),
        Role("concerns", "person"),
    ],
    "agreement": [
        *[Role("signatory", "institution")] * 5,
        Role("supplier", "institution"),
        Role("signatory", "person"),
        Role("equipment", "system"),
    ],
    "institution": [Role("affiliated-with", "institution"), Role("leader", "person")],
    "person": [Role("holds-office-in", "institution"), Role("affiliated-with", "institution")],
    "system": [Role("maker", "institution"), Role("supplier", "institution")],
}


class Vocabulary:
    """The terms and places that the seed brings, drawn so that the first of many is frequent and the last is rare."""

    def __init__(self, terms: dict[tuple[str, str], int], places: dict[str, int], countries: list[str]) -> None:
        self.terms, self.places, self.countries = terms, places, countries
        self._codes: dict[str, list[str]] = {}
        for scheme, code in terms:
            self._codes.setdefault(scheme, []).append(code)
        self._places = [*places]

    @classmethod
    def of_database(cls) -> "Vocabulary":
        terms = Term.objects.order_by("scheme", "order", "code").values_list("scheme", "code", "pk")
        places = list(Place.objects.order_by("pk").values_list("code", "pk", "precision"))
        return cls(
            {(scheme, code): pk for scheme, code, pk in terms},
            {code: pk for code, pk, _ in places},
            [code for code, _, precision in places if precision == "country"],
        )

    def term(self, rng: Random, scheme: str) -> str:
        return _skewed(rng, self._codes[scheme])

    def has(self, scheme: str) -> bool:
        return scheme in self._codes

    def some(self, rng: Random, scheme: str, most: int) -> list[str]:
        """Sorted, as records keep them."""
        return sorted({self.term(rng, scheme) for _ in range(1 + int(rng.random() * most))})

    def few_places(self, rng: Random) -> list[str]:
        return sorted({_skewed(rng, self._places) for _ in range(int(rng.random() * 2.6))})

    def country(self, rng: Random) -> str:
        return _skewed(rng, self.countries)

    def in_turn(self, scheme: str, place: int) -> str:
        listed = self._codes[scheme]
        return listed[place % len(listed)]


def _skewed(rng: Random, listed: list[str]) -> str:
    return listed[int(len(listed) * rng.random() ** 2.5)]
