"""How many entries of a list each value of a filter would leave: counted in the database, once for each filter."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from partnership import dates
from partnership.models import AgreementAction, Citation, Entry, Place, Relation, Term
from partnership.queries import trees
from partnership.vocabulary import CONFLICT_LABEL, CONFLICT_SYMBOL, TYPE_SCHEME, Grade, Kind, Status


@dataclass(frozen=True)
class Tally:
    """A value of a filter, and how many it would leave."""

    value: str
    label: str
    count: int
    symbol: str = ""


LONGEST = 60  # values of one filter that a page offers, the most frequent first


def listed(tallies: Iterable[Tally]) -> list[Tally]:
    return sorted((tally for tally in tallies if tally.count), key=lambda tally: (-tally.count, tally.label))


def kinds(entries: QuerySet[Entry]) -> list[Tally]:
    found = dict(entries.order_by().values_list("kind").annotate(n=Count("pk")))
    return [Tally(kind.value, kind.label, found[kind.value]) for kind in Kind if kind.value in found]


def types(entries: QuerySet[Entry]) -> list[Tally]:
    return _rolled_up(entries, "type_id", *TYPE_SCHEME.values())


def categories(entries: QuerySet[Entry]) -> list[Tally]:
    return _rolled_up(entries, "category_id", "system-category")


def _rolled_up(entries: QuerySet[Entry], column: str, *schemes: str) -> list[Tally]:
    """An entry counts for its term and for all broader ones; it has one term, so sums are exact.

    Two kinds may use the same code for a type; the filter takes both, and so does the count.
    """
    own = dict(entries.filter(**{f"{column}__isnull": False}).order_by().values_list(column).annotate(n=Count("pk")))
    terms = list(Term.objects.filter(scheme__in=schemes).order_by("order", "label")) if own else []
    tree = trees.Tree((term.pk, term.broader_id) for term in terms)
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    codes = {term.pk: term.code for term in terms}
    for term in terms:
        labels.setdefault(term.code, term.label)
        for broader in tree.above(term.pk):
            counts[codes[broader]] += own.get(term.pk, 0)
    return listed(Tally(code, labels[code], count) for code, count in counts.items())


def topics(entries: QuerySet[Entry]) -> list[Tally]:
    """An entry counts for its topics and for all broader ones, each time once."""
    return of_topics(
        Entry.topics.through.objects.filter(entry__in=entries.order_by()).values_list("term_id", "entry_id")
    )


def of_topics(pairs: Iterable[tuple[int, int]]) -> list[Tally]:
    """Counts whatever is paired with topics."""
    rows = list(Term.objects.filter(scheme="topic").values_list("pk", "code", "label", "broader_id"))
    return _of_pairs(pairs, rows)


def places(entries: QuerySet[Entry]) -> list[Tally]:
    pairs = Entry.places.through.objects.filter(entry__in=entries.order_by()).values_list("place_id", "entry_id")
    rows = list(Place.objects.values_list("pk", "code", "name", "within_id"))
    return _of_pairs(pairs, rows)


def _of_pairs(pairs: Iterable[tuple[int, int]], rows: Sequence[tuple[int, str, str, int | None]]) -> list[Tally]:
    """An entry with two places of one country counts once for that country, hence sets and not sums."""
    tree = trees.Tree((pk, above) for pk, _, _, above in rows)
    members: dict[int, set[int]] = defaultdict(set)
    for row, entry in pairs:
        for broader in tree.above(row):
            members[broader].add(entry)
    return listed(Tally(code, label, len(members[pk])) for pk, code, label, _ in rows)


def countries(entries: QuerySet[Entry]) -> list[Tally]:
    found = entries.filter(country__isnull=False).order_by().values_list("country__code", "country__name")
    return listed(Tally(*row) for row in found.annotate(n=Count("pk")))


def institutions(entries: QuerySet[Entry]) -> list[Tally]:
    """Published institutions that a relation, either way, or a step of an agreement joins to these entries."""
    chosen = entries.order_by().values("pk")
    public = {"status": Status.PUBLISHED, "kind": Kind.INSTITUTION}
    named = Relation.objects.filter(subject__in=chosen, **{f"object__{k}": v for k, v in public.items()})
    naming = Relation.objects.filter(object__in=chosen, **{f"subject__{k}": v for k, v in public.items()})
    acting = AgreementAction.objects.filter(agreement__in=chosen, **{f"party__{k}": v for k, v in public.items()})
    pairs = (
        named.order_by()
        .values_list("object_id", "subject_id")
        .union(
            naming.order_by().values_list("subject_id", "object_id"),
            acting.order_by().values_list("party_id", "agreement_id"),
        )
    )
    counts = Counter(institution for institution, _ in pairs)
    rows = Entry.objects.filter(pk__in=[pk for pk, _ in counts.most_common(LONGEST)]).order_by()
    return listed(Tally(slug, title, counts[pk]) for pk, slug, title in rows.values_list("pk", "slug", "title"))


def sources(entries: QuerySet[Entry]) -> list[Tally]:
    found = Citation.objects.filter(statement__entry__in=entries.order_by().values("pk")).order_by()
    counted = found.values_list("source__slug", "source__title").annotate(n=Count("statement__entry", distinct=True))
    return listed(Tally(*row) for row in counted.order_by("-n", "source__title")[:LONGEST])


def grades(entries: QuerySet[Entry]) -> list[Tally]:
    found = dict(entries.order_by().values_list("grade").annotate(n=Count("pk")))
    return [Tally(grade.value, grade.label, found[grade], grade.symbol) for grade in Grade if grade in found]


def conflicts(entries: QuerySet[Entry]) -> list[Tally]:
    count = entries.filter(in_conflict=True).count()
    return [Tally("yes", CONFLICT_LABEL, count, CONFLICT_SYMBOL)] if count else []


COUNTED = {
    "kind": kinds,
    "type": types,
    "category": categories,
    "topic": topics,
    "evidence": grades,
    "conflict": conflicts,
    "institution": institutions,
    "place": places,
    "country": countries,
    "source": sources,
}


def spans(entries: QuerySet[Entry]) -> list[tuple[int, int, int]]:
    """From and to which year the time of entries reaches, and of how many; the undated are left out.

    An open or unknown end reaches to the last year that anything else here names, not to the end of all dates.
    """
    dated = entries.filter(date_earliest__isnull=False).order_by()
    rows = list(dated.values_list("date_earliest__year", "date_latest__year").annotate(n=Count("pk")))
    open_ends = {dates.FIRST.year, dates.LAST.year}
    named = {year for first, last, _ in rows for year in (first, last)} - open_ends
    return [(max(first, min(named)), min(last, max(named)), count) for first, last, count in rows if named]
