"""The data set as a whole, and what its fields and words mean: as pages and as data."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from partnership.documents.brief import Document
from partnership.documents.codebook import codebook
from partnership.documents.data_set import data_set
from partnership.exports import LINKED, LISTED, About, Subject, linked
from partnership.models import Place, Term
from partnership.views.answers import answer, asked_form, download
from partnership.views.reading import plain


@plain
def described(request: HttpRequest) -> HttpResponseBase:
    document = data_set(LISTED)
    return _answered(request, "site/data.html", document, "data", linked.data_set_graph)


@plain
def meanings(request: HttpRequest) -> HttpResponseBase:
    terms = Term.objects.select_related("broader").order_by("order", "label")
    document = codebook(terms, Place.objects.select_related("within").order_by("name", "pk"))
    return _answered(request, "site/codebook.html", document, "codebook", linked.codebook_graph)


def _answered(
    request: HttpRequest, template: str, document: Document, name: str, graph: Callable[[Document], Any]
) -> HttpResponseBase:
    if asked_form(request) in LINKED:
        about = About(name, name.capitalize(), document["url"])
        return download(request, asked_form(request), Subject.of_graph(about, lambda: graph(document)))
    return answer(request, template, document, section="about")
