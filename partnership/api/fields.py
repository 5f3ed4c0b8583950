"""Which fields of a document are asked for: `fields=id,title,statements.text`."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from partnership.api.components import COMPONENTS
from partnership.api.components.build import Schema
from partnership.filters import BadParameter
from partnership.filters.fields import shown

Chosen = dict[str, Any]


def chosen(asked: str, component: str) -> Chosen | None:
    """The names as a tree; None where all are asked for. Raises BadParameter for a name that the form has not."""
    if not asked.strip():
        return None
    tree: Chosen = {}
    for name in asked.split(","):
        within: Chosen = tree
        known: Schema | None = COMPONENTS[component]
        for part in name.strip().split("."):
            properties = known.get("properties", {}) if known else {}
            if part not in properties:
                raise _unknown(name, part, component, properties)
            known = _inner(properties[part])
            within = within.setdefault(part, {})
        within["*"] = None
    return tree


def _unknown(name: str, part: str, component: str, properties: Schema) -> BadParameter:
    if not properties:
        return BadParameter("fields", f"{shown(name)} goes further in than there is.", "Leave its last part out.")
    return BadParameter("fields", f"{shown(name)} is not a field here.", f"One of: {', '.join(properties)}.")


def selected(value: Any, tree: Chosen | None) -> Any:
    """The document with what was chosen, in its own order."""
    if tree is None or "*" in tree:
        return value
    if isinstance(value, list):
        return [selected(each, tree) for each in value]
    if isinstance(value, dict):
        return {name: selected(each, tree[name]) for name, each in value.items() if name in tree}
    return value


def _inner(schema: Schema) -> Schema | None:
    """The object that a property holds, directly, in a list or where it is not null."""
    if "$ref" in schema:
        found = COMPONENTS[schema["$ref"].rpartition("/")[2]]
        return found if "properties" in found else None
    if "items" in schema:
        return _inner(schema["items"])
    inner = (_inner(each) for each in schema.get("anyOf", ()))
    return next((each for each in inner if each), None)


@cache
def names(component: str) -> tuple[str, ...]:
    """Every name that `fields` takes for this form."""
    return tuple(_names(COMPONENTS[component]))


def _names(schema: Schema, before: str = "") -> Iterator[str]:
    for name, each in schema["properties"].items():
        yield f"{before}{name}"
        if inner := _inner(each):
            yield from _names(inner, f"{before}{name}.")
