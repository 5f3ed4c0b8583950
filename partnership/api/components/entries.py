"""Entries: as lines of lists, as lines of the tracker, and whole."""

from partnership.api.components.build import Schema, flag, key, many, maybe, number, path, ref, text, thing

_LINE: dict[str, Schema] = {
    "id": key("The entry’s key, which never changes."),
    "kind": ref("Kind"),
    "kind_label": text("The kind as a word to show."),
    "slug": text("The last part of its address; it may change, and then the old one leads on."),
    "url": path("Its page; behind /api/v1 the same as data."),
    "title": text("What it is called here, in English or under the name by which English texts know it."),
    "summary": text("Its lead statement."),
    "type": maybe(ref("Term", "Its type within its kind.")),
    "topics": many(ref("Topic"), "What it is about."),
    "places": many(ref("PlaceName"), "Where it happened or stands."),
    "country": maybe(ref("PlaceName", "The country to which it belongs.")),
    "date": ref("Date", "When it happened, was signed, founded or introduced, by its kind."),
    "grade": ref("Grade"),
    "in_conflict": flag("Whether its statements give different values for the same thing."),
    "changed": maybe(text("The day of its last change.", format="date")),
}
_PARTIES = many({"type": "string"}, "Titles of those who were party to it: hosts, signatories.")
_FOUND: dict[str, Schema] = {
    "title_marked": many(ref("Segment"), "Where words are looked for: the title, what was found in it marked."),
    "summary_marked": many(ref("Segment"), "Where words are looked for: the summary, what was found in it marked."),
    "matches": many(ref("Match"), "Where words are looked for: where else in the entry they stand."),
}
_KEYS = {"type": "string"}

ENTRIES: dict[str, Schema] = {
    "EntryLine": thing("An entry as a result of a list.", _LINE | {"parties": _PARTIES} | _FOUND),
    "Segment": thing(
        "A piece of a text that was searched.",
        {"text": text("The piece, as it is written."), "hit": flag("Whether it is what was looked for.")},
        always=("text", "hit"),
    ),
    "Match": thing(
        "Where in an entry words stand that neither its title nor its summary hold.",
        {
            "where": text("What it is.", enum=["name", "statement", "source"]),
            "label": text("The same for readers; a sentence with its number."),
            "url": path("Where to read it."),
            "segments": many(ref("Segment"), "The text around it; dots where something was left out."),
        },
        always=("where", "label", "url", "segments"),
    ),
    "AgreementLine": thing(
        "An agreement as it stood on a day.",
        _LINE
        | {
            "parties": _PARTIES,
            "stage": ref("StageTerm", "How far it had come."),
            "uncertain": flag("Whether a step may have been before that day or after it."),
            "since_signature": maybe(ref("Days", "How many days ago the last party had signed.")),
            "steps": many(ref("StepTaken"), "The steps of all parties together."),
            "by_party": many(ref("PartySteps"), "The steps of each; those who did the same stand together."),
            "pending": many(ref("Pending"), "What was awaited."),
        },
    ),
    "StageTerm": thing("A stage.", {"code": ref("Stage"), "label": text("The same as words to show.")}),
    "Days": thing(
        "A number of days, at least and at most where a date is no single day.",
        {
            "least": number("At least so many.", minimum=0),
            "most": number("At most so many.", minimum=0),
            "display": text("The same in words.", examples=["c. 412", "30 to 60"]),
        },
    ),
    "StepTaken": thing(
        "A step in the life of an agreement.",
        {
            "action": ref("Step"),
            "label": text("The same as words to show."),
            "date": ref("Date", "When it was taken."),
            "disputed": flag("Whether a source says otherwise."),
        },
    ),
    "PartySteps": thing(
        "Parties and the steps that they took.",
        {
            "parties": many(ref("EntryName"), "Who."),
            "steps": many(ref("StepTaken"), "What they did."),
        },
    ),
    "Pending": thing(
        "A step that is awaited.",
        {
            "action": ref("Step"),
            "label": text("The same as words to show."),
            "party": maybe(ref("EntryName", "Of whom; null: of all together.")),
        },
    ),
    "Entry": thing(
        "One entry, whole: its facts, its statements, and the places in sources that each rests on.",
        _LINE
        | {
            "schema": number("The version of this form."),
            "plural": text("The first part of its address."),
            "names": many(ref("Name"), "Its other names."),
            "identifiers": many(ref("Identifier"), "Its names elsewhere."),
            "category": maybe(ref("Term", "The category of equipment that it is, makes or is about.")),
            "status": ref("Status"),
            "edition": number("The number of its present edition.", minimum=0),
            "changed_at": maybe(text("The moment of its last change.", format="date-time")),
            "facts": many(ref("Fact"), "The fact box: fields, parties and measures, each with what it rests on."),
            "rivals": many(ref("Rival"), "Where statements give different values for the same."),
            "disputed": many(ref("Disputed"), "Statements that a cited source disputes."),
            "actions": many(ref("Action"), "Of an agreement: the steps in its life, in time."),
            "standing": maybe(ref("Standing", "Of an agreement: how far it has come by today.")),
            "relations": many(ref("Relation"), "What joins it to other public entries, both ways."),
            "statements": many(ref("Statement"), "All that is said about it, in the order of the page."),
            "voices": many(ref("VoiceGroup"), "Which statements speak in which voice, without the lead."),
            "notes": many(ref("Note"), "The footnotes: each place in each source, with its number."),
            "references": many(ref("Reference"), "The sources in full."),
            "earlier": maybe(ref("DatedName", "The entry of the same kind just before it in time.")),
            "later": maybe(ref("DatedName", "The entry of the same kind just after it in time.")),
            "licence": ref("Licence"),
            "links": ref("Links"),
        },
    ),
    "Name": thing(
        "A name beside the title.",
        {
            "text": text("The name."),
            "language": text("Its language, as in BCP 47.", examples=["tr", "ur"]),
            "kind": ref("NameKind"),
            "label": text("The kind as words to show."),
            "from": text("Since when it was borne, in EDTF."),
            "to": text("Until when, in EDTF."),
            "statement": maybe(text("The key of the statement that is its evidence.")),
        },
    ),
    "Fact": thing(
        "A line of the fact box.",
        {
            "field": text("The field, the role or the measure."),
            "label": text("The same as words to show."),
            "value": {
                "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
                "description": "The value; a list where there are several.",
            },
            "display": text("How it reads; “no source” where a key fact is not recorded."),
            "url": maybe(text("Where a single value leads.")),
            "as_of": ref("DateInWords", "For when a measured value holds."),
            "statements": many(_KEYS, "Keys of the statements that give it."),
            "notes": many({"type": "integer"}, "Numbers of the footnotes that support it."),
            "conflict": flag("Whether statements give different values."),
            "sourced": flag("Whether every value has its source."),
            "each": many(ref("FactItem"), "The values one by one."),
        },
    ),
    "FactItem": thing(
        "One value of a line of the fact box.",
        {
            "display": text("How it reads."),
            "url": maybe(text("Where it leads.")),
            "statements": many(_KEYS, "Keys of the statements that give it."),
            "elsewhere": many(ref("StatementLink"), "Statements of other entries that are its evidence."),
            "disputed": flag("Whether a source disputes one of these statements."),
            "notes": many({"type": "integer"}, "Numbers of the footnotes that support it."),
            "sourced": flag("Whether it has a source."),
        },
    ),
    "StatementLink": thing("A statement, by its key.", {"id": key("Its key."), "url": path("Its page.")}),
    "Rival": thing(
        "A field or measure for which statements give different values.",
        {
            "field": text("The field, or the code of the measure."),
            "label": text("The same as words to show."),
            "as_of": ref("DateInWords", "For when the values hold."),
            "settled": flag("Whether the editors prefer one of them."),
            "options": many(ref("RivalOption"), "Each value, with who says it."),
        },
    ),
    "RivalOption": thing(
        "One of the values.",
        {
            "display": text("The value as it reads."),
            "says": many(ref("NumberedSource"), "Who says so."),
            "preferred": flag("Whether the editors prefer it."),
            "deprecated": flag("Whether the editors no longer rely on it."),
            "agrees": flag("Whether it is only less precise than the one preferred: 2016 for a day in 2016."),
            "reason": text("Why it is preferred or deprecated."),
            "statements": many(_KEYS, "Keys of the statements that give it."),
        },
    ),
    "NumberedSource": thing(
        "A source by its short name, with the number of the footnote.",
        {"source": text("Author and year."), "number": number("The number.", minimum=1)},
    ),
    "Disputed": thing(
        "A statement that a cited source disputes.",
        {
            "id": key("Its key."),
            "url": path("Its page."),
            "text": text("The sentence."),
            "by": many(ref("Disputing"), "Who disputes it."),
        },
    ),
    "Disputing": thing(
        "A source that says otherwise.",
        {
            "source": text("Author and year."),
            "number": number("The number of the footnote.", minimum=1),
            "note": text("What it says instead."),
        },
    ),
    "Action": thing(
        "A step in the life of an agreement, with its evidence.",
        {
            "key": key("The step’s key, which never changes."),
            "action": ref("Step"),
            "label": text("The same as words to show."),
            "party": maybe(ref("EntryName", "Who took it; null: all parties.")),
            "date": ref("Date", "When it was taken."),
            "person": maybe(ref("EntryName", "Who acted for the party.")),
            "statements": many(_KEYS, "Keys of the statements that are its evidence."),
            "evidence": many(ref("StatementLink"), "The same with their addresses."),
            "notes": many({"type": "integer"}, "Numbers of the footnotes that support it."),
        },
    ),
    "Standing": thing(
        "How far an agreement has come by today.",
        {
            "stage": ref("StageTerm"),
            "uncertain": flag("Whether a step may have been before today or after it."),
            "pending": many(ref("Pending"), "What is awaited."),
        },
    ),
    "Relation": thing(
        "That one entry has a role towards another.",
        {
            "key": key("The relation’s key, which never changes."),
            "role": text("The code of the role; the list of terms says what it means.", examples=["signatory"]),
            "label": text("The role as it reads from this end."),
            "inverse": flag("Whether the other entry has the role towards this one."),
            "principal": flag("Whether lists show it as who was party."),
            "order": number("Where the role stands among others."),
            "entry": ref("DatedName", "The other entry."),
            "from": text("Since when, in EDTF."),
            "to": text("Until when, in EDTF."),
            "period": text("Both in words."),
            "detail": text("What is added in words, such as in which office."),
            "statements": many(_KEYS, "Keys of the statements that are its evidence."),
            "evidence": many(ref("StatementLink"), "The same with their addresses."),
            "notes": many({"type": "integer"}, "Numbers of the footnotes that support it."),
        },
    ),
    "DatedName": thing(
        "Another entry, with its date in words.",
        {
            "kind": ref("Kind"),
            "slug": text("The last part of its address."),
            "title": text("How it is called."),
            "url": path("Its page; behind /api/v1 the same as data."),
            "date": text("Its date in words; empty where a date would mislead."),
        },
    ),
    "VoiceGroup": thing(
        "The statements of one voice.",
        {
            "voice": ref("Voice"),
            "heading": text("What the page writes over them."),
            "count": number("How many.", minimum=1),
            "word": text("The noun for so many."),
            "statements": many(_KEYS, "Their keys."),
        },
    ),
    "Note": thing(
        "A footnote: a place in a source.",
        {
            "number": number("Its number.", minimum=1),
            "source": ref("SourceName", "The source."),
            "part": text("The part, as the record names it."),
            "locator": text("A finer place: a page, a note."),
            "label": text("Part and locator as they read."),
        },
    ),
}
