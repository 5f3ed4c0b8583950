"""Entries of a like name: asked while a title is typed, and once more when it is saved."""

from difflib import SequenceMatcher

from partnership.models import Entry, Name
from partnership.text import fold

_MOST = 5
_LIKE = 0.82


def like_named(title: str, *, but: int | None = None) -> list[Entry]:
    """The entries whose title or another name reads like this one, the likest first. One pass over all names."""
    wanted = fold(title)
    if len(wanted) < 3:
        return []
    found: dict[int, float] = {}
    for pairs in (Entry.objects.values_list("pk", "title"), Name.objects.values_list("entry_id", "text")):
        for pk, text in pairs.iterator():
            likeness = _likeness(wanted, fold(text))
            if pk != but and likeness >= _LIKE:
                found[pk] = max(likeness, found.get(pk, 0))
    best = sorted(found, key=lambda pk: -found[pk])[:_MOST]
    rows = Entry.objects.in_bulk(best)
    return [rows[pk] for pk in best]


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1
    if min(len(one), len(other)) >= 6 and (one in other or other in one):
        return 0.9
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _LIKE and matcher.quick_ratio() >= _LIKE else 0
