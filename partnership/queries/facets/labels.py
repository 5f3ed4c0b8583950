"""How values that are rows are asked for and called: read when they are shown, and kept with the rest."""

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Model

from partnership.holdings import Snapshot
from partnership.models import Term
from partnership.queries.facets.counting import Label
from partnership.vocabulary import Kind

Labels = Callable[[Iterable[str]], Mapping[str, Label]]
Tree = list[tuple[int, str, str, int | None]]
_CHUNK = 500
_MOST = 20_000  # labels that are kept


def of_rows(snapshot: Snapshot, model: type[Model]) -> Labels:
    """By slug and title: of entries or of sources."""

    def read(values: Iterable[str]) -> Mapping[str, Label]:
        kept: dict[str, Label] = snapshot.derived(("labels", model), dict)
        missing = [int(value) for value in values if value not in kept]
        found = {}
        for start in range(0, len(missing), _CHUNK):
            some = model._default_manager.filter(pk__in=missing[start : start + _CHUNK]).order_by()
            found |= {str(pk): Label(slug, title) for pk, slug, title in some.values_list("pk", "slug", "title")}
        if len(kept) < _MOST:
            kept.update(found)
        return {value: label for value in values if (label := found.get(value) or kept.get(value))}

    return read


def of_words(label: Callable[[str], str] = str) -> Labels:
    """Values that say themselves what they are."""
    return lambda values: {value: Label(value, label(value)) for value in values}


def institutions(snapshot: Snapshot) -> Callable[[str], bool]:
    """Whether an entry that rows are joined to is one that readers may know of."""
    published = snapshot.any_of("entries", "kind", [Kind.INSTITUTION])
    return lambda value: int(value) in published


def tree(*schemes: str) -> Tree:
    terms = Term.objects.filter(scheme__in=schemes).order_by("order", "label")
    return list(terms.values_list("pk", "code", "label", "broader_id"))
