"""The forms of all answers, each with what every field means: the components of the schema.

No field of a document is `required`, since `fields` may leave out any; a test holds that all are there otherwise.
"""

from partnership.api.components.answers import ANSWERS, list_of
from partnership.api.components.build import Schema
from partnership.api.components.common import COMMON
from partnership.api.components.entries import ENTRIES
from partnership.api.components.evidence import EVIDENCE
from partnership.api.components.sources import SOURCES

COMPONENTS: dict[str, Schema] = ENTRIES | EVIDENCE | SOURCES | ANSWERS | COMMON

__all__ = ["COMPONENTS", "list_of"]
