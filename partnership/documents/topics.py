"""Topics: the tree of all, and one with its neighbours in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from partnership.documents.brief import Document, absolute, as_json, topic
from partnership.models import Term


def topic_tree(terms: Iterable[Term], counts: Mapping[str, int]) -> list[Document]:
    """The broadest topics, each with its narrower ones inside; counts include what is below."""
    below: dict[int | None, list[Term]] = defaultdict(list)
    for term in terms:
        below[term.broader_id].append(term)

    def grown(term: Term) -> Document:
        return topic(term) | {
            "definition": term.definition,
            "count": counts.get(term.code, 0),
            "narrower": [grown(each) for each in below[term.pk]],
        }

    return [grown(each) for each in below[None]]


def topic_document(term: Term, narrower: Iterable[Term]) -> Document:
    url = f"/topics/{term.code}/"
    return topic(term) | {
        "definition": term.definition,
        "origin": term.origin,
        "broader": topic(term.broader) if term.broader else None,
        "narrower": [topic(each) for each in narrower],
        "links": {"self": absolute(url), "json": absolute(as_json(url))},
    }
