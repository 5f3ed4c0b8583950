"""The schema of the whole API, and the address that serves it."""

from functools import cache
from typing import Any

from django.http import QueryDict
from drf_spectacular.generators import SchemaGenerator

from partnership.api.components import COMPONENTS
from partnership.api.components.build import Schema
from partnership.api.resource import Resource
from partnership.api.state import State
from partnership.documents.brief import Document
from partnership.filters.strict import refuse_unknown


@cache
def schema() -> Schema:
    """OpenAPI 3.1: the operations from the views, the components as they stand. The same for every content."""
    found: Schema = SchemaGenerator().get_schema(request=None, public=True)
    return {**found, "components": {"schemas": dict(sorted(COMPONENTS.items()))}}


class SchemaAnswer(Resource):
    """This schema: OpenAPI 3.1, in JSON."""

    operation, title, tag, component = "schema", "The schema", "about", ""

    @classmethod
    def answer(cls) -> Schema:
        return {"type": "object", "description": "An OpenAPI document.", "required": ["openapi", "paths"]}

    def found(self, data: QueryDict, state: State, **named: Any) -> Document:
        refuse_unknown(data, ())
        return schema()
