"""What search reads of an entry and of a source, field by field."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from django.db.models import Prefetch, QuerySet

from partnership.models import Citation, Entry, Source, Statement
from partnership.search.words import BREAK, words

_SEPARATED = f" {BREAK} "


def for_index(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """All that an entry's words are read from, and no more of the rows. In four queries."""
    of_source = (f"source__{each}" for each in ("title", "authors", "publisher"))
    cited = Citation.objects.select_related("source").only("statement", "position", *of_source)
    said = Statement.objects.only("entry", "text", "lead", "position")
    return entries.prefetch_related(
        "names",
        Prefetch("statements", said.order_by("position", "pk")),
        Prefetch("statements__citations", cited.order_by("position", "pk")),
    )


def written(entry: Entry) -> Iterator[tuple[str, list[str]]]:
    """The texts of an entry by field, as they are written. The lead stands in the summary and not again below."""
    statements = list(entry.statements.all())
    yield "title", [entry.title]
    yield "names", [name.text for name in entry.names.all()]
    yield "summary", [entry.summary]
    yield "statements", [each.text for each in statements if not each.lead]
    cited = (citation.source for each in statements for citation in each.cited)
    sources = {each.pk: each for each in cited}.values()
    yield "sources", [text for each in sources for text in of_source(each.title, each.authors, each.publisher)]


def of_source(title: str, authors: Iterable[Mapping[str, str]], publisher: str) -> list[str]:
    return [title, *makers(authors, publisher)]


def makers(authors: Iterable[Mapping[str, str]], publisher: str) -> list[str]:
    """Who wrote it and who published it."""
    names = (" ".join(filter(None, (each.get("given"), each.get("family"), each.get("literal"))))
             for each in authors)  # fmt: skip
    return [text for text in (*names, publisher) if text]


def joined(texts: Iterable[str]) -> str:
    """The words of several texts."""
    return apart(" ".join(words(text)) for text in texts)


def apart(texts: Iterable[str]) -> str:
    """Texts that are words with blanks between them already, so that no phrase reaches from one into the next."""
    return _SEPARATED.join(filter(None, texts))


def entry_texts(entry: Entry) -> dict[str, str]:
    return {field: joined(texts) for field, texts in written(entry)}


def source_texts(source: Source) -> dict[str, str]:
    return {"title": joined([source.title]), "makers": joined(makers(source.authors, source.publisher))}


def plain(entry: Entry) -> str:
    """Everything of an entry that search reads, in one text."""
    return "\n".join(chain.from_iterable(texts for _, texts in written(entry)))
