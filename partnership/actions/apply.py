"""The one way in which content is written."""

from collections.abc import Iterable

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from partnership.actions import revision
from partnership.actions.check import check
from partnership.actions.derive import citing, derive, regrade
from partnership.actions.editions import append
from partnership.actions.problems import Invalid, Problem, Refused, Stale
from partnership.actions.references import References
from partnership.actions.rows import Writer
from partnership.actions.rules import against_change, against_circles, against_publishing
from partnership.actions.slugs import settle_slug, settle_source_slug
from partnership.holdings import upkeep as holdings
from partnership.models import KIND_MODELS, Edition, Entry, Load, Place, Source, Statement, Term, User
from partnership.records import FORMS, NAMED_BY, Row, complete, misshapen, stored
from partnership.search import upkeep
from partnership.text import tidy
from partnership.vocabulary import Kind, Status

# What others refer to is written first.
_TURN = ("term", "place", "source", "entry")
_MANY = 100
_LONGEST_REASON = Edition._meta.get_field("why").max_length or 0


def apply(record: dict, *, by: User | None, reason: str, expected: int | None = None, load: Load | None = None) -> Row:
    """Makes the content be what the record says, creating what is not there, and appends an Edition if that is new.

    `expected` is the number of the edition that was edited (0: none, it is to be new).
    Raises Invalid, Refused or Stale, and has then written nothing.
    """
    return apply_all([record], by=by, reason=reason, load=load, expected=expected)[0]


def apply_all(
    records: Iterable[dict], *, by: User | None, reason: str, load: Load | None = None, expected: int | None = None
) -> list[Row]:
    """Several records that may refer to each other, all or none; the rows come back in the order given."""
    listed = _well_formed(list(records))
    reason = tidy(reason)
    if len(reason) > _LONGEST_REASON:
        raise Invalid([Problem("reason", f"A reason has at most {_LONGEST_REASON} characters.")])
    try:
        with transaction.atomic():
            revision.beside_others()
            return _write(listed, by=by, reason=reason, load=load, expected=expected)
    except IntegrityError as error:
        # Two writers met between our look and our write, or a rule is known to the database alone.
        raise Invalid([Problem("", f"The database refuses it beside what is there already: {error}")]) from error


def _write(listed: list[dict], *, by: User | None, reason: str, load: Load | None, expected: int | None) -> list[Row]:
    refused: list[Problem] = []
    rows: dict[int, Row] = {}
    before: dict[int, Row | None] = {}
    for number in sorted(range(len(listed)), key=lambda each: _TURN.index(listed[each]["form"])):
        before[number] = _existing(listed[number])
        _check_edition(before[number], listed[number], expected)
        refused += against_change(before[number], listed[number], number)
    _stop(refused, Refused)
    watch = _watch(listed, before.values())
    problems: list[Problem] = []
    for turn in _TURN:
        batch = [number for number, record in enumerate(listed) if record["form"] == turn]
        if not batch:
            continue
        for number in batch:
            rows[number] = _ensure(before[number], listed[number], number, problems)
        _stop(problems, Invalid)
        refs = References(listed[number] for number in batch)
        _stop([each for number in batch for each in refs.missing(listed[number], number)], Invalid)
        there = _reread({number: rows[number] for number in batch})
        for number in batch:
            writer = Writer(listed[number], refs, number)
            writer.write(rows[number], there[number], FORMS[turn])
            problems += writer.problems
        _stop(problems, Invalid)
    _take_stock(len(listed))
    entries = {row.pk: row for row in rows.values() if isinstance(row, Entry)}
    derive(entries.values())
    sources = {row.pk for row in rows.values() if isinstance(row, Source)}
    regraded = regrade(citing(sources).exclude(pk__in=entries))
    fresh = _reread(rows)
    _stop([each for number, row in fresh.items() for each in against_circles(row, number)], Invalid)
    _stop([each for number, row in fresh.items() for each in against_publishing(row, number)], Refused)
    appended = [number for number, row in fresh.items() if append(row, by=by, reason=reason, load=load)]
    if sources:
        # Whether readers may notice hangs on what cites it: nobody publishes that between the look and the commit.
        holdings.next_revision()
    if regraded or any(revision.noticed(before[number], fresh[number]) for number in appended):
        revision.bump()
        seen = revision.current
    else:
        seen = holdings.next_revision
    # The number of the content is locked by now, if any of this is in the index: of two who write it, one does so after
    # the other.
    _index([fresh[number] for number in appended])
    watch.finish(entries=entries, sources=sources, revision=seen)
    return [fresh[number] for number in range(len(listed))]


def _watch(listed: list[dict], there: Iterable[Row | None]) -> holdings.Watch:
    """What the lists hold before the write of whatever it may change in them."""
    rows = [row for row in there if row]
    sources = {row.pk for row in rows if isinstance(row, Source)}
    entries = {row.pk for row in rows if isinstance(row, Entry)}
    hanging = set(citing(sources).values_list("pk", flat=True)) if sources else set()
    institutions = [each for each in listed if each["form"] == "entry" and each["kind"] == Kind.INSTITUTION]
    joining = {relation["object"] for each in institutions for relation in each["relations"]}
    return holdings.Watch(entries=entries, sources=sources, hanging=hanging, joining=joining)


def _index(rows: list[Row]) -> None:
    """Brings search up to what was written, in the same transaction."""
    written = {model: {row.pk for row in rows if isinstance(row, model)} for model in (Entry, Source, Term)}
    upkeep.refresh(entries=written[Entry], sources=written[Source], terms=written[Term])


def _take_stock(written: int) -> None:
    """Lets PostgreSQL count what was just written: else it plans the rest of the transaction for empty tables."""
    if written >= _MANY and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _well_formed(records: list[dict]) -> list[dict]:
    """The records with everything written out; raises Invalid with all that is wrong in any of them."""
    problems = []
    listed = []
    for number, record in enumerate(records):
        if record.get("form") not in [*FORMS]:
            problems.append(Problem("form", f"“{record.get('form')}” is no form; one of {', '.join(FORMS)}.", number))
            continue
        if wrong := misshapen(record):
            problems += [Problem(path, "A list of rows is wanted.", number) for path in wrong]
            continue
        record = complete(record)
        problems += check(record, number)
        listed.append(record)
    names: set[tuple] = set()
    for number, record in enumerate(listed):
        name = (record["form"], *(str(record[part]) for part in NAMED_BY[record["form"]]))
        if name in names:
            problems.append(Problem("", f"“{'/'.join(name[1:])}” stands twice.", number))
        names.add(name)
    _stop(problems, Invalid)
    return listed


def _stop(problems: list[Problem], error: type[Invalid]) -> None:
    if problems:
        raise error(problems)


def _existing(record: dict) -> Row | None:
    """The row that the record is about, locked against other writers where the engine locks rows."""
    form = FORMS[record["form"]]
    named = {part: record[part] for part in NAMED_BY[record["form"]]}
    return form.model._default_manager.select_for_update().filter(**named).first()


def _check_edition(row: Row | None, record: dict, expected: int | None) -> None:
    if expected is None or expected == (row.edition if row else 0):
        return
    current = Edition.objects.filter(**{record["form"]: row, "number": row.edition}).first() if row else None
    raise Stale(current)


def _ensure(row: Row | None, record: dict, of: int, problems: list[Problem]) -> Row:
    """A row for the record, and one for each of its statements, so that other records can refer to them."""
    form = FORMS[record["form"]]
    if record["form"] == "entry":
        problems += settle_slug(record, row, of)
        if problems:
            return row or Entry()
        row = (
            row.own
            if row
            else KIND_MODELS[record["kind"]](
                **{name: record[name] for name in ("key", "kind", "title", "slug", "status")}
            )
        )
        if record["status"] == Status.PUBLISHED and row.published_at is None:
            row.published_at = timezone.now()
        if row.pk is None:
            row.save()
        _ensure_statements(row, record, of, problems)
        return row
    if record["form"] == "source":
        problems += settle_source_slug(record, row, of)
    if row is None:
        row = form.model(**{part: record[part] for part in NAMED_BY[record["form"]]})
        if isinstance(row, Source):
            tier = Term.objects.filter(scheme="source-tier", code=record["tier"]).first()
            if problems:
                return row
            if tier is None:
                problems.append(Problem("tier", f"No source tier “{record['tier']}”.", of))
                return row
            row.csl_type, row.slug, row.title = record["csl_type"], record["slug"], record["title"]
            row.tier = tier
        elif isinstance(row, Place):
            row.name, row.precision = record["name"], record["precision"]
        row.save()
    return row


def _ensure_statements(entry: Entry, record: dict, of: int, problems: list[Problem]) -> None:
    owners = dict(
        Statement.objects.filter(key__in=[each["key"] for each in record["statements"]]).values_list("key", "entry_id")
    )
    for place, item in enumerate(record["statements"]):
        owner = owners.get(item["key"])
        if owner is None:
            Statement.objects.create(key=item["key"], entry=entry, text=item["text"], position=place)
        elif owner != entry.pk:
            problems.append(Problem(f"statements[{place}].key", "Another entry has a statement of this key.", of))


def _reread(rows: dict[int, Row]) -> dict[int, Row]:
    """The rows as the database now has them, with all that a record reads."""
    fresh: dict[int, Row] = {}
    for model in (Term, Place, Source, Entry):
        numbers = {row.pk: number for number, row in rows.items() if isinstance(row, model)}
        listed = sorted(numbers)
        for start in range(0, len(listed), 200):
            for row in stored(model, listed[start : start + 200]):
                fresh[numbers[row.pk]] = row
    return dict(sorted(fresh.items()))
