"""What the record does not say itself but follows from it: summary, fact-box columns, grades, disagreement, gaps."""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import QuerySet

from partnership.dates import parse
from partnership.models import Entry, Place, Source, Statement, Term
from partnership.queries.box import unsourced
from partnership.queries.grades import grade_of
from partnership.queries.rivals import disputed, established, rivals
from partnership.vocabulary import Field, Grade, Rank, Status, Voice, fields

_ORDER = [Grade.WELL_SOURCED, Grade.SINGLE_SOURCE, Grade.WEAK, Grade.UNSOURCED]


_BATCH = 200


def statements_of(entries: Iterable[Entry]) -> dict[int, list[Statement]]:
    """The statements of each entry with all that deriving reads, in seven queries."""
    found: dict[int, list[Statement]] = {entry.pk: [] for entry in entries}
    rows = Statement.objects.filter(entry__in=found).order_by("position", "pk")
    for statement in rows.prefetch_related(
        "values__measure", "values__unit", "citations__source__tier", "citations__source__origin"
    ):
        found[statement.entry_id].append(statement)
    return found


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    listed = list(entries)
    for start in range(0, len(listed), _BATCH):
        yield listed[start : start + _BATCH]


def lowest(statements: Iterable[Statement]) -> Grade:
    """An entry is as well evidenced as the weakest of its facts; deprecated ones and judgements do not count.

    An entry without any such fact is as well evidenced as the weakest of what it does say.
    """
    believed = [each for each in statements if each.rank != Rank.DEPRECATED]
    facts = [each for each in believed if each.voice == Voice.FACT] or believed
    return max((Grade(each.grade) for each in facts), key=_ORDER.index, default=Grade.UNSOURCED)


def derive(entries: Iterable[Entry]) -> None:
    """Brings the entries' derived columns, and their statements' grades, up to the statements and their citations."""
    for batch in _batches(entries):
        found = statements_of(batch)
        named = _Named(batch, found)
        for entry in batch:
            _derive(entry.own, found[entry.pk], named)


def _derive(entry: Entry, statements: list[Statement], named: "_Named") -> None:
    _grade(statements)
    known = fields(entry.kind)
    for name, text in established(statements).items():
        setattr(entry, name, named.value(known[name], text))
    lead = next((each for each in statements if each.lead), None)
    entry.summary = lead.text if lead else ""
    span = parse(entry.date)
    entry.date_earliest, entry.date_latest = span.earliest, span.latest
    entry.grade = lowest(statements)
    entry.in_conflict = bool(rivals(statements) or disputed(statements))
    entry.unsourced_fields = unsourced(entry, statements)
    entry.save()


def regrade(entries: Iterable[Entry]) -> bool:
    """Grades anew entries that were not written themselves, and touches nothing else of them.

    Whether readers may notice: a sentence of a published entry has another grade.
    """
    noticed = False
    for batch in _batches(entries):
        found = statements_of(batch)
        for entry in batch:
            changed = _grade(found[entry.pk])
            grade = lowest(found[entry.pk])
            if grade != entry.grade:
                Entry.objects.filter(pk=entry.pk).update(grade=grade)
            noticed |= changed and entry.status == Status.PUBLISHED
    return noticed


def citing(sources: set[int]) -> QuerySet[Entry]:
    """The entries whose grades hang on the sources: they cite one, or one that relays it, at however many hands."""
    found = newest = sources
    while newest:
        newest = set(Source.objects.filter(origin__in=newest).values_list("pk", flat=True)) - found
        found = found | newest
    return Entry.objects.filter(statements__citations__source__in=found).distinct()


def _grade(statements: Iterable[Statement]) -> bool:
    """Whether any has another grade than before."""
    changed = False
    for statement in statements:
        grade = grade_of(statement.citations.all())
        if grade != statement.grade:
            statement.grade = grade
            Statement.objects.filter(pk=statement.pk).update(grade=grade)
            changed = True
    return changed


class _Named:
    """The places and terms that the values of some entries name by their codes."""

    def __init__(self, entries: Iterable[Entry], statements: Mapping[int, list[Statement]]) -> None:
        places: set[str] = set()
        terms: set[str] = set()
        for entry in entries:
            known = fields(entry.kind)
            for value in (value for statement in statements[entry.pk] for value in statement.values.all()):
                form = known[value.field].form if value.field else ""
                (places if form == "place" else terms if form == "term" else set()).add(value.value)
        self._places = {place.code: place for place in Place.objects.filter(code__in=places)}
        self._terms = {(term.scheme, term.code): term for term in Term.objects.filter(code__in=terms)}

    def value(self, field: Field, text: str) -> object:
        """What the column of a field holds for the text of a value."""
        if field.form == "integer":
            return int(text)
        if field.form == "place":
            return self._places[text]
        return self._terms[field.scheme, text] if field.form == "term" else text
