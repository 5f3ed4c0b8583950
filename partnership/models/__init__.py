from partnership.models.edition import Edition, Load
from partnership.models.entry import Entry, Identifier, Name, Redirect
from partnership.models.holding import Holding
from partnership.models.kinds import Agreement, Event, Institution, Person, System
from partnership.models.relation import AgreementAction, Relation
from partnership.models.revision import Revision
from partnership.models.search import Gram, Posting, Spelling, Word
from partnership.models.source import Source, SourceCopy, SourcePart
from partnership.models.statement import Citation, Statement, Value
from partnership.models.term import Place, Term
from partnership.models.user import User

KIND_MODELS = {"event": Event, "agreement": Agreement, "institution": Institution, "person": Person, "system": System}

__all__ = [
    "KIND_MODELS",
    "Agreement",
    "AgreementAction",
    "Citation",
    "Edition",
    "Entry",
    "Event",
    "Gram",
    "Holding",
    "Identifier",
    "Institution",
    "Load",
    "Name",
    "Person",
    "Place",
    "Posting",
    "Redirect",
    "Relation",
    "Revision",
    "Source",
    "SourceCopy",
    "SourcePart",
    "Spelling",
    "Statement",
    "System",
    "Term",
    "User",
    "Value",
    "Word",
]
