"""What the record does not say itself but follows from it: summary, fact-box columns, grades, disagreement."""

from collections.abc import Iterable

from django.db.models import QuerySet

from partnership.dates import parse
from partnership.models import Citation, Entry, Place, Source, Statement, Term
from partnership.queries.rivals import established, rivals
from partnership.text import fold
from partnership.vocabulary import STRONG_TIERS, Grade, Rank, Stance, Voice, fields

_ORDER = [Grade.WELL_SOURCED, Grade.SINGLE_SOURCE, Grade.WEAK, Grade.UNSOURCED]


def statements_of(entry: Entry) -> list[Statement]:
    """The statements with all that deriving reads, in four queries."""
    return list(
        entry.statements.prefetch_related(
            "values__measure", "values__unit", "citations__source__tier", "citations__source__origin"
        )
    )


def voice_of(source: Source) -> str:
    """Who speaks in a source: the publisher of what it relays, else its own. Two reprints are one voice."""
    seen = {source.pk}
    while source.origin is not None and source.origin_id not in seen:
        source = source.origin
        seen.add(source.pk)
    return fold(source.publisher) or f"source {source.pk}"


def grade_of(citations: Iterable[Citation]) -> Grade:
    """The grade of one statement, from supporting citations only.

    Well-sourced: a primary or scholarly source, or two publishers independent of each other; single-source: one
    publisher; in both, sources marked weak do not count. Weak: only such. Unsourced: nothing supports it.
    """
    supporting = [each.source for each in citations if each.stance == Stance.SUPPORTS]
    sound = [source for source in supporting if not source.weak]
    if any(source.tier.code in STRONG_TIERS for source in sound):
        return Grade.WELL_SOURCED
    voices = len({voice_of(source) for source in sound})
    if voices:
        return Grade.WELL_SOURCED if voices > 1 else Grade.SINGLE_SOURCE
    return Grade.WEAK if supporting else Grade.UNSOURCED


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
