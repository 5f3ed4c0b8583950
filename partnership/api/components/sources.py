"""Sources: in lists of references, and read back with what was taken from each."""

from partnership.api.components.build import Schema, flag, key, many, maybe, number, path, ref, text, thing

_REFERENCE: dict[str, Schema] = {
    "id": key("The source’s key, which never changes."),
    "slug": text("The last part of its address; what the filter `source` takes."),
    "url": path("Its page; behind /api/v1 the same as data."),
    "title": text("Its title, in its own language."),
    "short": text("Author and year, or publisher and year."),
    "reference": text("The whole reference in one line: authors, date, title, publisher."),
    "opening": text("What stands before the title in it."),
    "stop": text("The full stop after the title, where it needs one."),
    "ending": text("What stands after the title."),
    "type": ref("SourceTypeTerm", "What kind of publication it is."),
    "weak": flag("Whether the copy that was read cannot be relied on alone."),
    "publisher": text("Who published it."),
    "language": text("Its language, as in BCP 47.", examples=["en", "tr", "ur"]),
    "address": text("Its address on the web; empty where it has none."),
}
_TIER = ref("Term", "How far such publications can be relied on.")
_DATE_IN_WORDS = text("When it was published, in words.")
_AUTHORS = many(ref("Author"), "Who wrote it, as CSL names.")

SOURCES: dict[str, Schema] = {
    "SourceTypeTerm": thing(
        "A type of source.", {"code": ref("SourceType"), "label": text("The same as a word to show.")}
    ),
    "Author": thing(
        "A name as the Citation Style Language has it: family and given, or literal for an organisation.",
        {
            "family": text("The family name."),
            "given": text("The given names."),
            "literal": text("The name of an organisation, or one that has no such parts."),
            "suffix": text("What follows, such as Jr."),
            "dropping-particle": text("A particle that is left out when sorting."),
            "non-dropping-particle": text("A particle that belongs to the family name."),
        },
    ),
    "Reference": thing(
        "A source as a list of references shows it, with the numbers under which a page cites it.",
        _REFERENCE
        | {
            "tier": _TIER,
            "date": _DATE_IN_WORDS,
            "notes": many(ref("ReferenceNote"), "The places in it that the page cites."),
        },
    ),
    "ReferenceNote": thing(
        "A place in a source with its number on the page.",
        {"number": number("The number.", minimum=1), "label": text("The place.")},
    ),
    "SourceLine": thing(
        "A source as a result of a list.",
        _REFERENCE
        | {
            "tier": _TIER,
            "date": ref("Date", "When it was published."),
            "authors": _AUTHORS,
            "taken": number("How many public statements cite it.", minimum=0),
        },
    ),
    "Source": thing(
        "A source read back: what was taken from it, in its own order, and where nothing was.",
        _REFERENCE
        | {
            "tier": ref("Tier", "How far such publications can be relied on."),
            "date": ref("Date", "When it was published."),
            "authors": _AUTHORS,
            "origin": maybe(ref("SourceName", "The source that it relays: both are one voice.")),
            "relays": many(ref("SourceName"), "Sources that relay this one."),
            "note": text("What the editors say about it."),
            "accessed": ref("Date", "When it was last read."),
            "copies": many(ref("Copy"), "Other addresses of the same text."),
            "identifiers": many(ref("Identifier"), "Its names elsewhere."),
            "taken": number("How many public statements cite it.", minimum=0),
            "entries": number("How many public entries do.", minimum=0),
            "parts": many(ref("SourcePart"), "Its parts in order, each with what was taken from it."),
            "gaps": many({"type": "string"}, "The parts from which nothing was taken."),
            "elsewhere": many(ref("Taken"), "What was taken from no part in particular."),
            "edition": number("The number of its present edition.", minimum=0),
            "changed": maybe(text("The day of its last change.", format="date")),
            "changed_at": maybe(text("The moment of its last change.", format="date-time")),
            "licence": ref("Licence"),
            "links": ref("Links"),
        },
    ),
    "Tier": thing(
        "A tier of sources.",
        {"code": text("Names the tier."), "label": text("How it reads."), "definition": text("What it means.")},
    ),
    "Copy": thing(
        "Another address of the same source.",
        {
            "address": text("The address; with a quotation, of its very words (text fragment)."),
            "kind": text("What it is: web archive, file, mirror."),
            "archived": text("When it was archived, in words."),
            "checked": text("When somebody last looked, in words."),
            "state": text("What was found then."),
        },
    ),
    "SourcePart": thing(
        "A part of a source.",
        {
            "label": text("Its name in the record.", examples=["P4"]),
            "display": text("How it reads.", examples=["¶ 4"]),
            "citations": many(ref("Taken"), "What was taken from it."),
        },
    ),
    "Taken": thing(
        "A statement that cites the source, with the place.",
        {
            "id": key("The citation’s key."),
            "locator": text("A finer place than the part: a page, a note."),
            "anchor": text("The words of the source that were a link there."),
            "quote": text("A short quotation, word for word."),
            "address": text("The address of the quoted words; empty without a quotation."),
            "stance": ref("Stance"),
            "note": text("What the editors add about this place."),
            "entry": ref("EntryName", "The entry that the statement is about."),
            "statement": ref("TakenStatement"),
            "first": flag("Whether it is the first citation of this statement in the list."),
        },
    ),
    "TakenStatement": thing(
        "A statement that rests on the source.",
        {
            "id": key("Its key."),
            "url": path("Its place on the page of its entry."),
            "card": path("Its own page."),
            "text": text("The sentence."),
            "voice": ref("Voice"),
            "voice_label": text("The voice as a word to show."),
            "claimant": maybe(ref("EntryName", "Whose judgement or claim it is.")),
            "rank": ref("Rank"),
            "grade": ref("Grade"),
        },
    ),
    "CitedSource": thing(
        "A source as the evidence card of a statement shows it.",
        _REFERENCE
        | {
            "tier": _TIER,
            "date": _DATE_IN_WORDS,
            "accessed": ref("Date", "When it was last read."),
            "copies": many(ref("Copy"), "Other addresses of the same text."),
            "relays": maybe(ref("SourceName", "The source that it relays.")),
        },
    ),
    "Figure": thing(
        "A measured value that a statement gives.",
        {
            "id": text(
                "The key of its statement, and its number among the values there.",
                pattern="^[23456789bcdfghjkmnpqrstvwxz]{10}-[1-9][0-9]*$",
                examples=["7kq2mzx4rt-1"],
            ),
            "measure": ref("Term", "What was measured."),
            "value": text("The value as text; empty where there are only bounds."),
            "low": maybe(text("At least so much, as a decimal in text so that nothing is rounded.")),
            "high": maybe(text("At most so much.")),
            "unit": maybe(ref("Term", "The unit.")),
            "approximate": flag("Whether the source itself gives it as a rough one."),
            "display": text("How it reads.", examples=["US$ 112 million"]),
            "as_of": ref("Date", "For when it holds."),
            "entry": ref("EntryName", "What it is a figure of."),
            "statement": ref("FigureStatement", "The statement that gives it."),
            "deprecated": flag("Whether the editors no longer rely on it."),
            "grade": ref("Grade"),
            "sources": many(ref("SourcePlace"), "The places in sources that say so."),
        },
    ),
    "FigureStatement": thing(
        "The statement that gives a figure.",
        {
            "id": key("Its key."),
            "url": path("Its place on the page of its entry."),
            "card": path("Its own page."),
            "text": text("The sentence."),
            "voice": ref("Voice"),
            "voice_label": text("The voice as a word to show."),
        },
    ),
}
