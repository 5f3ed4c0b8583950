"""What can be taken away: the same thing under the same address, in another form.

Each form stands in place of the last slash of an address (`/events.bib?from=2010`). A list is taken away whole, with
the filters that are set, never one page of it; it is read and sent in chunks, so that its length costs no memory.
"""

from partnership.exports.about import About, labels
from partnership.exports.forms import (
    FORMS,
    LINKED,
    LISTED,
    OF_A_LIST,
    OF_ONE,
    OF_ONE_ENTRY,
    Form,
)
from partnership.exports.subject import Subject

__all__ = [
    "FORMS",
    "LINKED",
    "LISTED",
    "OF_A_LIST",
    "OF_ONE",
    "OF_ONE_ENTRY",
    "About",
    "Form",
    "Subject",
    "labels",
]
