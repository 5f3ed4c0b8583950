"""The facets of the public sources: by what they are, and by the entries that cite them."""

from partnership import dates
from partnership.holdings import BitMap, Snapshot
from partnership.holdings.rows import TIME
from partnership.models import Entry, Place, Term
from partnership.queries.facets import labels
from partnership.queries.facets.counting import Few, Label, Many
from partnership.queries.facets.entries import grades, kinds
from partnership.queries.facets.held import Holdings, in_tree, many, named, worded, years_of
from partnership.queries.facets.years import Decades
from partnership.queries.sources import language_name
from partnership.vocabulary import Held, SourceType

_AHEAD = ("tier", "type", "kind", "topic", "place", "evidence", "language", *TIME)
OF = Held.SOURCES.value


def read(snapshot: Snapshot) -> Holdings:
    snapshot.read_ahead(OF, _AHEAD)
    tiers = Term.objects.filter(scheme="source-tier").order_by("order", "label").values_list("pk", "code", "label")
    places = list(Place.objects.values_list("pk", "code", "name", "within_id"))
    years = years_of(snapshot, OF)
    types = [Label(each.value, each.label) for each in SourceType]
    languages = [Label(each, language_name(each)) for each in snapshot.values(OF, "language")]
    return Holdings(
        snapshot,
        OF,
        {
            "tier": named(snapshot, OF, "tier", tiers),
            "type": worded(snapshot, OF, "type", types, fixed=False),
            "kind": kinds(snapshot, OF),
            "topic": in_tree(snapshot, OF, "topic", labels.tree("topic")),
            "place": in_tree(snapshot, OF, "place", places),
            "decade": Decades(years),
            "institution": many(
                snapshot, OF, "institution", labels.of_rows(snapshot, Entry), labels.institutions(snapshot)
            ),
            "evidence": grades(snapshot, OF),
            "publisher": _publishers(snapshot),
            "language": worded(snapshot, OF, "language", languages, fixed=False),
            "year": _years(snapshot),
        },
        years,
    )


def _publishers(snapshot: Snapshot) -> Many:
    """Only what stands in a public source."""
    return many(snapshot, OF, "publisher", labels.of_words())


def _years(snapshot: Snapshot) -> Few:
    """The years in which they begin, the latest first."""
    years = sorted((int(each) for each in snapshot.values(OF, "begins") if int(each) > dates.FIRST.year), reverse=True)
    rows: list[BitMap] = snapshot.rows(OF, "begins", map(str, years))
    public = snapshot.all(OF)
    return Few(
        ((Label(str(year), str(year)), each & public) for year, each in zip(years, rows, strict=True)), fixed=True
    )
