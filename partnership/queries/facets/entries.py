"""The facets of the entries."""

from partnership.holdings import Snapshot
from partnership.holdings.rows import STEP, TIME
from partnership.models import Entry, Place, Source
from partnership.queries.facets import labels
from partnership.queries.facets.counting import Few, Label
from partnership.queries.facets.held import Holdings, in_tree, many, named, worded, years_of
from partnership.queries.facets.years import Decades
from partnership.vocabulary import CONFLICT_LABEL, CONFLICT_SYMBOL, TYPE_SCHEME, Grade, Held, Kind

_AHEAD = ("kind", "type", "category", "topic", "place", "country", "seat", "evidence", "conflict", STEP, *TIME)
OF = Held.ENTRIES.value


def read(snapshot: Snapshot) -> Holdings:
    snapshot.read_ahead(OF, _AHEAD)
    places = list(Place.objects.values_list("pk", "code", "name", "within_id"))
    years = years_of(snapshot, OF)
    return Holdings(
        snapshot,
        OF,
        {
            "kind": kinds(snapshot, OF),
            "type": in_tree(snapshot, OF, "type", labels.tree(*TYPE_SCHEME.values())),
            "category": in_tree(snapshot, OF, "category", labels.tree("system-category")),
            "topic": in_tree(snapshot, OF, "topic", labels.tree("topic")),
            "decade": Decades(years),
            "institution": many(
                snapshot, OF, "institution", labels.of_rows(snapshot, Entry), labels.institutions(snapshot)
            ),
            "place": in_tree(snapshot, OF, "place", places),
            "country": named(snapshot, OF, "country", ((pk, code, name) for pk, code, name, _ in places)),
            "seat": in_tree(snapshot, OF, "seat", places),
            "source": many(snapshot, OF, "source", labels.of_rows(snapshot, Source)),
            "evidence": grades(snapshot, OF),
            "conflict": worded(snapshot, OF, "conflict", [Label("yes", CONFLICT_LABEL, CONFLICT_SYMBOL)]),
        },
        years,
    )


def kinds(snapshot: Snapshot, of: str) -> Few:
    return worded(snapshot, of, "kind", (Label(each.value, each.label) for each in Kind))


def grades(snapshot: Snapshot, of: str) -> Few:
    return worded(snapshot, of, "evidence", (Label(each.value, each.label, each.symbol) for each in Grade))
