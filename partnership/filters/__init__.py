"""What an address may ask of a list. Strict: what cannot be understood is named, and nothing is shown in its place."""

from partnership.filters.address import Address
from partnership.filters.agreements import AgreementFilter
from partnership.filters.entries import EntryFilter
from partnership.filters.figures import FigureFilter
from partnership.filters.paging import Paging
from partnership.filters.sources import SourceFilter
from partnership.filters.strict import BadParameter, StrictFilterSet
from partnership.filters.vocabulary import PlaceFilter, TermFilter

__all__ = [
    "Address",
    "AgreementFilter",
    "BadParameter",
    "EntryFilter",
    "FigureFilter",
    "Paging",
    "PlaceFilter",
    "SourceFilter",
    "StrictFilterSet",
    "TermFilter",
]
