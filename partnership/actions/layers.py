"""The content that the repository carries, as fixtures laid one over the other.

A later layer may hold a record that an earlier one holds, too: an entry of the article with what the wider corpus adds
to it. It then holds it whole, and stands over the earlier one.
"""

from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from django.db.models import F

from partnership.models import Edition, Entry, Load, Place, Source, Term
from partnership.records import Row, complete, for_record, form_of, record

LAYERS = ("terms", "article", "extended")
_ORDER: dict[Any, Any] = {
    Term: attrgetter("scheme", "order", "code"),
    Place: attrgetter("code"),
    Source: attrgetter("slug"),
    Entry: attrgetter("kind", "slug"),
}
# Where a row belongs that came in no layer: editors made it.
_AT_HOME = {"term": "terms", "place": "terms", "source": "article", "entry": "article"}


def held(layer: str) -> Iterator[dict]:
    """The records of a layer in its canonical order, as they are now.

    What a later layer stands over is given as this layer had it.
    """
    # Sorted here: each database sorts text after its own fashion.
    rows = [row for model, key in _ORDER.items() for row in sorted(for_record(model.objects.all()), key=key)]
    editions = _editions()
    others = set(Load.objects.filter(name__in=LAYERS).values_list("name", flat=True))
    found: list[Row | int] = []
    for row in rows:
        loads = editions.get((form_of(row), row.pk), {})
        top = max(loads, key=LAYERS.index, default=None) or _home(row, others)
        if top == layer:
            found.append(row)
        elif layer in loads:
            found.append(loads[layer])
    covered = Edition.objects.in_bulk([each for each in found if isinstance(each, int)])
    for each in found:
        yield complete(covered[each].record) if isinstance(each, int) else record(each)


def _home(row: Row, loaded: set[str]) -> str:
    """With the last layer that is there, so that what editors add to it is kept in it."""
    home = _AT_HOME[form_of(row)]
    return LAYERS[-1] if home == "article" and LAYERS[-1] in loaded else home


def _editions() -> dict[tuple[str, int], dict[str, int]]:
    """For each row the layers that it came in, each with its last edition of that layer, editors' work included."""
    found: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    columns = ("entry_id", "source_id", "term_id", "place_id")
    rows = Edition.objects.annotate(layer=F("load__name")).order_by("number").values_list("pk", "layer", *columns)
    current: dict[tuple[str, int], str] = {}
    for pk, layer, *owners in rows:
        of = next((name.removesuffix("_id"), owner) for name, owner in zip(columns, owners, strict=True) if owner)
        if layer in LAYERS:
            current[of] = layer
        if of in current:
            found[of][current[of]] = pk
    return found


def stands_over(name: str, row: Row) -> tuple[str, dict] | None:
    """The later layer that stands over this one in a row, and the record that this one had; none where none does."""
    if name not in LAYERS:
        return None
    editions = Edition.objects.filter(**{form_of(row): row.pk}, load__name__in=LAYERS).order_by("number")
    held = list(editions.annotate(layer=F("load__name")).values_list("layer", "record"))
    later = [layer for layer, _ in held if LAYERS.index(layer) > LAYERS.index(name)]
    mine = [found for layer, found in held if layer == name]
    return (later[-1], mine[-1]) if later and mine else None
