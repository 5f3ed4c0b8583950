"""The evidence card of one statement."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from partnership.documents import cited, statement_card
from partnership.exports import Subject
from partnership.models import Statement
from partnership.queries import statements
from partnership.views import errors
from partnership.views.answers import answer, asked_form, data
from partnership.views.reading import plain
from partnership.vocabulary import Status


@plain
def one(request: HttpRequest, key: str) -> HttpResponseBase:
    """As public as its entry: not there before that is published, gone when that is withdrawn."""
    rows = Statement.objects.filter(entry__published_at__isnull=False)
    found = statements.for_card(rows).filter(key=key).first()
    if found is None:
        raise Http404
    if found.entry.status != Status.PUBLISHED:
        return errors.gone(request)
    relayed = [each.source.origin for each in found.citations.all()]
    document = statement_card(
        found,
        statements.disputes(found),
        statements.siblings(found),
        statements.public_among(relayed),
        statements.last_change(found),
    )
    if asked_form(request):
        return data(request, lambda: document, Subject.of_statement(found, document))
    cite = cited.of_statement(found)
    return answer(request, "statements/statement.html", document, section=found.entry.kind, cite=cite)
