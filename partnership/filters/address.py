"""Addresses of lists: each view has one, and from it lead those with something else set (chips, facets, pages).

The one address of a view has its parameters by name and their values in order, each once; without blanks, without the
marks of other people's links, without what goes without saying (the first page, the usual order). Blanks and marks of
direction around words, and letters put together in two ways, are no difference.
"""

from collections.abc import Collection
from functools import lru_cache
from urllib.parse import quote_plus

from django.http import QueryDict
from django.utils.functional import cached_property

from partnership import text

# Set by other people's links; they say nothing about the list.
TRACKING_NAMES = frozenset({"fbclid", "gclid"})
# Where one stands in a list; a changed filter begins again at its top.
POSITION = frozenset({"page", "after", "before"})
_SHORT = 100  # letters of a name with its value that are remembered: what is typed may be much longer


def is_tracking(name: str) -> bool:
    return name in TRACKING_NAMES or name.startswith("utm_")


class Address:
    """A path with its parameters. `values` are those that say what the list is; `position`, where in it one stands.

    `words` names the parameters whose values are codes, to be taken letter by letter; all others are typed by hand.
    """

    def __init__(self, path: str, data: QueryDict, *, usual_sort: str = "", words: Collection[str] = ()) -> None:
        self.path = path
        self._usual = {"sort": usual_sort, "page": "1"}
        asked = {
            name: sorted({spelled for value in values if (spelled := value if name in words else _typed(name, value))})
            for name, values in data.lists()
            if not is_tracking(name)
        }
        known = {name: self._told(name, values) for name, values in asked.items()}
        self.values = {name: values for name, values in known.items() if name not in POSITION and values}
        self.position = {name: values for name, values in known.items() if name in POSITION and values}

    def _told(self, name: str, values: list[str]) -> list[str]:
        return [value for value in values if value.strip() and value != self._usual.get(name)]

    def _with(self, changed: dict[str, list[str]], path: str = "") -> str:
        """A list has some hundred addresses on it, so that only what is changed is written anew."""
        names = tuple(changed)
        if (around := self._around.get(names)) is None:
            around = self._around[names] = self._with_room_for(names)
        asked = "".join([kept if name is None else self._write(name, changed[name]) for name, kept in around])
        return f"{path or self.path}?{asked[:-1]}" if asked else path or self.path

    def _with_room_for(self, changed: tuple[str, ...]) -> list[tuple[str | None, str]]:
        """All parameters in their order, as they are written; those that change by their names, not written yet."""
        found: list[tuple[str | None, str]] = []
        for name in sorted({*self.values, *changed}):
            if name in changed:
                found.append((name, ""))
            elif kept := self._write(name, self.values[name]):
                before = found.pop()[1] if found and found[-1][0] is None else ""
                found.append((None, before + kept))
        return found

    @cached_property
    def _around(self) -> dict[tuple[str, ...], list[tuple[str | None, str]]]:
        return {}

    def _room(self, *names: str) -> list[str]:
        """What is written before, between and after these parameters, whatever values they had; they are given in
        order. There are a hundred values on a list and as many years, so that only theirs are written for each."""
        if (found := self._rooms.get(names)) is None:
            found = [f"{self.path}?"]
            for name, kept in self._with_room_for(names):
                if name is None:
                    found[-1] += kept
                else:
                    found.append("")
            found[-1] = f"&{found[-1]}"[:-1]
            self._rooms[names] = found
        return found

    @cached_property
    def _rooms(self) -> dict[tuple[str, ...], list[str]]:
        return {}

    def _write(self, name: str, values: list[str]) -> str:
        """As far as where the next one begins."""
        if len(values) == 1 and name not in self._usual:  # as nearly all are
            return _written(name, values[0])
        return "".join([_written(name, value) for value in sorted({*self._told(name, values)})])

    @property
    def data(self) -> QueryDict:
        """The values as a question again."""
        found = QueryDict(mutable=True)
        for name, values in self.values.items():
            found.setlist(name, values)
        return found

    @property
    def plain(self) -> str:
        """From its top."""
        return self._with({})

    @property
    def canonical(self) -> str:
        """The one address of just this page of the list."""
        return self._with(self.position)

    def set(self, **values: str | int | None) -> str:
        return self._with({name: [] if value is None else [str(value)] for name, value in values.items()})

    def years(self, first: int, last: int) -> str:
        before, between, after = self._room("from", "to")
        return f"{before}from={first:04}&{between}to={last:04}{after}"

    def all_years(self) -> str:
        return self._with({"from": [], "to": []})

    def adding(self, name: str, value: str) -> str:
        if name in self.values or name in self._usual or not value.strip():
            return self._with({name: [*self.values.get(name, []), value]})
        before, after = self._room(name)
        return f"{before}{_written(name, value)[:-1]}{after}"

    def without(self, name: str, value: str | None = None) -> str:
        kept = [] if value is None else [each for each in self.values.get(name, []) if each != value]
        return self._with({name: kept})

    def of_values(self, name: str) -> str:
        """Where all values of one filter stand, with all filters kept; their order is another than the list's."""
        return self._with({"sort": []}, f"{self.path}by/{name}/")


def _written(name: str, value: str) -> str:
    return (_known if len(name) + len(value) <= _SHORT else _known.__wrapped__)(name, value)


@lru_cache(4_000)  # most are chosen often
def _known(name: str, value: str) -> str:
    """Blanks are written as forms write them, so that what was typed needs no second way."""
    return f"{_quoted(name)}={_quoted(value)}&" if value.strip() else ""


def _quoted(text: str) -> str:
    return text if text.isascii() and text.replace("-", "").isalnum() else quote_plus(text, safe="/")


def _typed(name: str, value: str) -> str:
    """Twice, since what is put together around a mark that is dropped may be one letter."""
    plain = text.tidy(text.unmarked(text.tidy(value)))
    return str(int(plain)) if name == "page" and plain.isascii() and plain.isdigit() and len(plain) <= 3 else plain
