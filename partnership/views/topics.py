"""Topics: all of them as a tree, and one with the entries on it."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from partnership import listings
from partnership.documents import topic_document, topic_tree
from partnership.filters import EntryFilter
from partnership.models import Entry, Term
from partnership.queries import facets, trees
from partnership.queries.facets import Base
from partnership.views.answers import answer, asked_form, page_path
from partnership.views.entries import listed
from partnership.views.reading import one_address, plain, public


@plain
def every(request: HttpRequest) -> HttpResponseBase:
    counts = {tally.value: tally.count for tally in facets.of_entries().few("topic").whole()}
    tree = topic_tree(Term.objects.filter(scheme="topic").order_by("order", "label"), counts)
    return answer(request, "topics/tree.html", {"topics": tree}, section="topics")


@public
@one_address(EntryFilter)
def one(request: HttpRequest, code: str, facet: str = "") -> HttpResponseBase:
    """Its definition and neighbours, and the list of all entries on it or on narrower ones."""
    topic = get_object_or_404(Term.objects.select_related("broader"), scheme="topic", code=code)
    below = trees.terms("topic").below([topic.pk])
    on_topic = Entry.topics.through.objects.filter(entry=OuterRef("pk"), term__in=below)
    base = Base(Entry.objects.published().filter(Exists(on_topic)), lambda: facets.of_entries().any_of("topic", below))
    if facet or asked_form(request) not in ("", "json"):
        return listed(request, base, f"topic-{topic.code}", facet=facet, title=topic.label, section="topics")
    document = listings.of_entries(base, request.GET, page_path(request))
    document["topic"] = topic_document(topic, topic.narrower.order_by("order", "label"))
    return answer(request, "topics/topic.html", document, section="topics")
