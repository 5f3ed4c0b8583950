"""What can be taken away: the same thing under the same address, in another form.

Each form stands in place of the last slash of an address (`/events.bib?from=2010`). A list is taken away whole, with
the filters that are set, never one page of it.
"""

from partnership.exports.forms import CITING, FORMS, LINKED, Form
from partnership.exports.subject import Subject, written

__all__ = ["CITING", "FORMS", "LINKED", "Form", "Subject", "written"]
