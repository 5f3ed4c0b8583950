"""How well a statement is evidenced, and by how many voices."""

from collections.abc import Iterable

from partnership.models import Citation, Source
from partnership.text import folded
from partnership.vocabulary import STRONG_TIERS, Grade, Stance


def voice_of(source: Source) -> str:
    """Who speaks in a source: the publisher of what it relays, else its own. Two reprints are one voice."""
    seen = {source.pk}
    while source.origin is not None and source.origin_id not in seen:
        source = source.origin
        seen.add(source.pk)
    return folded(source.publisher) or f"source {source.pk}"


def supporting(citations: Iterable[Citation]) -> list[Citation]:
    return [each for each in citations if each.stance == Stance.SUPPORTS]


def strong(citations: Iterable[Citation]) -> list[Citation]:
    """Those of which one is enough: primary or scholarly sources whose copy can be relied on."""
    return [each for each in citations if not each.source.weak and each.source.tier.code in STRONG_TIERS]


def by_voice(citations: Iterable[Citation]) -> dict[str, list[Citation]]:
    """Supporting citations of sources that are not weak, those of one voice together."""
    voices: dict[str, list[Citation]] = {}
    for each in supporting(citations):
        if not each.source.weak:
            voices.setdefault(voice_of(each.source), []).append(each)
    return voices


def grade_of(citations: Iterable[Citation]) -> Grade:
    """The grade of one statement, from supporting citations only.

    Well-sourced: a primary or scholarly source, or two publishers independent of each other; single-source: one
    publisher; in both, sources marked weak do not count. Weak: only such. Unsourced: nothing supports it.
    """
    found = supporting(citations)
    if strong(found):
        return Grade.WELL_SOURCED
    if voices := len(by_voice(found)):
        return Grade.WELL_SOURCED if voices > 1 else Grade.SINGLE_SOURCE
    return Grade.WEAK if found else Grade.UNSOURCED
