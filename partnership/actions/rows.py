"""Making the rows of one record what the record says, touching only what differs."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import ProtectedError

from partnership.actions.problems import Problem
from partnership.actions.references import References
from partnership.dates import parse
from partnership.models import AgreementAction, Citation, Identifier, Name, Relation, Source, Statement
from partnership.records import Column, Form, Row, children, columns, plain_decimal


class Writer:
    """Writes one record; collects what stands against it in `problems`, for the caller to refuse with."""

    def __init__(self, record: dict, refs: References, of: int):
        self.record, self.refs, self.of = record, refs, of
        self.problems: list[Problem] = []
        self._moved: set[Citation] = set()

    def write(self, row: Row, there: Row, form: Form) -> None:
        """Sets the columns of `row`; `there` is the same, fetched `for_record`, so that what is kept costs no query.

        The row of an entry is that of its kind (an Event): one object for the columns of both tables.
        """
        listed = columns(self.record["form"], self.record)
        self._set(row, self.record, listed)
        self._link(there, self.record, listed)
        for name, below in children(self.record["form"], self.record).items():
            self._list(name, there.own if name == "actions" else there, self.record[name], below)

    def _set(self, row: Row, item: dict, listed: tuple[Column, ...], **more: object) -> None:
        changed = row.pk is None
        for column in listed:
            if column.many:
                continue
            field: Any = row._meta.get_field(column.name)
            value = item[column.name]
            if column.ref:
                named = self.refs.of(item, column, self.record)
                value = named[0].pk if named else None
            elif isinstance(field, models.DecimalField) and value is not None:
                value = Decimal(value)
            changed |= _assign(row, field.attname, value)
        for attribute, value in (more | _span(row, item) | _read(row, item)).items():
            changed |= _assign(row, attribute, value)
        if changed:
            row.save()

    def _link(self, row: Row, item: dict, listed: tuple[Column, ...]) -> None:
        for column in listed:
            if column.many:
                manager = getattr(row, column.name)
                wanted = {each.pk for each in self.refs.of(item, column, self.record)}
                if wanted != {each.pk for each in manager.all()}:
                    manager.set(wanted)

    def _list(self, path: str, parent: Row, items: list[dict], form: Form) -> None:
        """Rows are known again by their identity, so that a row keeps its number in the database."""
        existing = [row for row in getattr(parent, path.rpartition(".")[2]).all() if row not in self._moved]
        known = {_identity(row, form, place): row for place, row in enumerate(existing)}
        known |= self._elsewhere(path, parent, items, form, known)
        wanted = []
        for place, item in enumerate(items):
            name = tuple(item[part] for part in form.identity) or (place,)
            wanted.append((place, item, known.pop(name, None)))
        for row in known.values():
            self._drop(path, row)
        if form.model is Relation:
            self._set_apart(wanted)
        # A sentence stops leading before another starts: the database lets one lead at a time.
        for place, item, there in sorted(wanted, key=lambda each: bool(each[1].get("lead"))):
            row = there if there is not None else form.model(**{form.parent: parent})
            here = f"{path}[{place}]"
            if form.model is Identifier:
                self._check_identifier(here, item, row)
            self._check_ends(here, item, parent, form)
            if self.problems:
                continue
            more = {form.numbered: place} if form.numbered else {}
            self._set(row, item, form.columns, **more | {f"{form.parent}_id": parent.pk})
            self._link(row, item, form.columns)
            for child, below in form.children.items():
                self._list(f"{here}.{child}", row, item[child], below)

    def _elsewhere(self, path: str, parent: Row, items: list[dict], form: Form, known: dict) -> dict:
        """Rows under new keys that exist already: a citation may come over from another statement of its entry."""
        if form.identity != ("key",):
            return {}
        found: dict = {}
        new = {item["key"]: place for place, item in enumerate(items) if (item["key"],) not in known}
        rows: Iterable[Row] = form.model._default_manager.filter(key__in=new) if new else ()
        for row in rows:
            if isinstance(row, Citation) and row.statement.entry_id == parent.entry_id:
                found[row.key,] = row
                self._moved.add(row)
            else:
                self.problems.append(Problem(f"{path}[{new[row.key]}].key", "This key is in use elsewhere.", self.of))
        return found

    def _set_apart(self, wanted: list[tuple[int, dict, Row | None]]) -> None:
        """Of relations that exchange what they say, two would say the same in between, which the database forbids."""
        changing = [
            row.pk
            for _, item, row in wanted
            if row
            and (row.role.code, row.object.key, row.valid_from, row.detail)
            != (item["role"], item["object"], item["valid_from"], item["detail"])
        ]
        Relation.objects.filter(pk__in=changing).update(detail=models.F("key"))

    def _drop(self, path: str, row: Row) -> None:
        if isinstance(row, Statement):
            relations = Relation.objects.filter(evidence=row).exclude(subject=row.entry_id)
            actions = AgreementAction.objects.filter(evidence=row).exclude(agreement=row.entry_id)
            others = {*relations.values_list("subject__title", flat=True)}
            others |= {*actions.values_list("agreement__title", flat=True)}
            if others:
                text = f"“{row}” is the evidence of what is said about {', '.join(sorted(others))}; change that first."
                self.problems.append(Problem(path, text, self.of))
                return
        try:
            row.delete()
        except ProtectedError:
            self.problems.append(Problem(path, f"“{row}” is still referred to elsewhere.", self.of))

    def _check_identifier(self, path: str, item: dict, row: Row) -> None:
        there = Identifier.objects.filter(scheme=item["scheme"], value=item["value"]).exclude(pk=row.pk).first()
        if there:
            text = f"{there} is already the identifier of “{there.entry or there.source}”."
            self.problems.append(Problem(f"{path}.value", text, self.of))

    def _check_ends(self, path: str, item: dict, parent: Row, form: Form) -> None:
        """A role joins only the kinds that it says, and evidence is a statement of one of the ends."""
        if form.model is Name:
            proof = next(each for each in form.columns if each.name == "statement")
            if any(each.entry_id != parent.pk for each in self.refs.of(item, proof, self.record)):
                text = "The evidence for a name is a statement of the same entry."
                self.problems.append(Problem(f"{path}.statement", text, self.of))
        if "evidence" not in item:
            return
        column = {each.name: each for each in form.columns}
        ends = {parent.pk}
        if form.model is Relation:
            role = self.refs.of(item, column["role"], self.record)[0]
            other = self.refs.of(item, column["object"], self.record)[0]
            ends.add(other.pk)
            if not role.joins(self.record["kind"], other.kind):
                text = f"“{role.label}” does not join {_kind(self.record['kind'])} to {_kind(other.kind)}."
                self.problems.append(Problem(f"{path}.role", text, self.of))
        else:
            ends |= {each.pk for name in ("party", "person") for each in self.refs.of(item, column[name], self.record)}
        if any(each.entry_id not in ends for each in self.refs.of(item, column["evidence"], self.record)):
            text = "The evidence is to be a statement of one of the two entries that are joined."
            self.problems.append(Problem(f"{path}.evidence", text, self.of))


def _kind(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aei" else f"a {kind}"


def _assign(row: Row, attribute: str, value: object) -> bool:
    """Whether the value is new to the row; decimals are compared as numbers."""
    old = getattr(row, attribute)
    if isinstance(old, Decimal) and isinstance(value, Decimal) and plain_decimal(old) == plain_decimal(value):
        return False
    if old == value and type(old) is type(value):
        return False
    setattr(row, attribute, value)
    return True


def _span(row: Row, item: dict) -> dict:
    """The two derived dates, where the row has them."""
    if "date" not in item or not hasattr(row, "date_earliest"):
        return {}
    span = parse(item["date"])
    return {"date_earliest": span.earliest, "date_latest": span.latest}


def _read(row: Row, item: dict) -> dict:
    """The day at which a source, or a copy of it, was last looked at: the earliest that the newest date can mean."""
    if not isinstance(row, Source):
        return {}
    days = [parse(text).earliest for text in (item["accessed"], *(each["checked_at"] for each in item["copies"]))]
    return {"last_read": max((day for day in days if day), default=None)}


def _identity(row: Row, form: Form, place: int) -> tuple:
    return tuple(getattr(row, part) for part in form.identity) or (place,)
