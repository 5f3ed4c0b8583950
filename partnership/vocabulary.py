"""The fixed words of the record: what code decides on. Everything else that classifies is a Term, and data."""

from dataclasses import dataclass

from django.db.models import TextChoices

SCHEMA_VERSION = 1


class Kind(TextChoices):
    EVENT = "event", "Event"
    AGREEMENT = "agreement", "Agreement"
    INSTITUTION = "institution", "Institution"
    PERSON = "person", "Person"
    SYSTEM = "system", "System"

    @property
    def plural(self) -> str:
        """The first part of an address, and the name of the list: `events`, `people`."""
        return "people" if self is Kind.PERSON else f"{self.value}s"


PLURALS = {kind.plural: kind for kind in Kind}


class Status(TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Voice(TextChoices):
    """How a sentence speaks: what is recorded, what is judged, expected, advised, or how the matter is framed."""

    FACT = "fact", "Fact"
    ASSESSMENT = "assessment", "Assessment"
    FORECAST = "forecast", "Forecast"
    RECOMMENDATION = "recommendation", "Recommendation"
    FRAMING = "framing", "Framing"

    @property
    def heading(self) -> str:
        return _HEADINGS[self.value]


_HEADINGS = {
    "fact": "What is recorded",
    "assessment": "What is judged",
    "forecast": "What is expected",
    "recommendation": "What is advised",
    "framing": "How it is framed",
}


class Rank(TextChoices):
    """As in Wikibase: preferred is shown first, deprecated is kept but not believed; both give their reason."""

    PREFERRED = "preferred", "Preferred"
    NORMAL = "normal", "Normal"
    DEPRECATED = "deprecated", "Deprecated"


class Stance(TextChoices):
    SUPPORTS = "supports", "Supports"
    DISPUTES = "disputes", "Disputes"


class Grade(TextChoices):
    """How well a statement is evidenced; derived, never typed in. Listed from the strongest to the weakest."""

    WELL_SOURCED = "well-sourced", "Well-sourced"
    SINGLE_SOURCE = "single-source", "Single source"
    WEAK = "weak", "Weak"
    UNSOURCED = "unsourced", "Unsourced"

    @property
    def symbol(self) -> str:
        return {"well-sourced": "●●", "single-source": "●○", "weak": "○○", "unsourced": "–"}[self.value]


CONFLICT_SYMBOL = "⇄"
CONFLICT_LABEL = "Sources differ"
# Tiers whose single word is enough for "well-sourced".
STRONG_TIERS = frozenset({"primary", "scholarly"})


class NameKind(TextChoices):
    OFFICIAL = "official", "Official name"
    FORMER = "former", "Former name"
    ABBREVIATION = "abbreviation", "Abbreviation"
    ALIAS = "alias", "Other name"


class Action(TextChoices):
    """Steps in an agreement's life, after the Vienna Convention on the Law of Treaties 1969 (11–16, 24, 39, 54)."""

    SIGNATURE = "signature", "Signature"
    RATIFICATION = "ratification", "Ratification"
    DEPOSIT = "deposit", "Deposit"
    ENTRY_INTO_FORCE = "entry_into_force", "Entry into force"
    AMENDMENT = "amendment", "Amendment"
    TERMINATION = "termination", "Termination"
    COMPLETION = "completion", "Completion"


class Stage(TextChoices):
    """How far an agreement has come on a day: the furthest step that is recorded. What ended it outweighs the rest."""

    UNSIGNED = "unsigned", "No step recorded"
    SIGNED = "signed", "Signed"
    RATIFIED = "ratified", "Ratified"
    IN_FORCE = "in-force", "In force"
    COMPLETED = "completed", "Completed"
    TERMINATED = "terminated", "Terminated"


# The steps that bring an agreement to each stage, the later stage after the earlier. An amendment changes none.
STAGES = {
    Stage.SIGNED: (Action.SIGNATURE,),
    Stage.RATIFIED: (Action.RATIFICATION, Action.DEPOSIT),
    Stage.IN_FORCE: (Action.ENTRY_INTO_FORCE,),
    Stage.COMPLETED: (Action.COMPLETION,),
    Stage.TERMINATED: (Action.TERMINATION,),
}
ENDED = frozenset({Stage.COMPLETED, Stage.TERMINATED})
# What an instrument of this type, or of a narrower one, leads to once it is signed.
AWAITED = {"treaty": Action.ENTRY_INTO_FORCE, "contract": Action.COMPLETION}


class CopyKind(TextChoices):
    ARCHIVE = "archive", "Web archive"
    FILE = "file", "File"
    MIRROR = "mirror", "Mirror"


class Held(TextChoices):
    """The lists whose rows are held by the values of facets; of statements, only how many there are is asked."""

    ENTRIES = "entries", "Entries"
    SOURCES = "sources", "Sources"
    FIGURES = "figures", "Figures"
    STATEMENTS = "statements", "Statements"


class CopyState(TextChoices):
    UNCHECKED = "unchecked", "Not checked"
    ALIVE = "alive", "Answers"
    CHANGED = "changed", "Changed"
    GONE = "gone", "Gone"


class Precision(TextChoices):
    COUNTRY = "country", "Country"
    REGION = "region", "Region"
    CITY = "city", "City"
    SITE = "site", "Site"


class SourceType(TextChoices):
    """Item types of the Citation Style Language (CSL 1.0.2, appendix III) that occur in a record like this."""

    ARTICLE = "article", "Article"
    JOURNAL = "article-journal", "Journal article"
    MAGAZINE = "article-magazine", "Magazine article"
    NEWSPAPER = "article-newspaper", "Newspaper article"
    BOOK = "book", "Book"
    CHAPTER = "chapter", "Chapter"
    DATASET = "dataset", "Data set"
    ENCYCLOPEDIA = "entry-encyclopedia", "Encyclopaedia entry"
    LEGISLATION = "legislation", "Legislation"
    BLOG = "post-weblog", "Blog post"
    REPORT = "report", "Report"
    SPEECH = "speech", "Speech"
    THESIS = "thesis", "Thesis"
    TREATY = "treaty", "Treaty"
    WEBPAGE = "webpage", "Web page"


SCHEMES = {
    "topic": "Topic",
    "event-type": "Event type",
    "instrument-type": "Instrument type",
    "institution-type": "Institution type",
    "person-type": "Kind of person",
    "system-type": "Kind of system",
    "system-category": "System category",
    "role": "Role",
    "measure": "Measure",
    "unit": "Unit",
    "source-tier": "Source tier",
    "alias": "Alias in search",
}
TYPE_SCHEME = {
    Kind.EVENT: "event-type",
    Kind.AGREEMENT: "instrument-type",
    Kind.INSTITUTION: "institution-type",
    Kind.PERSON: "person-type",
    Kind.SYSTEM: "system-type",
}


@dataclass(frozen=True)
class Field:
    """A column of an entry that a statement's Value can establish.

    `form` is how its text reads: edtf, text, integer, address, place or term (a code). A field with `many` holds
    several values that are no rivals. A `key_fact` is shown as "no source" even where nothing is recorded.
    """

    name: str
    label: str
    form: str
    scheme: str = ""
    many: bool = False
    key_fact: bool = False
    boxed: bool = True


_DATE_LABELS = {
    Kind.EVENT: "Date",
    Kind.AGREEMENT: "Signed",
    Kind.INSTITUTION: "Founded",
    Kind.PERSON: "Active",
    Kind.SYSTEM: "Introduced",
}
_OWN = {
    Kind.EVENT: (Field("ordinal", "Session", "integer"),),
    Kind.AGREEMENT: (Field("duration", "Duration", "text"), Field("ends", "Ended", "edtf")),
    Kind.INSTITUTION: (
        Field("ended", "Dissolved", "edtf"),
        Field("seat", "Seat", "place"),
        Field("website", "Website", "address"),
    ),
    Kind.PERSON: (Field("born", "Born", "edtf"), Field("died", "Died", "edtf")),
    Kind.SYSTEM: (Field("designation", "Designation", "text"),),
}


def own_fields(kind: str) -> tuple[Field, ...]:
    """The columns that only this kind has."""
    return _OWN[Kind(kind)]


def fields(kind: str) -> dict[str, Field]:
    """Every field that a Value of this kind of entry may establish, in the order of the fact box."""
    kind = Kind(kind)
    listed = [
        Field("title", "Name", "text", boxed=False),
        Field("type", "Type", "term", TYPE_SCHEME[kind], boxed=False),
        Field("date", _DATE_LABELS[kind], "edtf", key_fact=kind in (Kind.EVENT, Kind.AGREEMENT)),
        Field("place", "Place", "place", many=True, key_fact=kind is Kind.EVENT),
        Field("country", "Country", "place"),
        Field("category", "Category", "term", "system-category"),
        *_OWN[kind],
    ]
    return {field.name: field for field in listed}


# Any field of any kind: for the database's constraint and for forms that do not know the kind yet.
FIELD_NAMES = sorted({name for kind in Kind for name in fields(kind)})
