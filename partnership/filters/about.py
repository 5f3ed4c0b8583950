"""What entries are about, as conditions: for lists of entries, and of what hangs on them."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from partnership.models import AgreementAction, Citation, Entry, Relation


def on_topics(terms: Collection[int]) -> Q:
    return Q(Exists(Entry.topics.through.objects.filter(entry=OuterRef("pk"), term__in=terms)))


def at_places(places: Collection[int]) -> Q:
    return Q(Exists(Entry.places.through.objects.filter(entry=OuterRef("pk"), place__in=places)))


def joined_to(institutions: Collection[int]) -> Q:
    """By a relation, either way, or by a step of an agreement."""
    return (
        Q(Exists(Relation.objects.filter(subject=OuterRef("pk"), object__in=institutions)))
        | Q(Exists(Relation.objects.filter(object=OuterRef("pk"), subject__in=institutions)))
        | Q(Exists(AgreementAction.objects.filter(agreement=OuterRef("pk"), party__in=institutions)))
    )


def citing(sources: Collection[int]) -> Q:
    return Q(Exists(Citation.objects.filter(statement__entry=OuterRef("pk"), source__in=sources)))
