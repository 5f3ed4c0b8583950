"""Every write. Each is atomic, derives what is derived and appends an Edition; nothing else writes content.

apply(record, by=editor, reason="Second source added", expected=3)
publish(entry, by=editor, reason="Both sources checked")
"""

from partnership.actions.apply import apply, apply_all
from partnership.actions.problems import Invalid, Problem, Refused, Stale
from partnership.actions.status import publish, reasons_against_publishing, reopen, submit, withdraw

__all__ = [
    "Invalid",
    "Problem",
    "Refused",
    "Stale",
    "apply",
    "apply_all",
    "publish",
    "reasons_against_publishing",
    "reopen",
    "submit",
    "withdraw",
]
