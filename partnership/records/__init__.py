"""The plain form of the content: what an edition keeps, a fixture carries, an import brings and `apply` writes.

A record holds every own column and child row of an entry, source, term or place; it refers to others by their key
or code, and holds nothing that is derived.
"""

from partnership.records.forms import FORMS, NAMED_BY, Column, Form, Row, children, columns, own_columns, scheme_of
from partnership.records.plain import for_record, form_of, plain_decimal, record, stored
from partnership.records.walk import complete, misshapen, row_at, walk

__all__ = [
    "FORMS",
    "NAMED_BY",
    "Column",
    "Form",
    "Row",
    "children",
    "columns",
    "complete",
    "for_record",
    "form_of",
    "misshapen",
    "own_columns",
    "plain_decimal",
    "record",
    "row_at",
    "scheme_of",
    "stored",
    "walk",
]
