"""What is cited, as items of CSL-JSON (CSL 1.0.2): a page of this record, a sentence of it, or one of its sources."""

from typing import Any

from partnership.models import Entry, Source, Statement

Item = dict[str, Any]


def entry_item(entry: Entry) -> Item:
    raise NotImplementedError


def statement_item(statement: Statement) -> Item:
    raise NotImplementedError


def source_item(source: Source) -> Item:
    raise NotImplementedError
