"""Rows with what hangs on them, each step of it at one prepared query."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import chain
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import F, ManyToManyField, ManyToOneRel, Model, Prefetch, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.utils.functional import cached_property

from partnership.prepared.queries import Query, ask_in_chunks, at_once, in_chunks

Row = TypeVar("Row", bound=Model)
_OF = "of_parent"  # what a row of a many-to-many relation is called that says whose it is


class Rows(Generic[Row]):
    """Rows by one of their columns, with all that the queryset would prefetch, each step at one prepared query."""

    def __init__(self, queryset: QuerySet[Row], by: str = "pk", kind: type = int) -> None:
        self._by = attrgetter(by)
        # In no order: to have one, SQLite would rather walk a whole index than look a few rows up.
        self._query = Query(lambda wanted: queryset.filter(**{f"{by}__in": wanted}).order_by(), wanted=[kind])
        below = list(_below(queryset))
        # What hangs on rows that are there is asked for at once, then what hangs on these, and so on.
        depths = sorted({len(each.path) for each in below})
        self._below = [[each for each in below if len(each.path) == depth] for depth in depths]

    def __call__(self, wanted: Sequence[Any]) -> list[Row]:
        """In the order of the values; what the queryset does not have is left out."""
        rows = {self._by(each): each for each in in_chunks(self._query, wanted)}
        found = [rows[each] for each in wanted if each in rows]
        self.fill(found)
        return found

    def one(self, wanted: Any) -> Row | None:
        return next(iter(self([wanted])), None)

    def fill(self, rows: Sequence[Row]) -> None:
        for step in self._below:
            asked = [(each, parents) for each in step if (parents := each.parents(rows))]
            if asked:
                with at_once(self._query.alias):
                    answers = [each.ask(parents) for each, parents in asked]
                for (each, parents), answer in zip(asked, answers, strict=True):
                    each.put(parents, answer())


class _Below(NamedTuple):
    """One step of what is prefetched: which relation of which rows, and where they keep it."""

    path: Sequence[str]
    name: str
    to: str | None
    queryset: QuerySet[Any]
    query: Query
    of: str  # the attribute of a row that says whose it is
    back: str | None  # the field of a row that leads back

    def parents(self, rows: Sequence[Model]) -> list[Any]:
        """Those for which nothing was read yet."""
        return [each for each in _reached(rows, self.path) if not self._done(each)]

    def ask(self, parents: Sequence[Any]) -> Callable[[], list[Any]]:
        return ask_in_chunks(self.query, list({each.pk: None for each in parents}))

    def put(self, parents: Sequence[Any], rows: Iterable[Any]) -> None:
        found: dict[int, list[Any]] = defaultdict(list)
        of = attrgetter(self.of)
        for row in rows:
            found[of(row)].append(row)
        for parent in parents:
            mine = found[parent.pk]
            if self.back:
                for row in mine:
                    row._state.fields_cache[self.back] = parent
            if self.to:
                setattr(parent, self.to, mine)
            else:
                _cache(parent)[self.name] = self._listed(parent, mine)

    def _done(self, parent: Any) -> bool:
        return hasattr(parent, self.to) if self.to else self.name in _cache(parent)

    def _listed(self, parent: Model, rows: list[Any]) -> QuerySet[Any]:
        """What `.all()` of the relation gives, as Django's own prefetching leaves it."""
        using = rows[0]._state.db if rows else None
        return _Listed(self.queryset.model, self.queryset.query, using).hold(rows, (parent, self.name, self.queryset))


class _Listed(QuerySet[Any]):
    """Rows of a relation that are there already. The query of the relation, to narrow them down or to change them, is
    put together only when it is asked for, which costs as much as to read them."""

    _rows: list[Any]
    _of: tuple[Any, str, QuerySet[Any]]  # whose they are, by which relation, and that as it is read for many

    def hold(self, rows: list[Any], of: tuple[Any, str, QuerySet[Any]]) -> "_Listed":
        self.__dict__.update(_result_cache=rows, _prefetch_done=True, _rows=rows, _of=of)
        return self

    @cached_property
    def _relation(self) -> QuerySet[Any]:
        parent, name, rows = self._of
        found: QuerySet[Any] = getattr(parent, name)._apply_rel_filters(rows.all())
        return found

    @property
    def query(self) -> Any:  # type: ignore[override]
        return self._relation.query

    @property
    def ordered(self) -> bool:
        return self._of[2].ordered

    def _clone(self) -> Any:
        return self._relation.all()

    def __deepcopy__(self, memo: dict[int, Any]) -> "_Listed":
        """With its rows, which Django's own would read anew."""
        parent, name, rows = self._of
        made = memo[id(self)] = _Listed(self.model, rows.query)
        return made.hold(deepcopy(self._rows, memo), (deepcopy(parent, memo), name, rows))

    def __reduce__(self) -> Any:
        raise TypeError(
            "Rows that were read for many are not to be pickled: the query that read them would come along."
        )


def _cache(row: Any) -> dict[str, QuerySet[Any]]:
    found: dict[str, QuerySet[Any]] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    return found


def _below(queryset: QuerySet[Any], path: Sequence[str] = ()) -> Iterator[_Below]:
    for lookup in queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
        prefetch = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
        *steps, name = prefetch.prefetch_through.split(LOOKUP_SEP)
        model: Any = queryset.model
        for step in steps:
            model = model._meta.get_field(step).related_model
        relation = model._meta.get_field(name)
        rows = prefetch.queryset
        if rows is None:
            rows = relation.related_model._default_manager.all()
        whole = [*path, *steps]
        yield _Below(whole, name, prefetch.to_attr, rows, *_joined(relation, rows))
        yield from _below(rows, [*whole, prefetch.to_attr or name])


def _joined(relation: Any, rows: QuerySet[Any]) -> tuple[Query, str, str | None]:
    """The rows of a relation by whose they are; what of a row says whose it is; the field that leads back."""
    if isinstance(relation, ManyToManyField):
        back = relation.related_query_name()
        query = Query(lambda wanted: rows.filter(**{f"{back}__in": wanted}).annotate(**{_OF: F(back)}), wanted=[int])
        return query, _OF, None
    if isinstance(relation, ManyToOneRel):
        field = relation.field
        query = Query(lambda wanted: rows.filter(**{f"{field.name}__in": wanted}), wanted=[int])
        return query, field.attname, field.name
    raise TypeError(f"{relation} is neither many-to-many nor what refers here.")


def _reached(rows: Sequence[Any], path: Sequence[str]) -> list[Any]:
    """The rows at the end of a path of relations that are there already."""
    for step in path:
        kept = (_related(each, step) for each in rows)
        rows = list(chain.from_iterable(kept))
    return list(rows)


def _related(row: Any, step: str) -> Iterable[Any]:
    """What a row is joined to by a relation, or what stands under the name that a Prefetch gave."""
    if step in row.__dict__:
        return row.__dict__[step]
    relation = row._meta.get_field(step)
    if not (relation.one_to_many or relation.many_to_many):
        one = getattr(row, step, None)
        return [] if one is None else [one]
    return _cache(row)[step]
