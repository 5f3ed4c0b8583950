"""Topics: all of them as a tree, and one with the entries on it."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from partnership import listings
from partnership.documents import topic_document, topic_tree
from partnership.models import Entry, Term
from partnership.queries import facets, trees
from partnership.views.answers import answer, asked_form, download, page_path
from partnership.views.reading import plain, public


@plain
def every(request: HttpRequest) -> HttpResponseBase:
    counts = {tally.value: tally.count for tally in facets.topics(Entry.objects.published())}
    tree = topic_tree(Term.objects.filter(scheme="topic").order_by("order", "label"), counts)
    return answer(request, "topics/tree.html", {"topics": tree}, section="topics")


@public
def one(request: HttpRequest, code: str) -> HttpResponseBase:
    """Its definition and neighbours, and the list of all entries on it or on narrower ones."""
    topic = get_object_or_404(Term.objects.select_related("broader"), scheme="topic", code=code)
    below = trees.terms("topic").below([topic.pk])
    on_topic = Entry.topics.through.objects.filter(entry=OuterRef("pk"), term__in=below)
    base = Entry.objects.published().filter(Exists(on_topic))
    form = asked_form(request)
    if form not in ("", "json"):
        taken = listings.entries_taken(base, request.GET, page_path(request), f"topic-{topic.code}", topic.label)
        return download(request, form, taken)
    document = listings.of_entries(base, request.GET, page_path(request))
    document["topic"] = topic_document(topic, topic.narrower.order_by("order", "label"))
    return answer(request, "topics/topic.html", document, section="topics")
