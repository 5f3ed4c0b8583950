"""Documents one a line (NDJSON): every line is a row, so there is no head. Whose licence it is and of which revision
stands in the headers of the answer, and the licence in every document of an entry or a source."""

import json
from collections.abc import Iterable, Iterator

from partnership.documents.brief import Document

# JSON lets them stand in text as they are, but some programs end a line at them.
_ENDS_OF_LINE = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"})


def written(chunks: Iterable[Iterable[Document]]) -> Iterator[str]:
    for chunk in chunks:
        for document in chunk:
            yield f"{json.dumps(document, ensure_ascii=False)}\n".translate(_ENDS_OF_LINE)
