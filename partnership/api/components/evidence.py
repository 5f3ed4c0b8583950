"""Statements, what they establish, and the places in sources that they rest on."""

from partnership.api.components.build import Schema, address, flag, key, many, maybe, number, path, ref, text, thing
from partnership.vocabulary import FIELD_NAMES

_STATEMENT: dict[str, Schema] = {
    "id": key("The statement’s key, which never changes: its address is /statements/ and this."),
    "url": path("Its place on the page of its entry."),
    "text": text("The sentence."),
    "lead": flag("Whether it sums its entry up; it stands as the summary."),
    "voice": ref("Voice"),
    "claimant": maybe(ref("EntryName", "Whose judgement or claim it is; null: the source speaks for itself.")),
    "attribution": maybe(ref("Attribution", "Whose words it reports; null for a fact that nobody claims.")),
    "rank": ref("Rank"),
    "rank_reason": text("Why it is preferred or deprecated."),
    "date": ref("Date", "When what it says happened or held."),
    "grade": ref("Grade"),
}
_CITATION: dict[str, Schema] = {
    "id": key("The citation’s key, which never changes."),
    "number": number("Its number on the page; one for each place in each source.", minimum=1),
    "part": text("The part of the source.", examples=["¶ 4"]),
    "locator": text("A finer place: a page, a note."),
    "label": text("Part and locator together."),
    "anchor": text("The words of the source that were a link there."),
    "quote": text("A short quotation, word for word."),
    "address": text("The source’s address; with a quotation, of its very words (text fragment)."),
    "stance": ref("Stance"),
    "note": text("What the editors add about this place."),
}
_VALUE: dict[str, Schema] = {
    "field": text("The field of its entry that it gives; empty for a measure.", enum=["", *FIELD_NAMES]),
    "measure": maybe(ref("Term", "What was measured; null for a field.")),
    "value": text("The value as text: a date, a code, a number; empty where there are only bounds."),
    "low": maybe(text("At least so much, as a decimal in text so that nothing is rounded.")),
    "high": maybe(text("At most so much.")),
    "unit": maybe(ref("Term", "The unit of a measured value.")),
    "as_of": text("For when a measured value holds, in EDTF."),
    "approximate": flag("Whether the source itself gives it as a rough one."),
    "display": text("How it reads.", examples=["c. 1,500 people", "June 2003"]),
}

EVIDENCE: dict[str, Schema] = {
    "Attribution": thing(
        "A line that says whose words a statement reports: before, name, after.",
        {
            "before": text("What stands before the name."),
            "name": text("Who speaks."),
            "url": maybe(path("The page of who speaks, where there is one.")),
            "after": text("What stands after it."),
        },
    ),
    "Value": thing("What a statement establishes: a field of its entry, or a measure.", _VALUE),
    "Citation": thing(
        "A place in a source that supports or disputes a statement.",
        _CITATION | {"source": ref("SourceName", "The source.")},
    ),
    "Statement": thing(
        "One sentence about one entry, with its evidence.",
        _STATEMENT
        | {
            "card": path("Its own page; behind /api/v1 the same as data."),
            "values": many(ref("Value"), "What it establishes."),
            "citations": many(ref("Citation"), "What it rests on, and what speaks against it."),
        },
    ),
    "StatementCard": thing(
        "One statement with all that bears on it: why it has its grade, what disagrees, and what it is evidence for.",
        _STATEMENT
        | {
            "schema": number("The version of this form."),
            "card": path("Its own page; the same as `url`."),
            "url": path("Its own page; behind /api/v1 the same as data."),
            "voice_label": text("The voice as a word to show."),
            "rank_label": text("The rank as a word to show."),
            "grade_label": text("The grade as words to show."),
            "grade_reason": text("Why it has this grade, in a sentence."),
            "entry": ref("StatementEntry", "The entry that it is about."),
            "number": number("Which of the entry’s statements it is, in the order of the page.", minimum=1),
            "of": number("How many there are.", minimum=1),
            "values": many(ref("CardValue"), "What it establishes."),
            "citations": many(ref("CardCitation"), "What it rests on, and what speaks against it."),
            "disputed": flag("Whether a source that is cited says otherwise."),
            "rivals": many(ref("CardRival"), "Where the entry’s statements give different values for the same."),
            "used": many(ref("Use"), "Relations, steps and names that it is the evidence for."),
            "earlier": maybe(ref("StatementName", "The statement before it on the page.")),
            "later": maybe(ref("StatementName", "The statement after it on the page.")),
            "changed": maybe(ref("Change", "The edition that brought it into its present form.")),
            "licence": ref("Licence"),
            "links": ref("StatementLinks"),
        },
    ),
    "StatementName": thing(
        "A statement, named by another.",
        {"id": key("Its key."), "url": path("Its page."), "text": text("The sentence.")},
    ),
    "StatementLinks": thing(
        "Where the same thing stands.",
        {
            "self": address("Its page."),
            "json": address("The page as JSON: this same document."),
            "entry": address("The page of its entry."),
        },
    ),
    "StatementEntry": thing(
        "The entry that a statement is about.",
        {
            "id": key("The entry’s key."),
            "kind": ref("Kind"),
            "kind_label": text("The kind as a word to show."),
            "plural": text("The first part of its address."),
            "slug": text("The last part of its address."),
            "title": text("How it is called."),
            "url": path("Its page."),
            "type": maybe(ref("Term", "Its type within its kind.")),
            "date": ref("Date"),
            "place": path("The place of the statement on the page of the entry."),
        },
    ),
    "Change": thing(
        "An edition of an entry: a saved state, with its number and day.",
        {"edition": number("Its number.", minimum=1), "date": text("Its day.", format="date")},
    ),
    "CardValue": thing(
        "What a statement establishes, with its label.",
        _VALUE
        | {
            "label": text("The field or measure, as a word to show."),
            "as_of_display": text("For when it holds, in words."),
        },
    ),
    "CardCitation": thing(
        "A place in a source, with the source in full.",
        _CITATION
        | {
            "source": ref("CitedSource", "The source."),
            "one_voice_with": many(
                {"type": "integer"}, "Numbers of other citations that depend on the same publisher and count with it."
            ),
        },
    ),
    "CardRival": thing(
        "A field or measure for which the entry’s statements give different values.",
        {
            "field": text("The field, or the code of the measure."),
            "label": text("The same as a word to show."),
            "as_of": ref("Date", "For when the values hold."),
            "settled": flag("Whether the editors prefer one of them."),
            "options": many(ref("CardOption"), "Each value, with who says it."),
        },
    ),
    "CardOption": thing(
        "One of the values.",
        {
            "display": text("The value as it reads."),
            "own": flag("Whether this statement gives it."),
            "preferred": flag("Whether the editors prefer it."),
            "deprecated": flag("Whether the editors no longer rely on it."),
            "agrees": flag("Whether it is only less precise than the one preferred: 2016 for a day in 2016."),
            "reason": text("Why it is preferred or deprecated."),
            "statements": many(ref("OptionStatement"), "The statements that give it."),
        },
    ),
    "OptionStatement": thing(
        "A statement that gives a value.",
        {
            "id": key("Its key."),
            "url": path("Its page."),
            "own": flag("Whether it is this statement."),
            "text": text("The sentence."),
            "rank": ref("Rank"),
            "grade": ref("Grade"),
            "says": many(ref("SourcePlace"), "The places in sources that say so."),
        },
    ),
    "SourcePlace": thing(
        "A place in a source.",
        {
            "slug": text("The last part of the source’s address."),
            "title": text("Its title."),
            "url": path("Its page."),
            "short": text("Author and year."),
            "label": text("The part and place in it."),
        },
    ),
    "Use": thing(
        "A relation, a step or a name that a statement is the evidence for.",
        {
            "use": text("Which of the three.", enum=["relation", "step", "name"]),
            "entry": ref("EntryName", "The entry that has it."),
            "label": text("The role, the step or the kind of name."),
            "other": maybe(ref("EntryName", "The other end of a relation, or who took the step.")),
            "detail": text("What is added in words."),
        },
    ),
}
