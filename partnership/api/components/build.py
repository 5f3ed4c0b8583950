"""The words in which components are written: JSON Schema 2020-12, as OpenAPI 3.1 takes it."""

from typing import Any

Schema = dict[str, Any]


def said(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def text(description: str, **more: Any) -> Schema:
    return {"type": "string", "description": description, **more}


def number(description: str, **more: Any) -> Schema:
    return {"type": "integer", "description": description, **more}


def flag(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def path(description: str, **more: Any) -> Schema:
    return text(description, format="uri-reference", **more)


def address(description: str, **more: Any) -> Schema:
    return text(description, format="uri", **more)


def key(description: str, **more: Any) -> Schema:
    return text(description, pattern="^[23456789bcdfghjkmnpqrstvwxz]{10}$", examples=["7kq2mzx4rt"], **more)


def ref(name: str, description: str = "") -> Schema:
    found: Schema = {"$ref": f"#/components/schemas/{name}"}
    return said(found, description) if description else found


def many(items: Schema, description: str, **more: Any) -> Schema:
    return {"type": "array", "items": items, "description": description, **more}


def maybe(schema: Schema) -> Schema:
    """The same, or null where there is none."""
    if "$ref" in schema:
        plain = {name: value for name, value in schema.items() if name != "description"}
        found: Schema = {"anyOf": [plain, {"type": "null"}]}
        return said(found, schema["description"]) if "description" in schema else found
    return {**schema, "type": [schema["type"], "null"]}


def thing(description: str, properties: dict[str, Schema], *, always: tuple[str, ...] = ()) -> Schema:
    """An object with these properties and no other. `always`: those that no selection of fields leaves out."""
    found: Schema = {
        "type": "object",
        "description": description,
        "properties": properties,
        "additionalProperties": False,
    }
    return {**found, "required": list(always)} if always else found
