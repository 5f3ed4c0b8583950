"""What the names in imported records stand for: keys, identifiers, slugs, and names that only the import knows."""

from collections import defaultdict

from partnership.models import Entry, Identifier, Place, Redirect, Source, Term
from partnership.records import Row, walk
from partnership.text import has_control, is_key, key_from

_MODELS: dict[str, type[Entry] | type[Source]] = {"entry": Entry, "source": Source}
_REFS = {"entry": "entry", "person": "entry", "source": "source", "origin": "source"}
_CHUNK = 500


class Names:
    """Finds the row that each item is about, gives the new ones their keys, and puts keys in place of names.

    `rows` are in the order of the items; none is there yet where an item is new.
    """

    def __init__(self, items: list[dict]):
        self._keys: dict[tuple[str, str], str] = {}
        self._found: dict[tuple[str, str], Row] = {}
        self._wrong: dict[int, list[str]] = defaultdict(list)
        self._look_up(items)
        self.rows = [self._row(item) for item in items]
        for item, row in zip(items, self.rows, strict=True):
            self._settle(item, row)
        self._look_up_references(items)
        for item in items:
            self._resolve(item)

    def problems(self, item: dict) -> list[str]:
        return self._wrong[id(item)]

    def _look_up(self, items: list[dict]) -> None:
        wanted: dict[str, set[str]] = defaultdict(set)
        for item in items:
            if item["form"] in _MODELS:
                wanted[item["form"]] |= set(_own_names(item))
        for form, names in wanted.items():
            self._find(form, names)
        terms = {str(item.get("code")) for item in items if item["form"] == "term"}
        places = {str(item.get("code")) for item in items if item["form"] == "place"}
        for some in _chunks(terms):
            for term in Term.objects.filter(code__in=some):
                self._found["term", f"{term.scheme}/{term.code}"] = term
        for some in _chunks(places):
            for place in Place.objects.filter(code__in=some):
                self._found["place", place.code] = place

    def _find(self, form: str, names: set[str]) -> None:
        """Rows by key, by slug (also a former one) and by identifier."""
        model = _MODELS[form]
        for some in _chunks(names):
            for row in model.objects.filter(key__in=some):
                self._found[form, row.key] = row
            if form == "entry":
                for redirect in Redirect.objects.filter(slug__in=some).select_related("entry"):
                    self._found[form, redirect.slug] = redirect.entry
            for row in model.objects.filter(slug__in=some):
                self._found[form, row.slug] = row
        values = {name.partition(":")[2] for name in names if ":" in name}
        for some in _chunks(values):
            for each in Identifier.objects.filter(value__in=some, **{f"{form}__isnull": False}).select_related(form):
                self._found[form, f"{each.scheme}:{each.value}"] = getattr(each, form)

    def _row(self, item: dict) -> Row | None:
        if item["form"] == "term":
            return self._found.get(("term", f"{item.get('scheme')}/{item.get('code')}"))
        if item["form"] == "place":
            return self._found.get(("place", str(item.get("code"))))
        rows = {name: self._found.get((item["form"], name)) for name in _own_names(item)}
        found = {row.pk: row for row in rows.values() if row is not None}
        if len(found) > 1:
            listed = "; ".join(f"{name} is “{row}”" for name, row in rows.items() if row is not None)
            self._wrong[id(item)].append(f"Its names lead to different rows: {listed}.")
        return next(iter(found.values()), None)

    def _settle(self, item: dict, row: Row | None) -> None:
        """The key of the row that is there, or a lasting one made from the item's first name."""
        if item["form"] not in _MODELS:
            return
        names = _own_names(item)
        if row is None and not names:
            self._wrong[id(item)].append("It names itself neither by a key, nor by an identifier, nor by a slug.")
            return
        key = row.key if row is not None else item.get("key")
        if not isinstance(key, str) or not is_key(key):
            key = key_from(item["form"], names[0])
        item["key"] = key
        if row is not None and item["form"] == "entry":
            item.setdefault("kind", row.kind)
        for name in names:
            if self._keys.setdefault((item["form"], name), key) != key:
                self._wrong[id(item)].append(f"“{name}” names another record of this import, too.")

    def _look_up_references(self, items: list[dict]) -> None:
        wanted: dict[str, set[str]] = defaultdict(set)
        for item in items:
            if self._wrong[id(item)]:
                continue
            for _, row, columns, _ in walk(item):
                for column in columns:
                    if (form := _REFS.get(column.ref)) and not column.many and isinstance(row.get(column.name), str):
                        wanted[form].add(row[column.name])
        for form, names in wanted.items():
            self._find(form, {name for name in names if (form, name) not in self._keys})

    def _resolve(self, item: dict) -> None:
        """Keys in place of names. A name that nothing has stays, and is refused when it is written."""
        if self._wrong[id(item)]:
            return
        for path, row, columns, _ in walk(item):
            for column in columns:
                value = row.get(column.name)
                if column.name == "key" and path and isinstance(value, str) and value and not is_key(value):
                    row["key"] = key_from(path.rpartition(".")[2].partition("[")[0], value)
                elif column.ref == "statement" and column.many and isinstance(value, list):
                    row[column.name] = [_statement(each) for each in value]
                elif column.ref == "statement" and value:
                    row[column.name] = _statement(value)
                elif (form := _REFS.get(column.ref)) and isinstance(value, str) and value:
                    row[column.name] = self._key(form, value)

    def _key(self, form: str, name: str) -> str:
        if key := self._keys.get((form, name)):
            return key
        found = self._found.get((form, name))
        return found.key if found is not None else name


def _own_names(item: dict) -> list[str]:
    """The names by which an item can be known: its key, its identifiers, its slug."""
    found = [item.get("key")]
    for each in item.get("identifiers") or []:
        if isinstance(each.get("scheme"), str) and isinstance(each.get("value"), str):
            found.append(f"{each['scheme']}:{each['value']}")
    found.append(item.get("slug"))
    return [name for name in found if isinstance(name, str) and name]


def _statement(name: object) -> object:
    return name if not isinstance(name, str) or is_key(name) else key_from("statements", name)


def _chunks(names: set[str]) -> list[list[str]]:
    listed = sorted(name for name in names if not has_control(name))  # no engine can be asked for such a name
    return [listed[start : start + _CHUNK] for start in range(0, len(listed), _CHUNK)]
