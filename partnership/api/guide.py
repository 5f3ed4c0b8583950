"""The documentation, from the schema: what each operation takes and answers, and what each form holds."""

from urllib.parse import quote

from django.http import QueryDict

from partnership.api.components.build import Schema
from partnership.api.openapi import schema
from partnership.api.parameters import SEVERAL
from partnership.documents.brief import Document
from partnership.filters import BadParameter
from partnership.models import Entry, Source, Statement
from partnership.vocabulary import Kind

TAGS = {
    "about": "About the record",
    "entries": "Entries",
    "agreements": "Agreements",
    "statements": "Statements",
    "sources": "Sources",
    "figures": "Figures",
    "vocabulary": "Vocabulary",
}
# What stands in a form to begin with, so that its first call shows something.
TYPED = {
    "entries_list": {"evidence": "well-sourced", "limit": "3", "fields": "id,title,date.display,grade"},
    "kind_list": {"plural": "agreements", "sort": "date", "limit": "3", "fields": "title,date,parties"},
    "tracker_list": {"on": "2020", "limit": "3", "fields": "title,stage,pending"},
    "sources_list": {"sort": "-date", "limit": "3", "fields": "slug,reference,taken"},
    "figures_list": {"limit": "3", "fields": "measure.label,display,as_of.display,entry.title"},
    "terms_list": {"scheme": "role", "limit": "3", "fields": "code,label,inverse_label,definition"},
    "places_list": {"precision": "city", "limit": "3"},
    "entries_read": {"fields": "title,summary,grade"},
    "entries_at": {"fields": "title,facts.label,facts.display"},
    "statements_read": {"fields": "text,grade_reason,citations.label,citations.quote"},
    "sources_read": {"fields": "reference,taken,gaps"},
}
_FORMATS = {"edtf": "date in EDTF", "date": "day", "date-time": "moment", "cursor": "cursor"}
_FORMATS |= {"uri": "address", "uri-reference": "path"}
_WORDS = {"string": "text", "integer": "whole number", "boolean": "true or false", "object": "object", "null": "null"}


def operations() -> dict[str, Document]:
    """By their names, in the order of the addresses."""
    found = (_operation(path, item["get"]) for path, item in schema()["paths"].items())
    return {each["name"]: each for each in found}


def groups(listed: dict[str, Document]) -> list[Document]:
    return [
        {"label": label, "operations": [each for each in listed.values() if each["tag"] == tag]}
        for tag, label in TAGS.items()
    ]


def _operation(path: str, item: Schema) -> Document:
    answers = [_answer(status, each) for status, each in item["responses"].items()]
    form = next((each["type"] for each in answers if each["status"] == "200"), None)
    return {
        "name": item["operationId"],
        "path": path,
        "title": item["summary"],
        "description": item["description"].split("\n\n"),
        "tag": item["tags"][0],
        "parameters": [_parameter(each) for each in item.get("parameters", ())],
        "answers": answers,
        "form": form,
        "chosen_from": _chosen_from(form["form"]) if form else "",
    }


def _chosen_from(form: str) -> str:
    """The form whose fields can be chosen: of a list, that of its results."""
    found = schema()["components"]["schemas"].get(form, {}).get("properties", {}).get("results")
    return type_of(found)["form"] if found else form


def _parameter(item: Schema) -> Document:
    several = item["schema"].get("type") == "array"
    inner = item["schema"]["items"] if several else item["schema"]
    # The names that `fields` takes are those of the form, which is linked; they would fill the page.
    listed = [] if item["name"] == "fields" else inner.get("enum", [])
    return {
        "name": item["name"],
        "in_path": item["in"] == "path",
        "description": item["description"].removesuffix(SEVERAL),
        "type": type_of(inner),
        "several": several,
        "listed": listed,
        "values": item.get("x-values"),
        "default": inner.get("default", ""),
        "example": inner.get("examples", [""])[0],
        "least": inner.get("minimum", ""),
        "most": inner.get("maximum", ""),
    }


def _answer(status: str, item: Schema) -> Document:
    media_type, content = next(iter(item.get("content", {}).items()), ("", None))
    return {
        "status": status,
        "description": item["description"],
        "media_type": media_type,
        "type": type_of(content["schema"]) if content else None,
        "headers": [
            {"name": name, "description": each["description"]} for name, each in item.get("headers", {}).items()
        ],
    }


def type_of(item: Schema) -> Document:
    """How a type reads: words, the form that it leads to, whether it may be null or is a list."""
    if "items" in item:
        return {**type_of(item["items"]), "list": True}
    if "anyOf" in item:
        inner, *others = item["anyOf"]
        return {**type_of(inner), "null": {"type": "null"} in others}
    if "$ref" in item:
        return {"form": item["$ref"].rpartition("/")[2], "word": "", "list": False, "null": False}
    named = item["type"] if isinstance(item["type"], list) else [item["type"]]
    word = _FORMATS.get(item.get("format", "")) or _WORDS[named[0]]
    return {"form": "", "word": word, "list": False, "null": "null" in named}


def forms() -> list[Document]:
    """Every form of an answer, in three groups: whole answers and results of lists, their parts, the fixed words."""
    found = {name: _form(name, each) for name, each in schema()["components"]["schemas"].items()}
    answered = [each["form"]["form"] for each in operations().values()]
    whole = dict.fromkeys(["Root", *filter(None, map(_chosen_from, answered)), *filter(None, answered), "Problem"])
    words = [name for name, each in found.items() if each["words"]]
    parts = [name for name in found if name not in whole and name not in words]
    grouped = {"Answers": whole, "Their parts": parts, "Fixed words": words}
    return [{"label": label, "forms": [found[name] for name in names]} for label, names in grouped.items()]


def _form(name: str, item: Schema) -> Document:
    about, _, meanings = item["description"].partition(" `")
    return {
        "name": name,
        "description": about if "enum" in item else item["description"],
        "words": [_word(each) for each in f"`{meanings}".split(" `")] if "enum" in item else [],
        "properties": [
            {
                "name": property,
                "type": type_of(each),
                "description": each.get("description") or _said(each),
                "listed": each.get("enum", []),
                "example": (each.get("examples") or [""])[0],
            }
            for property, each in item.get("properties", {}).items()
        ],
    }


def _word(text: str) -> Document:
    code, _, meaning = text.strip("`").partition("`: ")
    return {"code": code, "meaning": meaning}


def _said(item: Schema) -> str:
    """What the form that it leads to says of itself."""
    name = item.get("anyOf", [item])[0]["$ref"].rpartition("/")[2]
    return schema()["components"]["schemas"][name]["description"].partition(" `")[0]


def typed(name: str, examples: tuple[Entry | None, Statement | None, Source | None]) -> dict[str, str]:
    """What the form of an operation holds to begin with."""
    entry, statement, source = examples
    of_path: dict[str, dict[str, str]] = {
        "entries_read": {"key": entry.key} if entry else {},
        "entries_at": {"plural": Kind(entry.kind).plural, "slug": entry.slug} if entry else {},
        "statements_read": {"key": statement.key} if statement else {},
        "sources_read": {"slug": source.slug} if source else {},
    }
    return TYPED.get(name, {}) | of_path.get(name, {})


def address(operation: Document, data: QueryDict) -> tuple[str, list[tuple[str, str]]]:
    """The path and the query of a call, without what was left blank. Raises BadParameter for a part that is missing."""
    path, query = operation["path"], []
    for each in operation["parameters"]:
        values = [value for value in data.getlist(each["name"]) if value.strip()]
        if not each["in_path"]:
            query += [(each["name"], value) for value in values]
        elif not values:
            raise BadParameter(each["name"], "It is missing.", each["description"])
        else:
            path = path.replace(f"{{{each['name']}}}", quote(values[0].strip(), safe=""))
    return path, query
