"""Which public sources each value of a filter holds: by what they are, and by the entries that cite them."""

from collections.abc import Callable, Iterable

from partnership import dates
from partnership.models import Citation, Source, Term
from partnership.queries.facets import entries
from partnership.queries.facets.counting import Facet, Holding, Holdings, by_value, in_decades, named
from partnership.queries.sources import language_name
from partnership.vocabulary import SourceType, Status


def read(of_entries: Holdings) -> Holdings:
    """`of_entries`: the facets of the entries, which a source takes over from those that cite it."""
    rows = list(
        Source.objects.public()
        .order_by()
        .values_list("pk", "tier_id", "csl_type", "publisher", "language", "date_earliest", "date_latest")
    )
    cited = set(
        Citation.objects.filter(statement__entry__status=Status.PUBLISHED)
        .order_by()
        .values_list("source_id", "statement__entry_id", "statement__grade")
    )
    of_entry = by_value((entry, source) for source, entry, _ in cited)
    about = entries.joined() | {(pk, pk) for pk, _, _ in entries.institutions()}
    years = {pk: (first.year, last.year) for pk, *_, first, last in rows if first}
    tiers = Term.objects.filter(scheme="source-tier").order_by("order", "label").values_list("pk", "code", "label")
    carried = {name: of_entries.facets[name].carried(of_entry) for name in ("kind", "topic", "place")}
    return Holdings(
        {
            "tier": named(((tier, pk) for pk, tier, *_ in rows), tiers),
            "type": _worded(((each, pk) for pk, _, each, *_ in rows), lambda word: SourceType(word).label),
            **carried,
            "decade": in_decades(years, (pk for pk, *_ in rows)),
            "institution": named(about, entries.institutions()).carried(of_entry),
            "evidence": entries.graded(by_value((grade, source) for source, _, grade in cited)),
            "publisher": _worded(((each, pk) for pk, _, _, each, *_ in rows), str),
            "language": _worded(((each, pk) for pk, _, _, _, each, *_ in rows), language_name),
            "year": _years((first.year, pk) for pk, *_, first, _ in rows if first and first > dates.FIRST),
        },
        years,
    )


def _worded(pairs: Iterable[tuple[str, int]], label: Callable[[str], str]) -> Facet:
    """Words of the sources themselves; one that is left empty is none."""
    rows = by_value(pairs)
    return Facet(Holding(word, label(word), frozenset(held)) for word, held in rows.items() if word)


def _years(pairs: Iterable[tuple[int, int]]) -> Facet:
    """The years in which they begin, the latest first."""
    rows = by_value(pairs)
    return Facet(
        (Holding(str(year), str(year), frozenset(rows[year])) for year in sorted(rows, reverse=True)), fixed=True
    )
