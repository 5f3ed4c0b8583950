"""The environment of the templates of public pages, which are Jinja2; the admin's stay in Django's language."""

import re
from collections.abc import MutableMapping
from functools import cache
from typing import Any

from django.template.defaultfilters import pluralize, truncatechars
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import capfirst, slugify
from jinja2 import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr, Getattr
from markupsafe import Markup, escape

from partnership.documents import brief, cited
from partnership.documents.choice import from_list
from partnership.queries.sources import language_name
from partnership.templating import record, use

_GLOBALS = {
    "coins": record.coins,
    "conflict": record.conflict,
    "once": record.once,
    "static": cache(static),  # neither moves while the process runs
    "url": cache(lambda name, *args: reverse(name, args=args)),
    "use_of": use.use_of,
}
_FILTERS = {
    "absolute": brief.absolute,
    "as_form": brief.as_form,
    "as_json": brief.as_json,
    "by_kind": record.by_kind,
    "by_label": record.by_label,
    "by_year": record.by_year,
    "capfirst": capfirst,
    "coded": record.coded,
    "dated": record.dated,
    "day": record.day,
    "grade": record.grade,
    "host": record.host,
    "in_turn": record.in_turn,
    "item_of_line": cited.of_line,
    "item_of_source": cited.of_source_line,
    "language": language_name,
    "pick": record.pick,
    "pluralize": pluralize,
    "slugify": slugify,
    "thousands": record.thousands,
    "to_compare": from_list,
    "truncatechars": truncatechars,
}
_special = re.compile("[&<>\"']").search


class _Writing(CodeGenerator):
    """What is written goes through `OfDocuments.written`, where Jinja2 would call `escape`; what stands behind a full
    stop is looked up where it stands, for there are a thousand of these in a page, too."""

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:
        self.write(f"(it[{node.attr!r}] if type(it := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {node.attr!r} in it else environment.getattr(it, {node.attr!r}))")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write(f"environment.written({finalize.src or ''}")


class OfDocuments(Environment):
    """What stands behind a full stop is a key of the document, never a method of its dictionary: documents have
    `items` and `values` of their own. It also spares the attempt at an attribute, which fails for nearly every name."""

    code_generator_class = _Writing

    @staticmethod
    def written(value: Any) -> str:
        """The value as it stands in a page. There are a thousand in one; most are numbers, written already, or hold
        nothing that is to be escaped, which takes `escape` several times as long to find out."""
        kind = type(value)
        if kind is Markup or (kind is str and not _special(value)):
            return value
        return str(value) if kind is int else escape(value)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One dictionary for each template, where Jinja2 has two layers: their names are gone through one by one at
        each import, which is a fiftieth of a page. What is added to those of all later than that is not seen."""
        return {**self.globals, **(d or {})}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def environment(**options: Any) -> Environment:
    """Made once a process, by Django, which gives its loader and escapes in every template."""
    made = OfDocuments(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, **options)
    made.globals.update(_GLOBALS)
    made.filters.update(_FILTERS)
    return made
