"""One operation of the schema, from what its view says of itself."""

import inspect
import re
from typing import Any

from drf_spectacular.openapi import AutoSchema

from partnership.api.components.build import Schema, ref
from partnership.api.problems import KINDS, MEDIA_TYPE

_HEADERS: dict[str, tuple[str, str]] = {
    "ETag": ("Names this state of the answer: send it back as `If-None-Match`.", "string"),
    "Last-Modified": ("When the public content last changed; at least midnight of today.", "string"),
    "Cache-Control": ("It may be kept, and is to be asked for again each time.", "string"),
    "Link": ("The next and the previous part of a list, the schema, the documentation, the licence.", "string"),
    "RateLimit": ("How many requests are left (`r`), and in how many seconds all are again (`t`).", "string"),
    "RateLimit-Policy": ("How many requests (`q`) in how many seconds (`w`).", "string"),
    "Retry-After": ("After how many seconds to ask again.", "integer"),
    "Allow": ("What may be asked.", "string"),
    "Location": ("The present address.", "string"),
}
_LIMITED = ("RateLimit", "RateLimit-Policy")
_OF_STATUS = {429: ("Retry-After",), 405: ("Allow",)}


# From a list to one of what it lists.
_FIRST = "$response.body#/results/0/"
LINKS: dict[str, Schema] = {
    name: {operation: {"operationId": operation, "parameters": {parameter: f"{_FIRST}{field}"}}}
    for name, operation, parameter, field in (
        ("entries_list", "entries_read", "key", "id"),
        ("kind_list", "entries_read", "key", "id"),
        ("tracker_list", "entries_read", "key", "id"),
        ("sources_list", "sources_read", "slug", "slug"),
        ("figures_list", "statements_read", "key", "statement/id"),
    )
}


class Operation(AutoSchema):
    def get_operation_id(self) -> str:
        return self.view.operation

    def get_summary(self) -> str:
        return self.view.title

    def get_description(self) -> str:
        return inspect.cleandoc(type(self.view).__doc__ or "")

    def get_tags(self) -> list[str]:
        return [self.view.tag]

    def get_auth(self) -> list[Schema]:
        return []

    def is_excluded(self) -> bool:
        return not self.view.operation or self.method != "GET"

    def _get_parameters(self) -> list[Schema]:
        return self.view.parameters()

    def _get_request_body(self, direction: str = "request") -> None:
        return None

    def _get_response_bodies(self, direction: str = "response") -> Schema:
        single, named = bool(re.search(r"{(key|slug)}", self.path)), "{" in self.path
        found = {"200": self._read(), "304": _headers({"description": "It is as it was: no body."}, "ETag")}
        if self.view.may_move:
            found["301"] = _headers({"description": "It has another address by now."}, "Location")
        for status in sorted({each.status for each in KINDS}):
            if (status != 404 or named) and (status != 410 or single):
                found[str(status)] = _failed(status)
        return dict(sorted(found.items()))

    def _read(self) -> Schema:
        answered: Schema = {
            "description": self.view.title,
            "content": {"application/json": {"schema": self.view.answer()}},
        }
        if links := LINKS.get(self.view.operation):
            answered["links"] = links
        return _headers(
            answered,
            *("ETag", "Cache-Control", "Link"),
            *_LIMITED,
        )


def _failed(status: int) -> Schema:
    kinds = [each for each in KINDS if each.status == status]
    content = {MEDIA_TYPE: {"schema": ref("Problem")}}
    described = {"description": " ".join(f"{each.title}. {each.meaning}" for each in kinds), "content": content}
    return _headers(described, *_OF_STATUS.get(status, ()))


def _headers(response: Schema, *names: str) -> Schema:
    described: dict[str, Any] = {
        name: {"description": _HEADERS[name][0], "schema": {"type": _HEADERS[name][1]}} for name in names
    }
    return {**response, "headers": described} if described else response
