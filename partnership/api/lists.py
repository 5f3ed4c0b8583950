"""Lists: whatever a filter finds, in an order, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.http import QueryDict

from partnership.api.components import list_of
from partnership.api.components.build import Schema, ref
from partnership.api.fields import chosen, selected
from partnership.api.parameters import of_fields, of_filters, of_path, of_window
from partnership.api.resource import Resource
from partnership.api.state import State
from partnership.api.window import Part, Window, cursor, ranked, walked, window
from partnership.documents import agreement_line, figure, line, results, source_line
from partnership.documents.brief import Document, absolute, licence
from partnership.documents.brief import date as brief_date
from partnership.documents.codebook import URL as CODEBOOK
from partnership.documents.codebook import place_entry, term_entry
from partnership.filters import (
    Address,
    AgreementFilter,
    EntryFilter,
    FigureFilter,
    PlaceFilter,
    SourceFilter,
    StrictFilterSet,
    TermFilter,
)
from partnership.models import Entry, Place, Term
from partnership.prepared import Rows
from partnership.queries import entries, facets, figures, lifecycle, sources
from partnership.queries.arranged import Arranged, arranged
from partnership.queries.facets import Base
from partnership.queries.ordered import Ordered
from partnership.queries.relevance import RELEVANCE, Ranked
from partnership.vocabulary import PLURALS, Kind

_TERMS = Rows(Term.objects.select_related("broader"))
_PLACES = Rows(Place.objects.select_related("within"))
OWN = ("cursor", "fields", "limit")


def for_api(filters: type[StrictFilterSet]) -> type[StrictFilterSet]:
    """The same filters, beside what a list of the API takes in place of page numbers."""
    return type(filters.__name__, (filters,), {"beside": frozenset({"sort", *OWN})})


class Listing(Resource):
    """A list. Its subclasses say what it holds, how that is filtered, in which orders, and how a row reads."""

    filters: ClassVar[type[StrictFilterSet]]
    orders: ClassVar[Mapping[str, Sequence[str]]]
    order: ClassVar[str]
    page: ClassVar[str]

    @classmethod
    def parameters(cls) -> list[Schema]:
        filters = of_filters(cls.filters, cls.tag)
        orders = [RELEVANCE, *cls.orders] if cls.filters.ranked else [*cls.orders]
        return [*filters, *of_window(orders, cls.order), of_fields(cls.component)]

    @classmethod
    def answer(cls) -> Schema:
        return ref(list_of(cls.component))

    def base(self, **named: Any) -> Base:
        raise NotImplementedError

    def asked(self, data: QueryDict, state: State, **named: Any) -> StrictFilterSet:
        return self.filters(data, self.base(**named), self.request.path)

    def read(self, asked: Any) -> Rows[Any]:
        """How all rows are read that a result is made of."""
        raise NotImplementedError

    def part(self, asked: StrictFilterSet, seen: Window) -> Part:
        if seen.sort == RELEVANCE:
            found, read, query = asked.found(), self.read(asked), asked.form.cleaned_data["q"]
            return ranked(Ranked(asked.queryset.model, found, query, read, years=asked.years), seen)
        return walked(self.in_order(asked, seen.sort), seen)

    def in_order(self, asked: StrictFilterSet, sort: str) -> Ordered | Arranged:
        rows, order, read = asked.found().rows, self.orders[sort], self.read(asked)
        return Ordered(asked.list_of, rows, order, read, whole=asked.whole, years=asked.years)

    def window(self, asked: StrictFilterSet, data: QueryDict) -> Window:
        """Found by words, the best comes first; where none are looked for, nothing is better than another."""
        orders = {RELEVANCE: (), **self.orders} if asked.ranked else self.orders
        seen = window(data, orders, asked.usual(data) or self.order, self.component)
        best = seen.sort == RELEVANCE
        return replace(seen, sort=self.order) if best and not asked.form.cleaned_data["q"] else seen

    def results(self, rows: Sequence[Any], asked: Any) -> list[Document]:
        raise NotImplementedError

    def more(self, asked: Any) -> Document:
        return {}

    def page_path(self, **named: Any) -> str:
        """The page for readers that shows the same list."""
        return self.page

    def found(self, data: QueryDict, state: State, **named: Any) -> Document:
        asked = self.asked(data, state, **named)
        seen = self.window(asked, data)
        fields = chosen(data.get("fields", ""), self.component)
        part = self.part(asked, seen)

        def address(place: Sequence[Any] | None, *, backwards: bool = False) -> str | None:
            if place is None:
                return None
            return absolute(asked.address.set(cursor=cursor(self.component, seen.sort, place, backwards=backwards)))

        return {
            "count": part.count,
            "next": address(part.after),
            "previous": address(part.before, backwards=True),
            "sort": seen.sort,
            **self.more(asked),
            "revision": state.document,
            "licence": licence(),
            "links": {
                "self": absolute(asked.address.plain),
                "page": absolute(_without_own(self.page_path(**named), data)),
            },
            "results": selected(self.results(part.rows, asked), fields),
        }


def _without_own(path: str, data: QueryDict) -> str:
    kept = data.copy()
    for name in OWN:
        kept.pop(name, None)
    return path if "#" in path else Address(path, kept).plain


class EntryList(Listing):
    """All entries, whatever their kind. Within one parameter any of its values, across parameters all of them."""

    operation, title, tag, component = "entries_list", "Entries", "entries", "EntryLine"
    filters, orders, order, page = for_api(EntryFilter), entries.ORDERS, "-date", "/entries/"

    def base(self, **named: Any) -> Base:
        return facets.public_entries()

    def read(self, asked: Any) -> Rows[Entry]:
        return entries.LINES

    def results(self, rows: Sequence[Entry], asked: StrictFilterSet) -> list[Document]:
        """Found by words, each says where they stand."""
        query = asked.form.cleaned_data["q"]
        lines = [line(each) for each in rows]
        return results(lines, query) if query else list(lines)


class KindList(EntryList):
    """The entries of one kind: what `/entries/` gives with `kind`."""

    operation, title = "kind_list", "Entries of one kind"

    @classmethod
    def parameters(cls) -> list[Schema]:
        return [of_path("plural", "The kind, in the plural.", enum=list(PLURALS)), *super().parameters()]

    def base(self, **named: Any) -> Base:
        return facets.entries_of(named["plural"])

    def page_path(self, **named: Any) -> str:
        return f"/{named['plural'].plural}/"


_AgreementFilter: Any = for_api(AgreementFilter)


class Tracker(EntryList):
    """How far the agreements had come on a day: the steps of each party, and what was awaited.

    Nothing is inferred that is not recorded.
    """

    operation, title, tag, component = "tracker_list", "Agreements on a day", "agreements", "AgreementLine"
    filters, page = _AgreementFilter, "/agreements/tracker/"

    def base(self, **named: Any) -> Base:
        return facets.entries_of(Kind.AGREEMENT)

    def asked(self, data: QueryDict, state: State, **named: Any) -> StrictFilterSet:
        return _AgreementFilter(data, self.base(), self.request.path, today=state.day)

    def read(self, asked: Any) -> Rows[Entry]:
        return lifecycle.LIVES

    def results(self, rows: Sequence[Entry], asked: AgreementFilter) -> list[Document]:
        awaited = lifecycle.awaited_of_types()
        return [agreement_line(each, asked.day, awaited.get(each.type_id or 0)) for each in rows]

    def more(self, asked: AgreementFilter) -> Document:
        return {"day": brief_date(asked.day.isoformat())}


class SourceList(Listing):
    """The sources that public statements cite."""

    operation, title, tag, component = "sources_list", "Sources", "sources", "SourceLine"
    filters, orders, order, page = for_api(SourceFilter), sources.ORDERS, "title", "/sources/"

    def base(self, **named: Any) -> Base:
        return facets.public_sources()

    def read(self, asked: Any) -> Rows[Any]:
        return sources.LINES

    def results(self, rows: Sequence[Any], asked: StrictFilterSet) -> list[Document]:
        return [source_line(each) for each in rows]


class FigureList(Listing):
    """Every measured value that a public statement gives."""

    operation, title, tag, component = "figures_list", "Figures", "figures", "Figure"
    filters, order, page = for_api(FigureFilter), "measure", "/figures/"
    orders = {sort: columns for sort, (_, columns) in figures.SORTS.items()}

    def base(self, **named: Any) -> Base:
        return facets.public_figures()

    def read(self, asked: Any) -> Rows[Any]:
        return figures.LINES

    def in_order(self, asked: StrictFilterSet, sort: str) -> Ordered | Arranged:
        return arranged(asked.held, asked.found().rows, sort, whole=asked.whole)

    def results(self, rows: Sequence[Any], asked: StrictFilterSet) -> list[Document]:
        return [figure(each) for each in rows]


class TermList(Listing):
    """The editors’ vocabulary: topics, types, roles, measures, units, tiers, each with its meaning."""

    operation, title, tag, component = "terms_list", "Terms", "vocabulary", "TermEntry"
    filters, order, page = for_api(TermFilter), "scheme", f"{CODEBOOK}#terms"
    orders = {"scheme": ("scheme", "order", "label", "pk"), "label": ("label", "pk")}

    def base(self, **named: Any) -> Base:
        return Base(Term.objects.all(), whole=True)

    def read(self, asked: Any) -> Rows[Term]:
        return _TERMS

    def results(self, rows: Sequence[Term], asked: StrictFilterSet) -> list[Document]:
        return [term_entry(each) for each in rows]


class PlaceList(Listing):
    """The places of the record, each with the larger one in which it lies."""

    operation, title, tag, component = "places_list", "Places", "vocabulary", "Place"
    filters, order, page = for_api(PlaceFilter), "name", f"{CODEBOOK}#places"
    orders = {"name": ("name", "pk"), "code": ("code", "pk")}

    def base(self, **named: Any) -> Base:
        return Base(Place.objects.all(), whole=True)

    def read(self, asked: Any) -> Rows[Place]:
        return _PLACES

    def results(self, rows: Sequence[Place], asked: StrictFilterSet) -> list[Document]:
        return [place_entry(each) for each in rows]
