"""Search without any database's search: every entry read, every phrase looked for. Slow, and surely right."""

from partnership import search
from partnership.models import Entry
from partnership.search.contents import entry_texts, for_index
from partnership.search.query import Group, Phrase
from partnership.search.ranking import score


def holds(text: str, phrase: Phrase) -> bool:
    words = text.split()
    size = len(phrase.words)
    for place in range(len(words) - size + 1):
        here = tuple(words[place : place + size])
        if here == phrase.words:
            return True
        if phrase.prefix and here[:-1] == phrase.words[:-1] and here[-1].startswith(phrase.words[-1]):
            return True
    return False


def answers(texts: dict[str, str], group: Group) -> bool:
    return any(
        all(any(holds(text, phrase) for text in texts.values()) for phrase in option) for option in group.options
    )


class Reading:
    """All published entries, read once."""

    def __init__(self) -> None:
        self.entries = [(entry, entry_texts(entry)) for entry in for_index(Entry.objects.published())]

    def slugs(self, typed: str) -> list[str]:
        """Of all that answer, the best first."""
        query = search.understood(typed)
        found = []
        for entry, texts in self.entries:
            wanted = all(answers(texts, group) for group in query.groups)
            if not query.empty and wanted and not any(answers(texts, group) for group in query.excluded):
                day = -entry.date_earliest.toordinal() if entry.date_earliest else 0
                found.append((-score(query, texts), entry.date_earliest is None, day, entry.key, entry.slug))
        return [each[-1] for each in sorted(found)]
