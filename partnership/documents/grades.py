"""Why a statement has the grade that it has, in one sentence."""

from collections.abc import Iterable

from partnership.documents.references import by
from partnership.models import Citation, Source
from partnership.queries.grades import by_voice, strong, supporting


def why(citations: Iterable[Citation]) -> str:
    """Says what the grade was worked out from: the same rule, in words. Hidden origins are not named."""
    found = supporting(citations)
    if sure := strong(found):
        source = sure[0].source
        return f"{_speaker(source)} is a source of the tier “{source.tier.label}”, of which one is enough."
    voices = [each[0].source for each in by_voice(found).values()]
    if len(voices) > 1:
        names = _joined([_speaker(each) for each in voices])
        return f"{len(voices)} voices that do not depend on each other say so: {names}."
    if voices:
        sources = len({each.source_id for each in found if not each.source.weak})
        more = f" Its {sources} sources count as one voice." if sources > 1 else ""
        return f"Only {_speaker(voices[0])} says so, and is neither a primary nor a scholarly source.{more}"
    if found:
        if len({each.source_id for each in found}) == 1:
            return "The one source that says so cannot be relied on alone."
        return "None of the sources that say so can be relied on alone."
    return "Nothing supports it."


def _speaker(source: Source) -> str:
    """The publisher, whose independence counts, else the author."""
    return source.publisher or by(source)


def _joined(names: list[str]) -> str:
    listed = list(dict.fromkeys(names))
    return f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else listed[0]
