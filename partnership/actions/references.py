"""What the keys and codes in records stand for: looked up in bulk, once per write."""

from collections import defaultdict
from collections.abc import Iterable

from partnership.actions.problems import Problem
from partnership.models import Entry, Person, Place, Source, SourcePart, Statement, Term
from partnership.records import Column, Row, scheme_of, walk
from partnership.vocabulary import Kind, fields

_CHUNK = 500
_LABELS = {
    "entry": "No entry has the key",
    "person": "No person has the key",
    "statement": "No statement has the key",
    "source": "No source has the key",
    "part": "That source has no part",
    "place": "No place has the code",
    "term": "No such term:",
}


class References:
    """Rows by the names that records use: `get("place", "TR")`, `get("term", ("role", "host"))`."""

    def __init__(self, records: Iterable[dict]):
        records = list(records)
        entries = [record for record in records if record["form"] == "entry"]
        wanted: dict[str, set] = defaultdict(set)
        for record in records:
            for _, row, columns, _ in walk(record):
                for column in columns:
                    for name in _named(row, column, record):
                        wanted[column.ref].add(name)
                if place := _place_of_value(row, record):
                    wanted["place"].add(place)
                if term := _term_of_value(row, record):
                    wanted["term"].add(term)
        self._rows: dict[tuple, Row] = {}
        for ref, model, lookup in (
            ("entry", Entry, "key"),
            ("person", Person, "key"),
            ("source", Source, "key"),
            ("place", Place, "code"),
        ):
            for names in _chunks(wanted[ref]):
                for found in model.objects.filter(**{f"{lookup}__in": names}):
                    self._rows[ref, getattr(found, lookup)] = found
        # A statement that one of the records leaves out is about to go: it is no evidence any more.
        kept = {record["key"]: {each["key"] for each in record.get("statements", [])} for record in entries}
        for names in _chunks(wanted["statement"]):
            for statement in Statement.objects.filter(key__in=names).select_related("entry"):
                if statement.key in kept.get(statement.entry.key, {statement.key}):
                    self._rows["statement", statement.key] = statement
        for names in _chunks({code for _, code in wanted["term"]}):
            for found in Term.objects.filter(code__in=names):
                self._rows["term", (found.scheme, found.code)] = found
        for names in _chunks({source for source, _ in wanted["part"]}):
            for part in SourcePart.objects.filter(source__key__in=names).select_related("source"):
                self._rows["part", (part.source.key, part.label)] = part

    def get(self, ref: str, name: object) -> Row:
        """Raises KeyError when there is none; ask `has` or `missing` beforehand."""
        return self._rows[ref, name]

    def has(self, ref: str, name: object) -> bool:
        return (ref, name) in self._rows

    def of(self, row: dict, column: Column, record: dict) -> list[Row]:
        """The rows that a column names, none where it is empty."""
        return [self.get(column.ref, name) for name in _named(row, column, record)]

    def missing(self, record: dict, of: int) -> list[Problem]:
        """References of the record to what is not there."""
        found = []
        for path, row, columns, _ in walk(record):
            prefix = f"{path}." if path else ""
            for column in columns:
                for name in _named(row, column, record):
                    if not self.has(column.ref, name):
                        shown = "/".join(name) if isinstance(name, tuple) else name
                        shown = name[1] if column.ref == "part" else shown
                        found.append(Problem(f"{prefix}{column.name}", f"{_LABELS[column.ref]} “{shown}”.", of))
            for ref, name in (("place", _place_of_value(row, record)), ("term", _term_of_value(row, record))):
                if name and not self.has(ref, name):
                    found.append(Problem(f"{prefix}value", f"{_LABELS[ref]} “{row['value']}”.", of))
        return found


def _named(row: dict, column: Column, record: dict) -> list:
    value = row.get(column.name)
    if not column.ref or not value:
        return []
    values = value if column.many else [value]
    if column.ref == "term":
        scheme = scheme_of(column, record)
        return [(scheme, each) for each in values]
    if column.ref == "part":
        return [(row.get("source"), each) for each in values]
    return values


def _field_form(row: dict, record: dict) -> tuple[str, str]:
    """How the value of this row reads, where the row is a Value of a field; else nothing."""
    if record["form"] != "entry" or not row.get("field") or record["kind"] not in Kind.values:
        return "", ""
    known = fields(record["kind"]).get(row["field"])
    return (known.form, known.scheme) if known else ("", "")


def _place_of_value(row: dict, record: dict) -> str:
    return row["value"] if _field_form(row, record)[0] == "place" else ""


def _term_of_value(row: dict, record: dict) -> tuple[str, str] | None:
    form, scheme = _field_form(row, record)
    return (scheme, row["value"]) if form == "term" else None


def _chunks(names: Iterable) -> Iterable[list]:
    listed = sorted(names)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]
