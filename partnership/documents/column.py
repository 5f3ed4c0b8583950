"""One entry as a column of a comparison: what its own page says, sorted into facts that others can stand beside."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from partnership.documents.brief import Document, brief
from partnership.documents.entry import document
from partnership.models import Agreement, Entry, Statement
from partnership.vocabulary import Action, Grade, NameKind, Rank, Stance, fields


class Key(NamedTuple):
    """What a row is about. Keys of one section sort in the order of the page."""

    order: tuple
    name: str
    label: str
    as_of: str = ""
    as_of_display: str = ""


Cell = Document
Cells = dict[Key, Cell]


class Column:
    def __init__(self, entry: Entry) -> None:
        """The entry came through `for_document`."""
        self.document = document(entry)
        self.brief = brief(entry)
        self._grades = {each.key: Grade(each.grade) for each in _statements(entry)}
        self._statements = {each["id"]: each for each in self.document["statements"]}
        self._disputed = {each["id"] for each in self.document["disputed"]}
        self._rivals = {(each["field"], each["as_of"]["edtf"]): each for each in self.document["rivals"]}
        self._columns, self._measured = self._parts()

    def _parts(self) -> tuple[list[Document], list[Document]]:
        """The facts of the box from columns, and those that were measured: between them stand the parties.

        A code alone does not tell them apart, for editors name measures as they like.
        """
        facts, relations, end = self.document["facts"], self.document["relations"], 0
        names = [each.name for each in fields(self.document["kind"]).values() if each.boxed]
        while end < len(facts) and facts[end]["field"] in names and self._is_column(facts[end]):
            names = names[names.index(facts[end]["field"]) + 1 :]
            end += 1
        parties = {each["role"] for each in relations if each["principal"] and not each["inverse"]}
        return facts[:end], facts[end + len(parties) :]

    def _is_column(self, fact: Document) -> bool:
        """What is measured always has a sentence, and one that gives the measure."""
        said = [value for key in fact["statements"] for value in self._statements[key]["values"]]
        return not said or any(value["field"] == fact["field"] for value in said)

    def in_short(self) -> Cells:
        """The lead, other names, the type, the columns of the fact box, the topics."""
        found = self.document
        cells = {
            Key((0,), "lead", "In one sentence"): self._cell(self._lead()),
            Key((1,), "names", "Other names"): self._cell(self._names()),
            Key((2,), "type", "Type"): self._cell(self._type(), "type"),
        }
        order = list(fields(found["kind"]))
        for fact in self._columns:
            items = [self._of_fact(each) for each in fact["each"]]
            key = Key((3, order.index(fact["field"])), fact["field"], fact["label"])
            cells[key] = self._cell(items, fact["field"])
        topics = [_item(each["label"], url=each["url"]) for each in found["topics"]]
        return cells | {Key((4,), "topics", "Topics"): self._cell(topics)}

    def parties(self) -> Cells:
        """Whom and what it is joined to, by role."""
        rows: dict[Key, list[Document]] = {}
        for each in self.document["relations"]:
            name = f"{each['role']}-of" if each["inverse"] else each["role"]
            key = Key((each["inverse"], each["order"], each["label"]), name, each["label"])
            rows.setdefault(key, []).append(self._joined(each))
        return {key: self._cell(items) for key, items in rows.items()}

    def measures(self) -> Cells:
        """What was measured, and of when."""
        cells = {}
        for fact in self._measured:
            name, as_of = fact["field"], fact["as_of"]
            key = Key((fact["label"], as_of["edtf"]), name, fact["label"], as_of["edtf"], as_of["display"])
            cells[key] = self._cell([self._of_fact(each) for each in fact["each"]], name, as_of["edtf"])
        return cells

    def steps(self) -> Cells:
        """How far an agreement has come, and by what steps."""
        standing = self.document["standing"]
        if standing is None:
            return {}
        stage = standing["stage"]["label"] + (", perhaps" if standing["uncertain"] else "")
        cells = {
            Key((-1,), "stage", "Stage today"): self._cell(
                [_item(stage, aside=list(map(_awaited, standing["pending"])))]
            )
        }
        rows: dict[Key, list[Document]] = {}
        for each in self.document["actions"]:
            key = Key((list(Action).index(Action(each["action"])),), each["action"], each["label"])
            rows.setdefault(key, []).append(self._step(each))
        return cells | {key: self._cell(items) for key, items in rows.items()}

    def evidence(self) -> Cells:
        """How much says so, how good it is, and where it disagrees."""
        found, url = self.document, self.document["url"]
        sentences = [_item(f"{len(found['statements']):,}", url=url)]
        sources = [_item(f"{len(found['references']):,}", url=f"{url}#sources")] if found["references"] else []
        differing = [
            _item(
                ", ".join(filter(None, [each["label"], each["as_of"]["display"]])), url=f"{url}#differs-{each['field']}"
            )
            for each in found["rivals"]
        ]
        disputed = [_item(each["text"], url=each["url"]) for each in found["disputed"]]
        return {
            Key((0,), "grade", "Grade"): self._cell([_item(Grade(found["grade"]).label)]) | {"grade": found["grade"]},
            Key((1,), "statements", "Sentences"): self._cell(sentences),
            Key((2,), "sources", "Sources"): self._cell(sources),
            Key((3,), "differing", "Sources differ on"): self._cell(differing),
            Key((4,), "disputed", "Disputed"): self._cell(disputed),
        }

    def _cell(self, items: Iterable[Document], field: str = "", as_of: str = "") -> Cell:
        """Its grade is that of the weakest of its items, as an entry's is that of its weakest statement; none where
        not all of them are claims."""
        listed = list(items)
        known = [Grade(each["grade"]) for each in listed if each["grade"]]
        weakest = max(known, key=list(Grade).index).value if known and len(known) == len(listed) else None
        return {"items": listed, "grade": weakest, "rival": self._rivals.get((field, as_of)) if field else None}

    def _backed(self, keys: list[str]) -> Document:
        """What backs an item: numbers of this page, the best grade among its sentences, whether one is disputed."""
        grades = [self._grades[each] for each in keys if each in self._grades]
        supporting = (
            each["number"]
            for key in keys
            for each in self._statements.get(key, {}).get("citations", ())
            if each["stance"] == Stance.SUPPORTS
        )
        return {
            "statements": keys,
            "notes": sorted(set(supporting)),
            "grade": min(grades, key=list(Grade).index, default=Grade.UNSOURCED).value,
            "disputed": any(key in self._disputed for key in keys),
        }

    def _lead(self) -> Iterator[Document]:
        for each in self._statements.values():
            if each["lead"]:
                yield _item(each["text"], attribution=each["attribution"], card=each["card"]) | self._backed(
                    [each["id"]]
                )

    def _names(self) -> Iterator[Document]:
        for each in self.document["names"]:
            aside = ["formerly"] if each["kind"] == NameKind.FORMER else []
            backed = self._backed([each["statement"]]) if each["statement"] else {}
            yield _item(each["text"], language=each["language"], aside=aside) | backed

    def _type(self) -> Iterator[Document]:
        """The sentences that establish it, where any do: most types are the editors' own sorting."""
        found = self.document["type"]
        if found:
            saying = [
                each["id"]
                for each in self._statements.values()
                if each["rank"] != Rank.DEPRECATED
                and any(value["field"] == "type" and value["value"] == found["code"] for value in each["values"])
            ]
            address = f"/{self.document['plural']}/?type={found['code']}"
            yield _item(found["label"], url=address) | (self._backed(saying) if saying else {})

    def _of_fact(self, item: Document) -> Document:
        elsewhere = [each["url"] for each in item["elsewhere"]]
        return _item(item["display"], url=item["url"], elsewhere=elsewhere) | self._backed(item["statements"])

    def _joined(self, relation: Document) -> Document:
        other = relation["entry"]
        aside = [relation["detail"], relation["period"] or other["date"]]
        return _item(other["title"], url=other["url"], aside=aside, elsewhere=self._elsewhere(relation)) | self._backed(
            relation["statements"]
        )

    def _step(self, step: Document) -> Document:
        by = [step["party"] or {"title": "all parties", "url": None}, step["person"]]
        return _item(
            step["date"]["display"] or "no date", by=list(filter(None, by)), elsewhere=self._elsewhere(step)
        ) | self._backed(step["statements"])

    def _elsewhere(self, evidenced: Document) -> list[str]:
        """The addresses of its sentences that stand on other pages, and so have no number."""
        return [each["url"] for each in evidenced["evidence"] if each["id"] not in self._statements]


def _item(
    display: str, *, url: str | None = None, aside: Iterable[str] = (), by: Iterable[Document] = (), **more: object
) -> Document:
    """One value of a cell; `grade` is null where nothing is claimed that could have evidence."""
    return {
        "display": display,
        "url": url,
        "aside": [each for each in aside if each],
        "by": list(by),
        "statements": [],
        "notes": [],
        "elsewhere": [],
        "grade": None,
        "disputed": False,
        **more,
    }


def _awaited(pending: Document) -> str:
    word = pending["label"].lower()
    return f"open: {word} by {pending['party']['title']}" if pending["party"] else f"open: no {word} recorded"


def _statements(entry: Entry) -> Iterator[Statement]:
    """All that may be evidence of something in the column; a document names only those that its reader may see."""
    yield from entry.statements.all()
    own = entry.own
    steps = own.actions.all() if isinstance(own, Agreement) else ()
    for each in (*entry.relations.all(), *entry.inverse_relations.all(), *steps):
        yield from each.evidence.all()
