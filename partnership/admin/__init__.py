"""The editors' side: Django's admin over the record. Every page reads rows; only `partnership.actions` writes them."""

from django.contrib.auth.models import Group

from partnership.admin import browse, entries, sources, terms, users
from partnership.admin.workplace import site
from partnership.models import (
    KIND_MODELS,
    AgreementAction,
    Citation,
    Edition,
    Entry,
    Identifier,
    Load,
    Name,
    Place,
    Redirect,
    Relation,
    Source,
    Statement,
    Term,
    User,
    Value,
)
from partnership.vocabulary import Kind

for _name, _kind_model in KIND_MODELS.items():
    site.register(_kind_model, entries.admin_of(Kind(_name)))
_ADMINS: dict = {
    Entry: entries.AllEntries,
    Source: sources.SourceAdmin,
    Term: terms.TermAdmin,
    Place: terms.PlaceAdmin,
    Statement: browse.StatementAdmin,
    Citation: browse.CitationAdmin,
    Value: browse.ValueAdmin,
    Name: browse.NameAdmin,
    Identifier: browse.IdentifierAdmin,
    Relation: browse.RelationAdmin,
    AgreementAction: browse.ActionAdmin,
    Redirect: browse.RedirectAdmin,
    Edition: browse.EditionAdmin,
    Load: browse.LoadAdmin,
    User: users.AccountAdmin,
    Group: users.AccountGroupAdmin,
}
for _model, _admin in _ADMINS.items():
    site.register(_model, _admin)

__all__ = ["site"]
