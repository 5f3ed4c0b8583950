"""Records as standard Django fixtures and back: the one kept form of the content.

A fixture is a JSON list of rows, each `{"model", "fields"}`, naming everything by natural keys. It is written in one
canonical order, so that loading and dumping gives the same bytes. Derived columns are left out: loading derives them.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from partnership.models import KIND_MODELS, Statement
from partnership.records import FORMS, Column, Form, children, own_columns, scheme_of

_APP = "partnership"


class BadFixture(Exception):
    """The file cannot be read as content; `line` counts from 1."""

    def __init__(self, line: int, message: str):
        self.line, self.message = line, message
        super().__init__(f"line {line}: {message}")


# --- records to rows ------------------------------------------------------------------------------------


def dump(records: Iterable[dict]) -> str:
    """The fixture's text: a row's fields on lines of their own, so that a change shows where it is."""
    rows = [row for record in records for row in rows_of(record)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def rows_of(record: dict) -> Iterator[dict]:
    """The rows of one record, its own first, then its children in their order."""
    form = FORMS[record["form"]]
    yield _row(form, record, record, {})
    if record["form"] == "entry":
        name = [record["key"]]
        columns = {column.name: _natural(record, column, record) for column in own_columns(record["kind"])}
        yield {"model": f"{_APP}.{record['kind']}", "fields": {"entry_ptr": name} | columns}
    for child, below in children(record["form"], record).items():
        yield from _child_rows(record[child], below, [record["key"]], record)


def _child_rows(items: list[dict], form: Form, parent: list, record: dict) -> Iterator[dict]:
    for place, item in enumerate(items):
        more: dict = {form.parent: parent}
        if form.numbered:
            more[form.numbered] = place
        yield _row(form, item, record, more)
        for child, below in form.children.items():
            yield from _child_rows(item[child], below, [item["key"]], record)


def _row(form: Form, item: dict, record: dict, more: dict) -> dict:
    columns = {column.name: _natural(item, column, record) for column in form.columns}
    return {"model": form.model._meta.label_lower, "fields": more | columns}


def _natural(item: dict, column: Column, record: dict) -> object:
    """The natural key, as Django's serializers write it, of what a column names."""
    value = item[column.name]
    if not column.ref or value is None:
        return value
    if column.many:
        return [_name(each, item, column, record) for each in value]
    return _name(value, item, column, record)


def _name(value: str, item: dict, column: Column, record: dict) -> list:
    if column.ref == "term":
        return [scheme_of(column, record), value]
    return [item["source"], value] if column.ref == "part" else [value]


# --- rows to records ------------------------------------------------------------------------------------


@dataclass
class Read:
    """The records of a fixture, with the line on which each row of each record begins."""

    records: list[dict] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    text: str = ""

    def line_of(self, row: dict, column: str) -> int:
        """The line of a column of a row, else of the row."""
        start = self.lines.get(id(row), 1)
        for number, line in enumerate(self.text.splitlines()[start - 1 :], start):
            if column and line.lstrip().startswith(f'"{column}":'):
                return number
            if number > start and line.startswith(" }"):
                break
        return start


_MODELS = {form.model._meta.label_lower: (name, form) for name, form in FORMS.items()}
_OWN = {model._meta.label_lower: kind for kind, model in KIND_MODELS.items()}


def _below(form: Form) -> Iterator[tuple[str, Form, Form]]:
    for child, below in form.children.items():
        yield child, below, form
        yield from _below(below)


_CHILDREN: dict[str, list[tuple[str, Form, Form]]] = {}
for _form in FORMS.values():
    for _child, _child_form, _parent_form in _below(_form):
        _CHILDREN.setdefault(_child_form.model._meta.label_lower, []).append((_child, _child_form, _parent_form))


def read(text: str) -> Read:
    """The records in a fixture's text; raises BadFixture with the line of what is wrong."""
    found = Read(text=text)
    owners: dict[tuple, dict] = {}
    waiting: list[tuple[int, dict]] = []
    for line, row in _parse(text):
        model, fields = row.get("model"), row.get("fields")
        if not isinstance(model, str) or not isinstance(fields, dict):
            raise BadFixture(line, "A row needs a model and its fields.")
        if "pk" in row:
            raise BadFixture(line, "Rows are named by their keys; leave pk out.")
        model = model.lower()
        if model in _MODELS:
            name, form = _MODELS[model]
            record = _columns(fields, form, line) | {"form": name}
            found.records.append(record)
            found.lines[id(record)] = line
            if isinstance(record.get("key"), str):
                owners[form.model, record["key"]] = record
        elif model in _OWN or model in _CHILDREN:
            waiting.append((line, row))
        else:
            raise BadFixture(line, f"“{model}” is not a model of this content.")
    for line, row in waiting:
        _attach(line, row["model"].lower(), row["fields"], owners, found)
    for record in found.records:
        _order(record, record["form"])
    return found


def _parse(text: str) -> Iterator[tuple[int, dict]]:
    """Each row of the list with the line on which it begins."""
    decoder = json.JSONDecoder()
    place = _skip(text, 0)
    if text[place : place + 1] != "[":
        raise BadFixture(1, "A fixture is a JSON list of rows.")
    place = _skip(text, place + 1)
    line, counted = 1, 0
    while text[place : place + 1] != "]":
        line += text.count("\n", counted, place)
        counted = place
        try:
            row, end = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            raise BadFixture(error.lineno, f"This is not JSON: {error.msg}.") from error
        if not isinstance(row, dict):
            raise BadFixture(line, "A row is an object with a model and its fields.")
        yield line, row
        place = _skip(text, end)
        if text[place : place + 1] == ",":
            place = _skip(text, place + 1)
        elif text[place : place + 1] != "]":
            raise BadFixture(line, "This is not JSON: a comma or the end of the list is missing after this row.")


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t\r\n\ufeff":
        place += 1
    return place


def _attach(line: int, model: str, fields: dict, owners: dict, found: Read) -> None:
    """Puts a child row into the record that it belongs to."""
    if model in _OWN:
        record = owners.get((FORMS["entry"].model, _key(fields.get("entry_ptr"))))
        if record is None or record.get("kind") != _OWN[model]:
            raise BadFixture(line, f"The file has no entry of kind {_OWN[model]} that this row belongs to.")
        own = Form(KIND_MODELS[_OWN[model]], own_columns(_OWN[model]))
        record |= _columns({name: value for name, value in fields.items() if name != "entry_ptr"}, own, line)
        return
    for child, form, parent in _CHILDREN[model]:
        if fields.get(form.parent) is None:
            continue
        owner = owners.get((parent.model, _key(fields[form.parent])))
        if owner is None:
            raise BadFixture(line, f"The file has no {form.parent} of the key that this row belongs to.")
        item = _columns({name: value for name, value in fields.items() if name != form.parent}, form, line)
        owner.setdefault(child, []).append(item)
        found.lines[id(item)] = line
        if form.model is Statement and isinstance(item.get("key"), str):
            owners[Statement, item["key"]] = item
        return
    raise BadFixture(line, "This row does not say what it belongs to.")


def _key(name: object) -> object:
    return name[0] if isinstance(name, list) and len(name) == 1 and isinstance(name[0], str) else None


def _columns(fields: dict, form: Form, line: int) -> dict:
    """The fields as a record has them: natural keys become the plain key or code. Unknown names stay, to be refused."""
    known = {column.name: column for column in form.columns}
    found = {}
    for name, value in fields.items():
        column = known.get(name)
        if column and column.ref and value is not None:
            value = (
                [_last(each, line) for each in value] if column.many and isinstance(value, list) else _last(value, line)
            )
        found[name] = value
    return found


def _last(name: object, line: int) -> object:
    if isinstance(name, list) and name and all(isinstance(each, str) for each in name):
        return name[-1]
    raise BadFixture(line, f"“{name}” is not a natural key.")


def _order(item: dict, name: str, form: Form | None = None) -> None:
    """Brings numbered children into their order and drops the numbers, which a record does not keep."""
    for child, below in (form or FORMS[name]).children.items():
        if below.numbered and child in item:
            item[child].sort(key=lambda each, column=below.numbered: _number(each.get(column)))
            for each in item[child]:
                each.pop(below.numbered, None)
        for each in item.get(child, []):
            _order(each, "", below)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
