"""The small forms that every larger document is made of, and the fixed words."""

from partnership.api.components.build import Schema, address, flag, many, maybe, number, path, ref, text, thing
from partnership.meanings import FIXED, FORMS
from partnership.vocabulary import SCHEMES

EDTF = FORMS["edtf"].capitalize()


_SHOWN = ("copy-kind", "copy-state")  # documents hold what these words read like, not the words


def _words() -> dict[str, Schema]:
    """Each group of fixed words with the meaning of each word, as the codebook has them."""
    return {
        "".join(part.capitalize() for part in fixed.code.split("-")): text(
            f"{fixed.definition} "
            + " ".join(f"`{choice.value}`: {fixed.meanings[choice]}" for choice in fixed.choices),
            enum=[choice.value for choice in fixed.choices],
        )
        for fixed in FIXED
        if fixed.code not in _SHOWN
    }


COMMON: dict[str, Schema] = _words() | {
    "Date": thing(
        "A date as the source knows it, with the days that it can at most reach from and to.",
        {
            "edtf": text(f"{EDTF}. Empty where no date is known.", examples=["2003-06", "2020~"]),
            "earliest": maybe(text("The first day that it can mean; null where it is open.", format="date")),
            "latest": maybe(text("The last day that it can mean; null where it is open.", format="date")),
            "display": text("The same in words.", examples=["June 2003", "c. 2020"]),
        },
    ),
    "DateInWords": thing(
        "A date as written and in words.",
        {"edtf": text(f"{EDTF}. Empty where there is none."), "display": text("The same in words.")},
    ),
    "Term": thing(
        "A term of the vocabulary, which editors keep. The list of terms says what each means.",
        {"code": text("Names the term within its scheme; what a filter takes."), "label": text("How it reads.")},
    ),
    "Topic": thing(
        "A topic, with the page of all entries on it.",
        {
            "code": text("Names the topic; what the filter `topic` takes.", examples=["defence-industry"]),
            "label": text("How it reads."),
            "url": path("The page of the topic."),
        },
    ),
    "PlaceName": thing(
        "A place.",
        {"code": text("Names the place; what the filter `place` takes."), "name": text("How it is called.")},
    ),
    "EntryName": thing(
        "An entry, named by another. One that is not public is only said to be there: then all but the title is null.",
        {
            "kind": maybe(ref("Kind")),
            "slug": maybe(text("The last part of its address.")),
            "title": text("How it is called."),
            "url": maybe(path("Its page; behind /api/v1 the same as data.")),
        },
    ),
    "SourceName": thing(
        "A source, named shortly.",
        {
            "slug": text("The last part of its address."),
            "title": text("Its title, in its own language."),
            "url": path("Its page; behind /api/v1 the same as data."),
            "short": text("Author and year, or publisher and year.", examples=["Author & Other, 2021"]),
        },
    ),
    "Identifier": thing(
        "A name that somebody else has given to the same thing.",
        {"scheme": text("Who gives such names.", examples=["wikidata", "doi"]), "value": text("The name.")},
    ),
    "Licence": thing(
        "Under what the text and data may be used. Quotations and titles of works remain their owners’.",
        {
            "name": text("Its name.", examples=["CC BY 4.0"]),
            "url": address("Its text."),
        },
    ),
    "Revision": thing(
        "Which state of the whole public content was read. Each change that a reader may notice counts one on.",
        {
            "number": number("Its number; 0 before anything was published.", minimum=0),
            "changed_at": maybe(text("When it came about.", format="date-time")),
        },
        always=("number", "changed_at"),
    ),
    "Links": thing(
        "Where the same thing stands.",
        {
            "self": address("Its page."),
            "json": address("The page as JSON: this same document."),
        },
    ),
    "TermEntry": thing(
        "A term of the vocabulary with its meaning.",
        {
            "scheme": text("The scheme to which it belongs.", enum=list(SCHEMES)),
            "anchor": text("Its place in the codebook: /about/codebook/# and this."),
            "code": text("Names the term within its scheme."),
            "label": text("How it reads."),
            "inverse_label": text("Of a role: how it reads from the other end."),
            "definition": text("What it means; empty where nobody has said so yet."),
            "broader": maybe(ref("BroaderTerm", "The term that it is a special case of.")),
            "origin": text("The vocabulary that it is taken from; empty for one of our own."),
            "url": maybe(path("Of a topic: its page.")),
            "principal": flag("Of a role: whether it is shown in lists as who was party to something."),
            "joins": maybe(ref("Joins", "Of a role: which kinds it may join.")),
        },
    ),
    "BroaderTerm": thing(
        "A broader term.",
        {
            "code": text("Names the term within its scheme."),
            "label": text("How it reads."),
            "anchor": text("Its place in the codebook."),
        },
    ),
    "Joins": thing(
        "Which kinds of entry a role may join; an empty list means any.",
        {
            "subject": many(ref("Kind"), "Kinds of the entry that has the role."),
            "object": many(ref("Kind"), "Kinds of the entry towards which it has it."),
        },
    ),
    "Place": thing(
        "A place of the record.",
        {
            "anchor": text("Its place in the codebook."),
            "code": text("Names the place; what the filters `place` and `country` take."),
            "name": text("How it is called."),
            "within": maybe(ref("PlaceName", "The larger place in which it lies.")),
            "precision": ref("Precision"),
            "precision_label": text("The same as a word to show."),
            "latitude": maybe(text("In degrees north, as a decimal in text so that nothing is rounded.")),
            "longitude": maybe(text("In degrees east.")),
        },
    ),
}
