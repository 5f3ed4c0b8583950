"""Whether an answer has the form that the schema gives it."""

from typing import Any

import jsonschema_rs

from partnership.api.components import COMPONENTS

FOUND_BY_WORDS = {"title_marked", "summary_marked", "matches"}


def complete(schema: Any) -> Any:
    """The same, but with every property of an object there: what holds where `fields` leaves nothing out."""
    if isinstance(schema, list):
        return [complete(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: complete(each) for name, each in schema.items()}
    optional = {"family", "parameter"} & set(schema.get("properties", {}))
    if schema.get("additionalProperties") is False and not optional:
        # Where no words are looked for, nothing says where they stand.
        found["required"] = [each for each in schema["properties"] if each not in FOUND_BY_WORDS]
    return found


def faults(document: Any, component: str) -> list[str]:
    """Where the document and its component differ."""
    schemas = {name: complete(each) for name, each in COMPONENTS.items()}
    whole = {"$ref": f"#/components/schemas/{component}", "components": {"schemas": schemas}}
    validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return [
        f"{'/'.join(map(str, error.instance_path))}: {error.message[:200]}" for error in validator.iter_errors(document)
    ]
