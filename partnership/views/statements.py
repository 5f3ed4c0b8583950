"""The evidence card of one statement."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from partnership.documents import cited
from partnership.exports import Subject
from partnership.public import statement_with
from partnership.views.answers import answer, asked_form, data
from partnership.views.reading import plain


@plain
def one(request: HttpRequest, key: str) -> HttpResponseBase:
    found, document = statement_with(key)
    if asked_form(request):
        return data(request, lambda: document, Subject.of_statement(found, document))
    cite = cited.of_statement(found)
    return answer(request, "statements/statement.html", document, section=found.entry.kind, cite=cite)
