"""Keeping the bitmaps in step with the content: called by every write, within its transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import Max, Min, Model, QuerySet
from pyroaring import BitMap

from partnership.bulk import uncollected
from partnership.holdings import stored
from partnership.holdings.rows import (
    BELIEVED,
    GAP,
    OF_SOURCES,
    READ,
    UNTAKEN,
    Some,
    Values,
    of_entries,
    of_parts,
    of_sources,
)
from partnership.holdings.stored import Change, Name
from partnership.models import Citation, Entry, Holding, Relation, Revision, Source
from partnership.vocabulary import Held as Lists
from partnership.vocabulary import Kind, Status

STEP = 10_000  # entries or sources that are read at once when everything is built anew
_NOTHING = BitMap()
# Grades of sentences hang on the sources, which others may write at the same time, and touch no entry by it.
_OF_STATEMENTS = (BELIEVED, "evidence", GAP)
_GIVEN_BY_OTHERS = {(Lists.ENTRIES, GAP), *((Lists.STATEMENTS, facet) for facet in _OF_STATEMENTS)}
_Changes = dict[Name, Change]


class Watch:
    """What entries and sources hold before a write, to be compared with what they hold after it.

    `entries` and `sources` are those that are there already and that will be written, `hanging` entries whose evidence
    hangs on these sources. What is joined to an institution among them changes with it, so it is watched too;
    `joining` are the keys of what will be joined.
    """

    def __init__(
        self,
        *,
        entries: Iterable[int],
        sources: Iterable[int],
        hanging: Iterable[int] = (),
        joining: Iterable[str] = (),
    ) -> None:
        written = {*entries}
        self._used = _used(written)
        self._entries = written | {*hanging}
        self._sources = {*sources}
        relations = Relation.objects.filter(subject__kind=Kind.INSTITUTION)
        joined = _numbers(relations, "subject", sorted(self._entries), "object_id")
        self._entries |= joined | _numbers(Entry.objects.all(), "key", sorted(joining), "pk")
        self._before = of_entries(Some(sorted(self._entries)))
        self._own_before = of_sources(Some(sorted(self._sources)))

    def finish(self, *, entries: Iterable[int], sources: Iterable[int], revision: Callable[[], int]) -> None:
        """Writes the difference; `entries` and `sources` are all that were written, new ones among them.

        `revision` is asked for before anything else: it locks the number of the content, so that of two who change one
        value at once the second sees what the first has written.
        """
        number = revision()
        looked_at = self._entries | {*entries}
        after = of_entries(Some(sorted(looked_at)))
        own = of_sources(Some(sorted(self._sources | {*sources})))
        changes: _Changes = {}
        _compare(changes, Lists.ENTRIES, self._before.entries, after.entries)
        _compare(changes, Lists.FIGURES, self._before.figures, after.figures)
        _compare(changes, Lists.STATEMENTS, self._before.statements, after.statements)
        _compare(changes, Lists.SOURCES, self._own_before, own)
        carried: _Changes = {}
        _compare(carried, Lists.SOURCES, self._before.sources, after.sources)
        parted = self._used | _used({*entries}) | {*sources}
        said = {row for held in (self._before, after) for rows in held.statements.values() for row in rows}
        changes = {name: change for name, change in changes.items() if name[:2] not in _GIVEN_BY_OTHERS}
        changes |= _against_stored(Lists.ENTRIES, [GAP], after.entries, looked_at)
        changes |= _against_stored(Lists.STATEMENTS, _OF_STATEMENTS, after.statements, said)
        stored.write(changes, number)
        _keep_what_others_give(carried)
        stored.write(carried, number)
        stored.write(_against_stored(Lists.SOURCES, [UNTAKEN], of_parts(Some(sorted(parted))), parted), number)


def _compare(changes: _Changes, of: Lists, before: Values, after: Values) -> None:
    for named in before.keys() | after.keys():
        old, new = before.get(named, _NOTHING), after.get(named, _NOTHING)
        if old != new:
            changes[Name(of, *named)] = Change(new=new - old, gone=old - new)


def _keep_what_others_give(changes: _Changes) -> None:
    """A source has a value through every entry that cites it: it loses it only where no other one gives it still.

    The bitmaps of the entries have been written by now.
    """
    lost = {name: change for name, change in changes.items() if change.gone}
    if not lost:
        return
    citing = {source: Name(Lists.ENTRIES, "source", str(source)) for change in lost.values() for source in change.gone}
    of_entries = {name: Name(Lists.ENTRIES, name.facet, name.value) for name in lost if name.facet in OF_SOURCES}
    held = stored.read({*citing.values(), *of_entries.values()})
    for name, change in lost.items():
        if name.facet == "evidence":
            change.gone -= _graded(name.value, change.gone)
            continue
        giving = held[of_entries[name]]
        if name.facet == "institution":
            giving = giving | BitMap([int(name.value)])  # what it says of itself
        change.gone = {source for source in change.gone if not held[citing[source]].intersect(giving)}


def _used(entries: set[int]) -> set[int]:
    """The sources from whose parts public sentences of these entries are taken."""
    public = Citation.objects.filter(part__isnull=False, statement__entry__status=Status.PUBLISHED)
    return _numbers(public.distinct(), "statement__entry", sorted(entries), "source_id")


def _against_stored(of: Lists, facets: Sequence[str], after: Values, looked_at: set[int]) -> _Changes:
    """What differs from what is written of these rows, while nobody else writes. What others write changes the values
    of these facets as well, and none of the rows that hold them: so what they were before this write is not known."""
    if not looked_at:
        return {}
    written = Holding.objects.filter(of=of, facet__in=facets).values_list("facet", "value").distinct()
    read = stored.read((Name(of, *named) for named in written), looked_at)
    among = BitMap(looked_at)
    before = {(name.facet, name.value): rows & among for name, rows in read.items()}
    changes: _Changes = {}
    _compare(changes, of, before, {named: rows for named, rows in after.items() if named[0] in facets})
    return changes


def _graded(grade: str, sources: set[int]) -> set[int]:
    """Those of the sources that a public sentence of this grade cites."""
    cited = Citation.objects.filter(statement__grade=grade, statement__entry__status=Status.PUBLISHED)
    return _numbers(cited.distinct(), "source", sorted(sources), "source_id")


def _numbers(rows: QuerySet, column: str, listed: Sequence[int] | Sequence[str], wanted: str) -> set[int]:
    """What the rows that have one of the listed in a column have in another: few sources may concern very many
    entries, more than one query takes."""
    return {
        number for chosen in Some(listed).named(column) for number in rows.filter(chosen).values_list(wanted, flat=True)
    }


# --- Everything from nothing ----------------------------------------------------------------------


@transaction.atomic
@uncollected()
def rebuild(step: Callable[[int], None] = lambda _: None) -> None:
    """Readers have the old bitmaps until it is done. `step` is told of each batch's size."""
    Revision.objects.select_for_update().filter(pk=1).first()
    # Also those that hold nothing any more: some process may not have learnt that yet.
    known = {Name(*each) for each in Holding.objects.values_list("of", "facet", "value")}
    Holding.objects.all().delete()
    found: dict[Name, BitMap] = {}
    for span in _spans(Source):
        _add(found, Lists.SOURCES, of_sources(Some(span=span)))
        _add(found, Lists.SOURCES, of_parts(Some(span=span)))
        step(Source.objects.filter(pk__gte=span[0], pk__lte=span[1]).count())
    for span in _spans(Entry):
        held = of_entries(Some(span=span))
        _add(found, Lists.ENTRIES, held.entries)
        _add(found, Lists.FIGURES, held.figures)
        _add(found, Lists.STATEMENTS, held.statements)
        _add(found, Lists.SOURCES, held.sources)
        step(sum(len(rows) for (facet, _), rows in held.entries.items() if facet == "kind"))
    number = next_revision()
    stored.create(found, number)
    stored.create_empty(known - found.keys(), number)


def next_revision() -> int:
    """The number under which what is written now will be seen at the latest; nobody else writes until it is."""
    now = Revision.objects.select_for_update().filter(pk=1).values_list("number", flat=True).first()
    return (now or 0) + 1


def missing() -> bool:
    """Whether nothing is held although something is public, or not yet what came last: a database from before."""
    newest = Holding.objects.filter(of=Lists.SOURCES, facet=READ)
    return not newest.exists() and Entry.objects.published().exists()


def _spans(model: type[Model]) -> Iterator[tuple[int, int]]:
    ends = model._default_manager.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is not None:
        for start in range(ends["first"], ends["last"] + 1, STEP):
            yield start, start + STEP - 1


def _add(found: dict[Name, BitMap], of: Lists, values: Values) -> None:
    for named, rows in values.items():
        name = Name(of, *named)
        if name in found:
            found[name].update(rows)
        else:
            found[name] = rows
