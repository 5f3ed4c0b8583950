"""What all addresses of the API have in common: read only, one form, entity tags, a limit, problems in one shape."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_etags
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from partnership.api import problems, state
from partnership.api.fields import chosen, selected
from partnership.api.limits import PerClient
from partnership.api.operation import Operation
from partnership.documents.brief import Document, absolute
from partnership.filters import Address
from partnership.filters.strict import refuse_broken, refuse_unknown

ROOT = "/api/v1"
MISSING = "api-missing"
CACHING = "public, no-cache"  # kept by whoever likes, and asked for each time whether it is still good


class Resource(APIView):
    """Of its subclasses, the docstring is what the documentation says, and `operation` how programs call it."""

    schema = Operation()
    http_method_names: ClassVar = ["get", "head", "options"]
    throttle_classes: ClassVar = [PerClient]

    operation = ""
    title = ""
    tag = ""
    component = ""
    may_move = False

    @classmethod
    def answer(cls) -> Document:
        """The schema of the answer."""
        raise NotImplementedError

    @classmethod
    def parameters(cls) -> list[Document]:
        """What it can be asked for besides its path, as the schema has it."""
        return []

    def found(self, data: QueryDict, state: state.State, **named: Any) -> Document | HttpResponseBase:
        """The answer. Raises what `problems.answered` turns into one."""
        raise NotImplementedError

    def get(self, request: Request, **named: Any) -> HttpResponseBase:
        """The present state is read before the content: a tag is never of an older state than what it names."""
        now = state.now()
        tag = now.tag(Address(request.path, request.GET).plain)
        known = tag in parse_etags(request.headers.get("If-None-Match", ""))
        found = None if known else self.found(request.GET, now, **named)
        if isinstance(found, HttpResponseBase):
            return found
        modified = now.modified
        headers = {"ETag": tag} | ({"Last-Modified": http_date(modified)} if modified else {})
        response = Response(found, headers=headers | self.links(found))
        asked = get_conditional_response(request._request, etag=tag, last_modified=modified, response=response)
        if asked is None or asked.status_code == 412:
            raise problems.PreconditionFailed
        return asked

    def links(self, found: Document | None) -> dict[str, str]:
        """Where else to go, as a header: whoever reads a list needs not look into it."""
        said = [(f"{ROOT}/schema/", "service-desc"), (f"{ROOT}/docs/", "service-doc")]
        listed = [f'<{absolute(path)}>; rel="{rel}"' for path, rel in said]
        for name, rel in (("next", "next"), ("previous", "prev")):
            if found and found.get(name):
                listed.append(f'<{found[name]}>; rel="{rel}"')
        return {"Link": ", ".join([*listed, f'<{settings.SITE["content_licence"]["url"]}>; rel="license"'])}

    def options(self, request: Request, **named: Any) -> HttpResponse:
        return HttpResponse(status=204)

    def get_exception_handler(self) -> Any:
        return problems.answered

    def get_throttles(self) -> list[PerClient]:
        self.throttles: list[PerClient] = super().get_throttles()
        return self.throttles

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        for each in getattr(self, "throttles", ()):
            self.headers |= each.headers()
        found = super().finalize_response(request, response, *args, **kwargs)
        found.headers.setdefault("Cache-Control", CACHING)
        return found


class Single(Resource):
    """One thing."""

    def document(self, **named: Any) -> Document | HttpResponseBase:
        raise NotImplementedError

    def found(self, data: QueryDict, state: state.State, **named: Any) -> Document | HttpResponseBase:
        refuse_unknown(data, ("fields",))
        refuse_broken("fields", data.getlist("fields"), repeatable=False)
        fields = chosen(data.get("fields", ""), self.component)
        document = self.document(**named)
        return selected(document, fields) if isinstance(document, dict) else document


class Missing(Resource):
    """Whatever else is asked for below /api/. An address without its last slash leads to the one with it."""

    def get(self, request: Request, **named: Any) -> HttpResponseBase:
        if not request.path.endswith("/") and resolve(f"{request.path}/").url_name != MISSING:
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        raise Http404


def moved(request: HttpRequest, path: str) -> HttpResponsePermanentRedirect:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{ROOT}{path}{'?' if query else ''}{query}")
