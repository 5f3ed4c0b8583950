"""Lists put together: what was asked for, its page, its facets, as one document each; and taken away whole."""

from partnership.listings.agreements import of_agreements, values_of_agreements
from partnership.listings.entries import of_entries, values_of_entries
from partnership.listings.figures import of_figures, values_of_figures
from partnership.listings.pages import PastTheEnd
from partnership.listings.search import of_search, searched, suggestions, values_of_search
from partnership.listings.sources import of_sources, values_of_sources
from partnership.listings.taken import agreements_taken, entries_taken, figures_taken, sources_taken

__all__ = [
    "PastTheEnd",
    "agreements_taken",
    "entries_taken",
    "figures_taken",
    "of_agreements",
    "of_entries",
    "of_figures",
    "of_search",
    "of_sources",
    "searched",
    "sources_taken",
    "suggestions",
    "values_of_agreements",
    "values_of_entries",
    "values_of_figures",
    "values_of_search",
    "values_of_sources",
]
