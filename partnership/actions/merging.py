"""Laying what an import says over what is there: it adds and sets, and takes nothing away."""

from collections.abc import Iterable
from typing import Any

from partnership.records import FORMS, Form, children, columns, walk
from partnership.text import canonical, key_from

# By which columns a row without a key is known again.
_KNOWN_BY = {
    "statements": ("text",),
    "citations": ("source", "part", "locator", "anchor", "stance"),
    "relations": ("role", "object", "valid_from", "detail"),
    "actions": ("action", "party", "date"),
}


def merged(there: dict | None, item: dict) -> dict:
    """The whole record: what is there (none: nothing yet), with the columns that the item names set.

    Lists gain what they do not hold yet: rows are known again by their key or by what they are about, values by all
    that they say. What an item lacks is filled in when it is written.
    """
    form_name = item["form"]
    found = dict(there or {})
    listed = children(form_name, found | item)
    _set(found, item, {column.name for column in columns(form_name, found | item) if column.many}, listed)
    name = found.get("key") or "/".join(str(found.get(part)) for part in ("scheme", "code"))
    for child, form in listed.items():
        if item.get(child):
            found[child] = _rows(found.get(child) or [], item[child], child, form, str(name))
    return found


def _set(row: dict, item: dict, many: Iterable[str], lists: Iterable[str]) -> None:
    for name, value in item.items():
        if name in many and isinstance(value, list) and all(isinstance(each, str) for each in value):
            row[name] = sorted({*(row.get(name) or []), *value}, key=str)
        elif name not in lists:
            row[name] = value


def _rows(there: list[dict], items: list[dict], child: str, form: Form, parent: str) -> list[dict]:
    """Those that are there, some of them changed, and the new ones after them."""
    found = [dict(row) for row in there]
    for item in items:
        item = _keyed(item, found, child, form, parent)
        row = next((each for each in found if _same(each, item, form)), None)
        if row is None:
            row = {}
            found.append(row)
        _set(row, item, {column.name for column in form.columns if column.many}, form.children)
        for name, below in form.children.items():
            if item.get(name):
                row[name] = _rows(row.get(name) or [], item[name], name, below, str(row.get("key")))
    return found


def _same(row: dict, item: dict, form: Form) -> bool:
    if form.identity:
        return all(_plain(row, form, name) == _plain(item, form, name) for name in form.identity)
    return all(_plain(row, form, column.name) == _plain(item, form, column.name) for column in form.columns)


def _plain(row: dict, form: Form, name: str) -> Any:
    """The column as it is compared: what is left out is what the column holds by default."""
    value = row.get(name)
    if value is None:
        field: Any = form.model._meta.get_field(name)
        value = field.get_default()
    return value or ""


def _keyed(item: dict, there: Iterable[dict], child: str, form: Form, parent: str) -> dict:
    """The row with its key: its own, that of the row that says the same, or one made from what it says."""
    if form.identity != ("key",) or item.get("key"):
        return item
    about = [_plain(item, form, name) for name in _KNOWN_BY[child]]
    for row in there:
        if [_plain(row, form, name) for name in _KNOWN_BY[child]] == about:
            return item | {"key": row["key"]}
    return item | {"key": key_from(child, parent, canonical(about))}


def unknowable(item: dict) -> list[str]:
    """What is no text among the columns by which rows are known again; such a row can be compared with no other."""
    found = []
    for path, row, _, form in walk(item):
        child = path.rpartition(".")[2].partition("[")[0]
        for name in dict.fromkeys((*form.identity, *_KNOWN_BY.get(child, ()))):
            if path and not isinstance(row.get(name), str | None):
                found.append(f"{path}.{name}: Text is wanted.")
    return found


def gains(there: dict, record: dict) -> list[str]:
    """What the record has beyond what is there, in words."""
    name = record["form"]
    lists = FORMS[name].children
    found = [
        f"{column}: {_shown(there.get(column))} → {_shown(value)}"
        for column, value in record.items()
        if column not in lists and value != there.get(column)
    ]
    for child in lists:
        found += _gains(there.get(child) or [], record.get(child) or [], child, lists[child])
    return found


def _gains(there: list[dict], rows: list[dict], child: str, form: Form) -> list[str]:
    old = {_identity(row, form, place): row for place, row in enumerate(there)}
    new = {_identity(row, form, place): row for place, row in enumerate(rows)}
    found = []
    if added := [row for name, row in new.items() if name not in old]:
        found.append(f"{len(added)} {child} more")
    changed = [(old[name], row) for name, row in new.items() if name in old and old[name] != row]
    below: dict[str, int] = {}
    others = 0
    for before, after in changed:
        for name in form.children:
            below[name] = below.get(name, 0) + len(after[name]) - len(before[name])
        others += any(after[column.name] != before[column.name] for column in form.columns)
    if others:
        found.append(f"{others} {child} changed")
    found += [f"{count} {name} more in the {child} that are there" for name, count in below.items() if count]
    return found


def _identity(row: dict, form: Form, place: int) -> tuple:
    return tuple(row[name] for name in form.identity) or (place,)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else canonical(value)
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"
