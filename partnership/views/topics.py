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
from partnership.views.answers import Listed, a_list, answer
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
    base = Base(Entry.objects.published().filter(Exists(on_topic)), lambda held: held.any_of("topic", below))
    said = topic_document(topic, topic.narrower.order_by("order", "label"))
    of = Listed(
        lambda asked, path: {**listings.of_entries(base, asked, path), "topic": said},
        lambda facet, asked, path: listings.values_of_entries(facet, base, asked, path),
        lambda asked, path: listings.entries_taken(base, asked, path, f"topic-{topic.code}", topic.label),
    )
    return a_list(request, of, "topics/topic.html", facet=facet, title=topic.label, section="topics")
