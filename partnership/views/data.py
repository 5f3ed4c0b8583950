"""The data set as a whole, and what its fields and words mean: as pages and as data."""

from django.http import HttpRequest, HttpResponse

from partnership.documents.brief import Document
from partnership.documents.codebook import codebook
from partnership.documents.data_set import data_set
from partnership.exports import FORMS, LINKED, Subject, linked
from partnership.models import Place, Term
from partnership.views.answers import answer, asked_form, download
from partnership.views.reading import plain


@plain
def described(request: HttpRequest) -> HttpResponse:
    document = data_set(FORMS.values())
    return _answered(
        request, "site/data.html", document, Subject("data", tuple, lambda: linked.data_set_graph(document))
    )


@plain
def meanings(request: HttpRequest) -> HttpResponse:
    terms = Term.objects.select_related("broader").order_by("order", "label")
    document = codebook(terms, Place.objects.select_related("within").order_by("name", "pk"))
    subject = Subject("codebook", tuple, lambda: linked.codebook_graph(document))
    return _answered(request, "site/codebook.html", document, subject)


def _answered(request: HttpRequest, template: str, document: Document, subject: Subject) -> HttpResponse:
    if asked_form(request) in LINKED:
        return download(request, asked_form(request), subject)
    return answer(request, template, document, section="about")
