"""The filters of the lists of terms and places."""

from django.db.models import QuerySet

from partnership.filters.fields import Chosen, Several, words_of
from partnership.filters.strict import StrictFilterSet
from partnership.models import Place, Term
from partnership.vocabulary import SCHEMES, Precision


class TermFilter(StrictFilterSet):
    titles = {"scheme": ""}
    beside = frozenset({"sort"})

    scheme = Several(
        method="of_scheme", find=words_of(SCHEMES.items()), known=lambda: list(SCHEMES), what="a scheme of this record"
    )

    def of_scheme(self, terms: QuerySet[Term], _: str, schemes: list[Chosen]) -> QuerySet[Term]:
        return terms.filter(scheme__in=[each.row for each in schemes])


class PlaceFilter(StrictFilterSet):
    titles = {"precision": ""}
    beside = frozenset({"sort"})

    precision = Several(
        method="of_precision", find=words_of(Precision.choices), known=lambda: Precision.values, what="a size of place"
    )

    def of_precision(self, places: QuerySet[Place], _: str, sizes: list[Chosen]) -> QuerySet[Place]:
        return places.filter(precision__in=[each.row for each in sizes])
