"""The facets of the figures: by what they are, by their sentence, and by its entry."""

from partnership.holdings import Snapshot
from partnership.holdings.rows import TIME
from partnership.models import Entry, Place, Source, Term
from partnership.queries.facets import labels
from partnership.queries.facets.entries import grades, kinds
from partnership.queries.facets.held import Holdings, in_tree, many, named, years_of
from partnership.queries.facets.years import Decades
from partnership.vocabulary import TYPE_SCHEME, Held

_AHEAD = ("measure", "kind", "type", "topic", "place", "evidence", *TIME)
OF = Held.FIGURES.value


def read(snapshot: Snapshot) -> Holdings:
    snapshot.read_ahead(OF, _AHEAD)
    measures = Term.objects.filter(scheme="measure").order_by("order", "label").values_list("pk", "code", "label")
    places = list(Place.objects.values_list("pk", "code", "name", "within_id"))
    years = years_of(snapshot, OF)
    return Holdings(
        snapshot,
        OF,
        {
            "measure": named(snapshot, OF, "measure", measures),
            "kind": kinds(snapshot, OF),
            "type": in_tree(snapshot, OF, "type", labels.tree(*TYPE_SCHEME.values())),
            "topic": in_tree(snapshot, OF, "topic", labels.tree("topic")),
            "place": in_tree(snapshot, OF, "place", places),
            "decade": Decades(years),
            "institution": many(
                snapshot, OF, "institution", labels.of_rows(snapshot, Entry), labels.institutions(snapshot)
            ),
            "source": many(snapshot, OF, "source", labels.of_rows(snapshot, Source)),
            "evidence": grades(snapshot, OF),
        },
        years,
    )
