"""Addresses of the same list with something else set: what chips, facets and pages link to."""

from django.http import QueryDict

# Set by other people's links; they say nothing about the list.
TRACKING_NAMES = frozenset({"fbclid", "gclid"})
# Where one stands in a list; a changed filter begins again at its top.
POSITION = frozenset({"page", "after", "before"})


def is_tracking(name: str) -> bool:
    return name in TRACKING_NAMES or name.startswith("utm_")


class Address:
    """A path with its parameters: without blanks and tracking, without the position."""

    def __init__(self, path: str, data: QueryDict) -> None:
        self.path = path
        self.values = {
            name: [value for value in values if value.strip()]
            for name, values in data.lists()
            if not is_tracking(name) and name not in POSITION
        }

    def _with(self, changed: dict[str, list[str]]) -> str:
        query = QueryDict(mutable=True)
        for name, values in sorted((self.values | changed).items()):
            if values:
                query.setlist(name, values)
        return f"{self.path}?{query.urlencode(safe='/')}" if query else self.path

    @property
    def plain(self) -> str:
        """As it is."""
        return self._with({})

    def set(self, **values: str | int | None) -> str:
        return self._with({name: [] if value is None else [str(value)] for name, value in values.items()})

    def years(self, first: int, last: int) -> str:
        return self._with({"from": [f"{first:04}"], "to": [f"{last:04}"]})

    def adding(self, name: str, value: str) -> str:
        return self._with({name: [*self.values.get(name, []), value]})

    def without(self, name: str, value: str | None = None) -> str:
        kept = [] if value is None else [each for each in self.values.get(name, []) if each != value]
        return self._with({name: kept})
