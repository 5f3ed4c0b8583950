"""The fact box, and where the statements disagree."""

from collections.abc import Iterator

from partnership import dates
from partnership.documents.brief import Document
from partnership.documents.evidence import Notes
from partnership.documents.references import short
from partnership.documents.values import Words, measured
from partnership.models import Entry, Statement
from partnership.queries.box import establishing, held
from partnership.queries.rivals import Option, Rival, disputed, said
from partnership.vocabulary import Field, Rank, Stance, Voice

NO_SOURCE = "no source"
# Where a fact leads on to the list of all entries that share it.
_FILTERS = {"place": "place", "country": "country", "category": "category"}


class FactBox:
    """The facts of one entry: its columns, its principal relations, what was measured."""

    def __init__(self, entry: Entry, statements: list[Statement], notes: Notes, words: Words) -> None:
        self.entry, self.statements, self.notes, self.words = entry, statements, notes, words
        self.saying = establishing(statements)
        self.said = said(statements)
        self.disputed = {each.key for each in disputed(statements)}
        self.conflicts = {(each.field, each.measure, each.as_of) for each in self.said if each.disagree}

    def facts(self, relations: list[Document]) -> list[Document]:
        return [*self._columns(), *self._parties(relations), *self._measures()]

    def rivals(self) -> list[Document]:
        return [self._rival(each) for each in self.said if each.disagree]

    def disputes(self) -> list[Document]:
        """The sentences that a source disputes, each with who does."""
        return [
            {
                "id": statement.key,
                "url": statement.get_absolute_url(),
                "text": statement.text,
                "by": [
                    {"source": short(each.source), "number": self.notes.number(each), "note": each.note}
                    for each in statement.cited
                    if each.stance == Stance.DISPUTES
                ],
            }
            for statement in self.statements
            if statement.key in self.disputed
        ]

    def _columns(self) -> Iterator[Document]:
        for field in self.words.fields.values():
            if not field.boxed:
                continue
            items = [self._item(field, text, shown) for text, shown in held(self.entry, field)]
            if items or field.key_fact:
                yield self._fact(field.name, field.label, items, conflict=(field.name, None, "") in self.conflicts)

    def _item(self, field: Field, text: str, shown: str) -> Document:
        saying = [each.key for each in self.saying[field.name, text]]
        url = f"/entries/?{_FILTERS[field.name]}={text}" if field.name in _FILTERS else None
        return {"display": shown, "url": text if field.form == "address" else url, "statements": saying}

    def _parties(self, relations: list[Document]) -> Iterator[Document]:
        grouped: dict[str, list[Document]] = {}
        for relation in relations:
            if relation["principal"] and not relation["inverse"]:
                grouped.setdefault(relation["role"], []).append(relation)
        for role, listed in grouped.items():
            items = [
                {
                    "display": each["entry"]["title"],
                    "url": each["entry"]["url"],
                    "statements": each["statements"],
                    "elsewhere": [found for found in each["evidence"] if not self.notes.knows(found["id"])],
                }
                for each in listed
            ]
            yield self._fact(role, listed[0]["label"], items)

    def _measures(self) -> Iterator[Document]:
        for group in self.said:
            if group.measure is None:
                continue
            standing = [option for option in group.standing if any(map(_is_fact, option.statements))]
            items = [
                {
                    "display": measured(option.value),
                    "url": None,
                    "statements": [each.key for each in option.statements if _is_fact(each)],
                }
                for option in standing
            ]
            if items:
                yield self._fact(
                    group.measure.code,
                    group.measure.label,
                    items,
                    as_of=group.as_of,
                    conflict=(group.field, group.measure, group.as_of) in self.conflicts,
                )

    def _fact(
        self, name: str, label: str, items: list[Document], *, as_of: str = "", conflict: bool = False
    ) -> Document:
        for item in items:
            item["disputed"] = any(key in self.disputed for key in item["statements"])
            item["notes"] = self.notes.supporting(item["statements"])
            item.setdefault("elsewhere", [])
            item["sourced"] = bool(item["notes"] or item["elsewhere"])
        keys = list(dict.fromkeys(key for item in items for key in item["statements"]))
        return {
            "field": name,
            "label": label,
            "value": [item["display"] for item in items] if len(items) > 1 else items[0]["display"] if items else "",
            "display": ", ".join(item["display"] for item in items) or NO_SOURCE,
            "url": items[0]["url"] if len(items) == 1 else None,
            "as_of": {"edtf": as_of, "display": dates.words(as_of)},
            "statements": keys,
            "notes": self.notes.supporting(keys),
            "conflict": conflict,
            "sourced": bool(items) and all(item["sourced"] for item in items),
            "each": items,
        }

    def _rival(self, rival: Rival) -> Document:
        label = self.words.fields[rival.field].label if rival.field else str(rival.measure)
        options = sorted(rival.options, key=lambda each: (each not in rival.standing, each.deprecated))
        return {
            "field": rival.field or (rival.measure.code if rival.measure else ""),
            "label": label,
            "as_of": {"edtf": rival.as_of, "display": dates.words(rival.as_of)},
            "settled": rival.settled,
            "options": [self._option(each, rival) for each in options],
        }

    def _option(self, option: Option, rival: Rival) -> Document:
        says = {
            (short(citation.source), self.notes.number(citation)): None
            for statement in option.statements
            for citation in statement.cited
            if citation.stance == Stance.SUPPORTS
        }
        return {
            "display": self.words.display(option.value),
            "says": [{"source": source, "number": number} for source, number in says],
            "preferred": option.preferred,
            "deprecated": option.deprecated,
            "agrees": agrees(option, rival, self.words),
            "reason": option.reason,
            "statements": [each.key for each in option.statements],
        }


def agrees(option: Option, rival: Rival, words: Words) -> bool:
    """Whether it is only less precise: a point of time that holds the one which stands, 2016 for a day in 2016.

    A longer period, or one without an end, is another account.
    """
    if (
        "/" in option.value.value
        or not rival.settled
        or option in rival.standing
        or not rival.field
        or words.fields[rival.field].form != "edtf"
    ):
        return False
    wide, stands = dates.parse(option.value.value), dates.parse(rival.standing[0].value.value)
    return bool(
        wide.earliest
        and wide.latest
        and stands.earliest
        and stands.latest
        and wide.earliest <= stands.earliest
        and stands.latest <= wide.latest
    )


def _is_fact(statement: Statement) -> bool:
    return statement.voice == Voice.FACT and statement.rank != Rank.DEPRECATED
