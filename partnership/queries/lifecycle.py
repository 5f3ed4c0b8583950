"""How far agreements have come on a day, from the steps of their parties; nothing is inferred that is not recorded."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from partnership import dates
from partnership.holdings import BitMap
from partnership.holdings.rows import STEP, STEPS, step_of
from partnership.models import AgreementAction, Entry, Statement, Term
from partnership.prepared import Query, Rows, in_chunks
from partnership.queries import entries, trees
from partnership.queries.facets import Holdings, Tally
from partnership.vocabulary import AWAITED, ENDED, STAGES, Action, Kind, Stage, Status

YEAR = dt.timedelta(days=366)


@dataclass(frozen=True)
class Pending:
    """A step that is awaited; of the party named, or of all together."""

    action: Action
    party: Entry | None = None


@dataclass(frozen=True)
class Days:
    """How many days ago something was: at least and at most, where the date is no single day.

    `about`: the source itself is not sure of the date.
    """

    least: int
    most: int
    about: bool = False


@dataclass(frozen=True)
class Life:
    """An agreement on one day. `uncertain`: a step may have been before that day or after it."""

    stage: Stage
    uncertain: bool
    steps: list[AgreementAction]
    since_signature: Days | None
    pending: list[Pending]


def life(agreement: Entry, day: dt.date, awaited: Action | None = None) -> Life:
    """What had been done by the end of the day. Reads `agreement.own.actions` with their parties."""
    actions = list(agreement.own.actions.all())  # type: ignore[attr-defined]
    possible = [each for each in actions if each.date_earliest is None or each.date_earliest <= day]
    certain = [each for each in possible if _surely_by(each, day)]
    stage = _stage(possible)
    return Life(
        stage=stage,
        uncertain=stage != _stage(certain),
        steps=possible,
        since_signature=_since(possible, day),
        pending=[] if stage in ENDED else list(_pending(possible, stage, awaited)),
    )


def _surely_by(action: AgreementAction, day: dt.date) -> bool:
    """An approximate or uncertain date may be wrong by a year, as a reader would allow."""
    if action.date_latest is None or action.date_latest == dates.LAST:
        return False
    leeway = YEAR if dates.parse(action.date).uncertain else dt.timedelta()
    return action.date_latest <= day - leeway


def _stage(actions: Iterable[AgreementAction]) -> Stage:
    done = {each.action for each in actions}
    return next((stage for stage in reversed(STAGES) if done & {*STAGES[stage]}), Stage.UNSIGNED)


def _since(actions: Iterable[AgreementAction], day: dt.date) -> Days | None:
    """Since the last signature, when all had signed."""
    spans = [
        (each.date_latest, each.date_earliest, dates.parse(each.date).uncertain)
        for each in actions
        if each.action == Action.SIGNATURE and each.date_earliest and each.date_latest
    ]
    latest, earliest, about = max(spans, default=(dates.LAST, dates.FIRST, False))
    if earliest == dates.FIRST:
        return None
    return Days(max(0, (day - latest).days), (day - earliest).days, about)


def _pending(actions: list[AgreementAction], stage: Stage, awaited: Action | None) -> Iterable[Pending]:
    """What one party has done and another has not; then what an agreement of this type leads to."""
    if not any(each.action == Action.ENTRY_INTO_FORCE and each.party is None for each in actions):
        yield from _behind(actions)
    if awaited and stage != Stage.UNSIGNED and not any(each.action == awaited for each in actions):
        yield Pending(awaited)


def _behind(actions: list[AgreementAction]) -> Iterable[Pending]:
    """The steps towards being bound that others have taken. What binds all has needed no more of them."""
    parties = {each.party.pk: each.party for each in actions if each.party}
    for action in (Action.SIGNATURE, Action.RATIFICATION, Action.DEPOSIT):
        done = {each.party_id for each in actions if each.action == action}
        if done and None not in done:
            yield from (Pending(action, party) for pk, party in parties.items() if pk not in done)


def awaited_of_types() -> dict[int, Action]:
    """The step that each type of instrument leads to, also the narrower types."""
    tree = trees.terms("instrument-type")
    return {pk: AWAITED[code] for root, code in _AWAITED(codes=[*AWAITED]) for pk in tree.below([root])}


_AWAITED = Query(
    lambda codes: Term.objects.filter(scheme="instrument-type", code__in=codes).values_list("pk", "code"), codes=[str]
)


def for_lives(agreements: QuerySet[Entry]) -> QuerySet[Entry]:
    """All rows that a line of the tracker is made of."""
    steps = AgreementAction.objects.select_related("party", "person").order_by("position", "id")
    public = Statement.objects.filter(entry__status=Status.PUBLISHED).prefetch_related("citations")
    steps = steps.prefetch_related(Prefetch("evidence", public))
    return (
        entries.for_lines(agreements)
        .select_related("type", "country", "agreement")
        .prefetch_related(Prefetch("agreement__actions", steps))
    )


LIVES = Rows(for_lives(Entry.objects.published()))


def begun(agreements: QuerySet[Entry], day: dt.date) -> QuerySet[Entry]:
    """Those of which a step may have been taken by the end of the day."""
    return agreements.filter(Exists(_taken(day)))


def at_stage(agreements: QuerySet[Entry], stages: Iterable[Stage], day: dt.date) -> QuerySet[Entry]:
    """Those that had come to one of the stages by the end of the day, and not further; as `life` tells it."""
    return agreements.filter(reduce(or_, (_at(stage, day) for stage in stages)))


def _at(stage: Stage, day: dt.date) -> Q:
    """Only agreements have a stage."""
    beyond = [action for later in list(STAGES)[_place(stage) :] for action in STAGES[later]]
    not_further = Q(~Exists(_taken(day, beyond)), kind=Kind.AGREEMENT)
    return Q(Exists(_taken(day, STAGES[stage]))) & not_further if stage in STAGES else not_further


def _place(stage: Stage) -> int:
    return [*STAGES].index(stage) + 1 if stage in STAGES else 0


def _by(day: dt.date) -> Q:
    """A step without a date was taken, nobody knows when: it counts on every day."""
    return Q(date_earliest__lte=day) | Q(date_earliest__isnull=True)


def _taken(day: dt.date, actions: Iterable[Action] | None = None) -> QuerySet[AgreementAction]:
    taken = AgreementAction.objects.filter(_by(day), agreement=OuterRef("pk"))
    return taken if actions is None else taken.filter(action__in=list(actions))


def rows_at(stage: Stage, held: Holdings, day: dt.date) -> BitMap:
    """All public agreements at the stage on the day; kept, as lists ask for the same day again and again."""
    return held.snapshot.side(("stages", day), lambda: _reached(held, day))[stage]


def _reached(held: Holdings, day: dt.date) -> dict[Stage, BitMap]:
    """What `at_stage` finds, for all stages: by the years in which steps were taken. Of those of this year it is looked
    for which are still to come: a record of what was done has few of these."""
    parts: dict[str, list[BitMap]] = defaultdict(list)
    values = list(held.snapshot.values(held.of, STEP))
    to_come = _to_come(day)
    for value, rows in zip(values, held.snapshot.rows(held.of, STEP, values), strict=True):
        action, year = step_of(value)
        if year is None or year <= day.year:
            parts[action].append(rows - to_come[action] if year == day.year and action in to_come else rows)
    taken = {action: BitMap.union(*some) for action, some in parts.items()}
    left = held.any_of("kind", [Kind.AGREEMENT.value])
    found = {}
    for stage in reversed(STAGES):
        found[stage] = left & BitMap.union(BitMap(), *(taken[each] for each in STAGES[stage] if each in taken))
        left = left - found[stage]
    return {Stage.UNSIGNED: left, **found}


def _to_come(day: dt.date) -> dict[str, BitMap]:
    """By action, the agreements that take the step later in this year than on the day, and not earlier as well."""
    later: dict[str, set[int]] = defaultdict(set)
    for action, agreement in _IN_TIME(first=day + dt.timedelta(days=1), last=day.replace(month=12, day=31)):
        later[action].add(agreement)
    taken = partial(_TAKEN_BY, first=day.replace(month=1, day=1), last=day)
    for action, agreement in in_chunks(taken, sorted(set().union(*later.values()))):
        later[action].discard(agreement)
    return {action: BitMap(agreements) for action, agreements in later.items()}


def _in_time(first: dt.date, last: dt.date) -> QuerySet[AgreementAction, tuple[str, int]]:
    steps = AgreementAction.objects.filter(date_earliest__gte=first, date_earliest__lte=last, action__in=STEPS)
    return steps.order_by().values_list("action", "agreement")


_IN_TIME = Query(_in_time, first=dt.date, last=dt.date)
_TAKEN_BY = Query(
    lambda first, last, wanted: _in_time(first, last).filter(agreement__in=wanted),
    first=dt.date,
    last=dt.date,
    wanted=[int],
)


def stages(found: BitMap, held: Holdings, day: dt.date) -> list[Tally]:
    """How many of these are at each stage on the day."""
    counts = {stage: found.intersection_cardinality(rows_at(stage, held, day)) for stage in Stage}
    return [Tally(stage.value, stage.label, count) for stage, count in counts.items() if count]
