"""The documentation for readers, and the way from a form to the address that it means."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from partnership.api import guide, problems
from partnership.api.limits import in_words
from partnership.api.resource import Resource
from partnership.api.state import State
from partnership.api.window import LARGEST, SIZE
from partnership.documents.brief import Document
from partnership.filters.strict import MOST_VALUES, refuse_broken, refuse_unknown
from partnership.queries import data_set


class Page(Resource):
    """A page in the design of the site, read only like all else here."""

    throttle_classes: ClassVar = []

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[JSONRenderer, str]:
        return JSONRenderer(), JSONRenderer.media_type  # of problems only

    def get_exception_handler(self) -> Any:
        """What is not there is not there as on all pages."""
        return lambda error, context: None if isinstance(error, Http404) else problems.answered(error, context)

    def shown(self, template: str, **context: Any) -> HttpResponse:
        listed = guide.operations()
        common = {"groups": guide.groups(listed), "section": "about", "base": settings.SITE["url"]}
        return render(self.request._request, f"api/{template}.html", common | context)


class Guide(Page):
    def found(self, data: QueryDict, state: State, **named: Any) -> HttpResponse:
        refuse_unknown(data, ())
        numbers = {"size": SIZE, "largest": LARGEST, "limit": in_words()}
        return self.shown("guide", problems=problems.KINDS, here="guide", **numbers)


class OperationPage(Page):
    def found(self, data: QueryDict, state: State, **named: Any) -> HttpResponse:
        refuse_unknown(data, ())
        operation = _operation(named["name"])
        typed = guide.typed(operation["name"], data_set.examples())
        fields = [each | {"typed": typed.get(each["name"], "")} for each in operation["parameters"]]
        return self.shown(
            "operation", most=MOST_VALUES, operation=operation | {"parameters": fields}, here=operation["name"]
        )


class Forms(Page):
    def found(self, data: QueryDict, state: State, **named: Any) -> HttpResponse:
        refuse_unknown(data, ())
        return self.shown("forms", kinds=guide.forms(), here="forms")


class Try(Page):
    """Leads from a form, which names a part of a path like any other field, to the address of the call."""

    def found(self, data: QueryDict, state: State, **named: Any) -> HttpResponse:
        operation = _operation(named["name"])
        refuse_unknown(data, [each["name"] for each in operation["parameters"]])
        for each in operation["parameters"]:
            refuse_broken(each["name"], data.getlist(each["name"]), repeatable=each["several"])
        path, query = guide.address(operation, data)
        return HttpResponseRedirect(f"{path}?{urlencode(query, safe=',')}" if query else path)


def _operation(name: str) -> Document:
    found = guide.operations().get(name)
    if found is None:
        raise Http404
    return found
