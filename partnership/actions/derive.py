"""What the record does not say itself but follows from it: summary, fact-box columns, grades, disagreement, gaps."""

from collections.abc import Iterable

from django.db.models import QuerySet

from partnership.dates import parse
from partnership.models import Entry, Place, Source, Statement, Term
from partnership.queries.box import unsourced
from partnership.queries.grades import grade_of
from partnership.queries.rivals import established, rivals
from partnership.vocabulary import Grade, Rank, Voice, fields

_ORDER = [Grade.WELL_SOURCED, Grade.SINGLE_SOURCE, Grade.WEAK, Grade.UNSOURCED]


def statements_of(entry: Entry) -> list[Statement]:
    """The statements with all that deriving reads, in four queries."""
    return list(
        entry.statements.prefetch_related(
            "values__measure", "values__unit", "citations__source__tier", "citations__source__origin"
        )
    )


def lowest(statements: Iterable[Statement]) -> Grade:
    """An entry is as well evidenced as the weakest of its facts; deprecated ones and judgements do not count.

    An entry without any such fact is as well evidenced as the weakest of what it does say.
    """
    believed = [each for each in statements if each.rank != Rank.DEPRECATED]
    facts = [each for each in believed if each.voice == Voice.FACT] or believed
    return max((Grade(each.grade) for each in facts), key=_ORDER.index, default=Grade.UNSOURCED)


def derive(entry: Entry) -> None:
    """Brings the entry's derived columns, and its statements' grades, up to its statements and their citations."""
    entry = entry.own
    statements = statements_of(entry)
    _grade(statements)
    known = fields(entry.kind)
    for name, text in established(statements).items():
        _establish(entry, name, known[name].form, known[name].scheme, text)
    lead = next((each for each in statements if each.lead), None)
    entry.summary = lead.text if lead else ""
    span = parse(entry.date)
    entry.date_earliest, entry.date_latest = span.earliest, span.latest
    entry.grade = lowest(statements)
    entry.in_conflict = bool(rivals(statements))
    entry.unsourced_fields = unsourced(entry, statements)
    entry.save()


def regrade(entry: Entry) -> None:
    """Grades anew an entry that was not written itself, and touches nothing else of it."""
    statements = statements_of(entry)
    _grade(statements)
    Entry.objects.filter(pk=entry.pk).update(grade=lowest(statements))


def citing(sources: set[int]) -> QuerySet[Entry]:
    """The entries whose grades hang on the sources: they cite one, or one that relays it, at however many hands."""
    found = newest = sources
    while newest:
        newest = set(Source.objects.filter(origin__in=newest).values_list("pk", flat=True)) - found
        found = found | newest
    return Entry.objects.filter(statements__citations__source__in=found).distinct()


def _grade(statements: Iterable[Statement]) -> None:
    for statement in statements:
        grade = grade_of(statement.citations.all())
        if grade != statement.grade:
            statement.grade = grade
            Statement.objects.filter(pk=statement.pk).update(grade=grade)


def _establish(entry: Entry, name: str, form: str, scheme: str, text: str) -> None:
    """Copies what a Value establishes into the entry's column."""
    value: object = text
    if form == "integer":
        value = int(text)
    elif form == "place":
        value = Place.objects.get(code=text)
    elif form == "term":
        value = Term.objects.get(scheme=scheme, code=text)
    setattr(entry, name, value)
