"""What the fixed words mean: the text of the codebook, and the names that linked data has for them.

Held complete by a test: a word that is added to the vocabulary without a meaning here fails it.
"""

from typing import NamedTuple

from django.db.models import TextChoices

from partnership.vocabulary import (
    Action,
    CopyKind,
    CopyState,
    Grade,
    Kind,
    NameKind,
    Precision,
    Rank,
    SourceType,
    Stage,
    Stance,
    Status,
    Voice,
)


class FixedWords(NamedTuple):
    """`code` begins the anchor of each word: `voice-fact`."""

    code: str
    label: str
    definition: str
    choices: type[TextChoices]
    meanings: dict[str, str]


FIXED = (
    FixedWords("kind", "Kind", "What an entry is.", Kind, {
        Kind.EVENT: "Something that happened at a time: a meeting, visit, exercise, delivery, conflict, adoption.",
        Kind.AGREEMENT: "A treaty, memorandum, contract or declaration; its date is that of signature or adoption.",
        Kind.INSTITUTION: "A state, ministry, company, university or mechanism; also a partnership as a whole.",
        Kind.PERSON: "A human being who acts, signs, visits or judges.",
        Kind.SYSTEM: "A piece of equipment or a type of it: an aircraft, a ship, an air-defence system.",
    }),
    FixedWords("status", "Status", "Where an entry stands. Only published entries are public.", Status, {
        Status.DRAFT: "Being written.",
        Status.IN_REVIEW: "Written, and being checked by somebody else.",
        Status.PUBLISHED: "Public.",
        Status.WITHDRAWN: "Public once, and no longer; its address says so.",
    }),
    FixedWords("voice", "Voice", "How a sentence speaks.", Voice, {
        Voice.FACT: "What a source records.",
        Voice.ASSESSMENT: "A judgement: that something is strong, useful, decisive.",
        Voice.FORECAST: "What someone expected at the time; it stays what it was, also when it did not come true.",
        Voice.RECOMMENDATION: "What someone advises.",
        Voice.FRAMING: "How someone describes the matter as a whole: the words chosen, the picture drawn.",
    }),
    FixedWords("rank", "Rank", "How far the editors rely on a statement, as in Wikibase.", Rank, {
        Rank.PREFERRED: "Shown first among statements that give different values; a reason is given.",
        Rank.NORMAL: "Neither of the others.",
        Rank.DEPRECATED: "Kept, but no longer relied on; a reason is given.",
    }),
    FixedWords("stance", "Stance", "What a cited source does to a statement.", Stance, {
        Stance.SUPPORTS: "The source says so.",
        Stance.DISPUTES: "The source says otherwise.",
    }),
    FixedWords("grade", "Grade", "How well a statement is evidenced: worked out, never typed in.", Grade, {
        Grade.WELL_SOURCED: "A primary or scholarly source says so, or two publishers independent of each other.",
        Grade.SINGLE_SOURCE: "One publisher says so, and the copy that was read can be relied on.",
        Grade.WEAK: "Only copies or publishers say so that cannot be relied on alone.",
        Grade.UNSOURCED: "Nothing supports it. Such a statement is not published.",
    }),
    FixedWords("name-kind", "Kind of name", "What a name beside the title is.", NameKind, {
        NameKind.OFFICIAL: "The name in the law, the treaty or the register.",
        NameKind.FORMER: "A name that it once had.",
        NameKind.ABBREVIATION: "A short form made of letters or syllables.",
        NameKind.ALIAS: "Any other name: in another language, loose or popular.",
    }),
    FixedWords("step", "Step", "A step in an agreement's life, after the Vienna Convention of 1969.", Action, {
        Action.SIGNATURE: "A party signed it.",
        Action.RATIFICATION: "A party consented to be bound by it.",
        Action.DEPOSIT: "A party handed over its instrument of ratification.",
        Action.ENTRY_INTO_FORCE: "It began to bind.",
        Action.AMENDMENT: "Its text was changed.",
        Action.TERMINATION: "It ceased to bind.",
        Action.COMPLETION: "What it provides for was done.",
    }),
    FixedWords("stage", "Stage", "How far an agreement has come on a day: its furthest recorded step.", Stage, {
        Stage.UNSIGNED: "No step is recorded by then.",
        Stage.SIGNED: "A party has signed it.",
        Stage.RATIFIED: "A party has ratified it, or deposited its instrument of ratification.",
        Stage.IN_FORCE: "A source says that it binds.",
        Stage.COMPLETED: "What it provides for was done.",
        Stage.TERMINATED: "It was ended.",
    }),
    FixedWords("copy-kind", "Kind of copy", "What another address of the same source is.", CopyKind, {
        CopyKind.ARCHIVE: "A snapshot in a web archive.",
        CopyKind.FILE: "A file, such as a PDF.",
        CopyKind.MIRROR: "The same text on another site.",
    }),
    FixedWords("copy-state", "State of a copy", "What the last look at a copy found.", CopyState, {
        CopyState.UNCHECKED: "Nobody has looked yet.",
        CopyState.ALIVE: "It answered, as it was.",
        CopyState.CHANGED: "It answered with another text.",
        CopyState.GONE: "It no longer answered.",
    }),
    FixedWords("precision", "Precision", "What size of place a place is.", Precision, {
        Precision.COUNTRY: "A country (ISO 3166-1).",
        Precision.REGION: "A part of a country (ISO 3166-2 where there is a code) or an area across several.",
        Precision.CITY: "A city or town.",
        Precision.SITE: "A building, base, port or other spot.",
    }),
    FixedWords("source-type", "Type of source", "An item type of the Citation Style Language 1.0.2.", SourceType, {
        SourceType.ARTICLE: "An article published by itself, such as a paper on a web site.",
        SourceType.JOURNAL: "An article in a scholarly journal.",
        SourceType.MAGAZINE: "An article in a magazine.",
        SourceType.NEWSPAPER: "An article in a newspaper or of a news agency.",
        SourceType.BOOK: "A book.",
        SourceType.CHAPTER: "A chapter of a book.",
        SourceType.DATASET: "A collection of data.",
        SourceType.ENCYCLOPEDIA: "An entry in an encyclopaedia.",
        SourceType.LEGISLATION: "A law, decree or resolution.",
        SourceType.BLOG: "A post on a blog.",
        SourceType.REPORT: "A report, policy paper or communiqué.",
        SourceType.SPEECH: "A speech or statement held before others.",
        SourceType.THESIS: "A thesis for a degree.",
        SourceType.TREATY: "The text of a treaty.",
        SourceType.WEBPAGE: "A page of a web site that is none of the others.",
    }),
)  # fmt: skip

FORMS = {
    "edtf": "a date in EDTF (ISO 8601-2): 2003, 2003-06, 2016/2019, 2010/.., 2020~",
    "text": "text",
    "integer": "a whole number",
    "address": "a web address",
    "place": "the code of a place",
    "term": "the code of a term of the scheme",
}

# The meaning of each field of an entry; where kinds differ, the kind stands before it.
FIELDS = {
    "title": "What it is called here, in English or under the name by which English texts know it.",
    "type": "Its type within its kind.",
    "event date": "When it happened.",
    "agreement date": "When it was signed or adopted.",
    "institution date": "When it was founded.",
    "person date": "When the person was active in what is recorded here.",
    "system date": "When it was first used or shown.",
    "place": "Where it happened or stands; several places are no contradiction.",
    "country": "The country to which it belongs.",
    "category": "The category of equipment that it is, makes, trains on or is about.",
    "ordinal": "Which of a series it is: 15 for a fifteenth meeting.",
    "duration": "For how long it was concluded, in the words of the source.",
    "ends": "When it ceased to bind.",
    "ended": "When it was dissolved.",
    "seat": "Where it has its seat.",
    "website": "Its own web site.",
    "born": "When the person was born.",
    "died": "When the person died.",
    "designation": "Its maker's or user's designation, as letters and numbers.",
}


class OwnTerm(NamedTuple):
    """A term of linked data that schema.org, PROV-O and SKOS do not have. `above`: what it is a special case of."""

    name: str
    label: str
    comment: str
    above: str = ""

    @property
    def is_class(self) -> bool:
        return self.name[0].isupper()


OWN_TERMS = (
    OwnTerm("Citation", "Citation", "A place in a source that supports or disputes a statement."),
    OwnTerm("Name", "Name", "A name of an entry beside its title, with its language, its kind and its time."),
    OwnTerm("Relation", "Relation", "That an entry has a role towards another, with its time and its evidence.",
            "rdf:Statement"),
    OwnTerm("Step", "Step", "A step in an agreement's life, by one party or by all.", "prov:Activity"),
    OwnTerm("Role", "Role", "A property that joins two entries; each is also a term with its definition.",
            "rdf:Property"),
    OwnTerm("accessed", "accessed", "When the source was last read, in EDTF."),
    OwnTerm("approximate", "approximate", "Whether the source itself gives the value as a rough one."),
    OwnTerm("asOf", "as of", "For when a measured value holds, in EDTF."),
    OwnTerm("attribution", "attribution", "Whose words a statement reports, as the page says it."),
    OwnTerm("citation", "citation", "A place in a source that supports or disputes this statement.",
            "prov:qualifiedInfluence"),
    OwnTerm("claimant", "claimant", "Whose judgement or claim the source reports; else the source speaks itself.",
            "prov:wasAttributedTo"),
    OwnTerm("country", "country", "The country to which an entry belongs."),
    OwnTerm("detail", "detail", "What a relation adds in words: in which capacity, for which part."),
    OwnTerm("disputedBy", "disputed by", "A source that says otherwise than this statement."),
    OwnTerm("duration", "duration", "For how long an agreement was concluded, in the words of the source."),
    OwnTerm("earliest", "earliest", "The first day that a date can mean; none where its beginning is open."),
    OwnTerm("establishes", "establishes", "A value that this statement gives for a field or a measure."),
    OwnTerm("from", "from", "Since when a name or a relation holds, in EDTF."),
    OwnTerm("grade", "grade", "How well a statement is evidenced; of an entry, the lowest among its facts."),
    OwnTerm("inConflict", "in conflict", "Whether statements of this entry give different values for the same thing."),
    OwnTerm("kind", "kind", "What an entry is: event, agreement, institution, person or system."),
    OwnTerm("latest", "latest", "The last day that a date can mean; none where its end is open."),
    OwnTerm("lead", "lead", "The statement that sums an entry up.", "schema:subjectOf"),
    OwnTerm("linkText", "link text", "The words of this source that led on to the cited one."),
    OwnTerm("locator", "locator", "Where in the source: paragraph, page, note."),
    OwnTerm("name", "name", "A name beside the title, as a thing of its own."),
    OwnTerm("nameKind", "kind of name", "Whether a name is official, former, an abbreviation or another."),
    OwnTerm("ordinal", "ordinal", "Which of a series an event is."),
    OwnTerm("party", "party", "Who takes a step of an agreement; nobody named means all parties.",
            "prov:wasAssociatedWith"),
    OwnTerm("quote", "quotation", "A short quotation from the source, word for word.", "prov:value"),
    OwnTerm("rank", "rank", "How far the editors rely on a statement."),
    OwnTerm("rankReason", "reason for the rank", "Why a statement is preferred or deprecated."),
    OwnTerm("signedBy", "by the hand of", "The person who acted for the party.", "prov:wasAssociatedWith"),
    OwnTerm("stance", "stance", "Whether the source supports or disputes the statement."),
    OwnTerm("step", "step", "A step in the life of this agreement."),
    OwnTerm("stepKind", "kind of step", "Signature, ratification, entry into force and so on."),
    OwnTerm("tier", "tier", "What kind of publication a source is, by how far it can be relied on."),
    OwnTerm("to", "to", "Until when a name or a relation holds, in EDTF."),
    OwnTerm("unit", "unit", "The unit of a measured value, as a term."),
    OwnTerm("voice", "voice", "How a statement speaks: fact, assessment, forecast, recommendation or framing."),
    OwnTerm("weak", "weak", "Whether the copy that was read cannot be relied on alone."),
)  # fmt: skip

# What a field is called in linked data; where kinds differ, the kind stands before it. Whatever is missing has no
# property of its own, and is said by the values of statements only.
LINKED_FIELDS = {
    "title": "skos:prefLabel",
    "type": "schema:additionalType",
    "date": "dcterms:date",
    "event date": "schema:startDate",
    "agreement date": "schema:dateCreated",
    "institution date": "schema:foundingDate",
    "system date": "schema:releaseDate",
    "place": "dcterms:spatial",
    "country": "record:country",
    "category": "schema:category",
    "ordinal": "record:ordinal",
    "duration": "record:duration",
    "ends": "schema:expires",
    "ended": "schema:dissolutionDate",
    "seat": "schema:location",
    "website": "schema:url",
    "born": "schema:birthDate",
    "died": "schema:deathDate",
    "designation": "schema:model",
}


def meaning(kind: str, name: str) -> str:
    return FIELDS.get(f"{kind} {name}") or FIELDS[name]


def linked_field(kind: str, name: str) -> str:
    """The property that a field is written as."""
    return LINKED_FIELDS.get(f"{kind} {name}") or LINKED_FIELDS[name]
