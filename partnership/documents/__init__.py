"""Rows as plain data for readers: the page, `.json` and every later form render one of these, and nothing else."""

from partnership.documents.agreements import agreement_line
from partnership.documents.choice import choice
from partnership.documents.compare import comparison
from partnership.documents.entry import document, documents
from partnership.documents.figures import figure
from partnership.documents.lines import line, lines_of, listing
from partnership.documents.matches import results
from partnership.documents.report import editors_report, public_report, report_document
from partnership.documents.sources import source_document, source_line
from partnership.documents.statements import statement_card
from partnership.documents.topics import topic_document, topic_tree

__all__ = [
    "agreement_line",
    "choice",
    "comparison",
    "document",
    "documents",
    "editors_report",
    "figure",
    "line",
    "lines_of",
    "listing",
    "public_report",
    "report_document",
    "results",
    "source_document",
    "source_line",
    "statement_card",
    "topic_document",
    "topic_tree",
]
